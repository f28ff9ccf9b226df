-- title: Every unit has a People's Committee every day
-- title-vi: Mỗi đơn vị hành chính luôn có Ủy ban nhân dân
-- severity: error
-- why: Each unit has a People's Committee (Law 72/2025/QH15); without it nobody decides
--   there.
-- remedy: Load the committee for the days on which it is missing.
SELECT v.name, v.code, v.valid_from, v.valid_until
  FROM units_territoryversion v
 WHERE v.level <> 'nation'
   AND NOT coalesce((SELECT range_agg(daterange(a.valid_from, a.valid_until))
                       FROM units_agency a
                      WHERE a.territory_id = v.territory_id
                        AND a.kind = 'peoples_committee')
                    @> daterange(v.valid_from, v.valid_until), false)
