-- title: 34 provinces and 3,321 communes on 1 July 2025
-- title-vi: 34 tỉnh, thành phố và 3.321 đơn vị cấp xã ngày 01/7/2025
-- severity: error
-- why: Resolution 202/2025/QH15 and the list of Decision 19/2025/QĐ-TTg; every count in
--   this program rests on them.
-- remedy: Load the bundled units again and compare with the list.
SELECT wanted.level, wanted.number, count(v.id)
  FROM (VALUES ('province', 34), ('commune', 3321), ('district', 0))
       AS wanted(level, number)
  LEFT JOIN units_territoryversion v ON v.level = wanted.level
       AND daterange(v.valid_from, v.valid_until) @> DATE '2025-07-01'
 GROUP BY wanted.level, wanted.number HAVING count(v.id) <> wanted.number
