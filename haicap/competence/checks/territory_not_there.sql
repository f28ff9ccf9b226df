-- title: The territory of a competence exists while it lasts
-- title-vi: Đơn vị hành chính của thẩm quyền tồn tại suốt thời gian đó
-- severity: error
-- why: An exception for a place that is no more decides nothing; the successor falls
--   back to the rule unseen.
-- remedy: End the competence with the territory, and assign it anew for the successors
--   if it is meant to go on.
SELECT c.id, c.territory_id, c.valid_from, c.valid_until FROM competence_competence c
 WHERE c.territory_id IS NOT NULL
   AND NOT coalesce((SELECT range_agg(daterange(v.valid_from, v.valid_until))
                       FROM units_territoryversion v
                      WHERE v.territory_id = c.territory_id)
                    @> daterange(c.valid_from, c.valid_until), false)
