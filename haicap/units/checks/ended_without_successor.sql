-- title: What ended has a successor
-- title-vi: Đơn vị kết thúc có đơn vị kế thừa
-- severity: error
-- why: Whoever has a paper of the old unit must be led to a unit of today (Law
--   72/2025/QH15 Art 54(8)).
-- remedy: Add the succession with its share, or name the successors in the
--   reorganisation.
SELECT v.name, v.code, v.valid_until
  FROM units_territoryversion v
 WHERE v.level IN ('province', 'commune') AND v.valid_until IS NOT NULL
   AND NOT EXISTS (SELECT FROM units_territoryversion later
                    WHERE later.territory_id = v.territory_id
                      AND later.valid_from >= v.valid_until)
   AND NOT EXISTS (SELECT FROM units_succession s
                    WHERE s.predecessor_id = v.territory_id
                      AND s.successor_id <> v.territory_id)
