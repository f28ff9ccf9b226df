-- title: What began has an origin
-- title-vi: Đơn vị thành lập mới có nguồn gốc
-- severity: error
-- why: A unit that came from nowhere inherits no dossiers, people or assets: something
--   was left behind.
-- remedy: Add the successions that lead to it.
SELECT v.name, v.code, v.valid_from
  FROM units_territoryversion v
 WHERE v.level IN ('province', 'commune')
   AND v.valid_from > (SELECT min(valid_from) FROM units_territoryversion)
   AND NOT EXISTS (SELECT FROM units_territoryversion earlier
                    WHERE earlier.territory_id = v.territory_id
                      AND earlier.valid_from < v.valid_from)
   AND NOT EXISTS (SELECT FROM units_succession s
                    WHERE s.successor_id = v.territory_id)
