-- title: An agency exists only while its territory does
-- title-vi: Cơ quan chỉ tồn tại khi đơn vị hành chính tồn tại
-- severity: error
-- why: An agency of a place that is no more cannot decide, receive or seal anything.
-- remedy: End the agency on the day on which its territory ended.
SELECT a.name_vi, a.code, a.valid_from, a.valid_until
  FROM units_agency a
 WHERE NOT coalesce((SELECT range_agg(daterange(v.valid_from, v.valid_until))
                       FROM units_territoryversion v
                      WHERE v.territory_id = a.territory_id)
                    @> daterange(a.valid_from, a.valid_until), false)
