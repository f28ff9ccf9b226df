-- title: A territory lies in one of the right level
-- title-vi: Đơn vị trực thuộc đúng cấp
-- severity: error
-- why: There are two levels from 1 July 2025: a commune lies in a province (Law
--   72/2025/QH15 Art 51(3)); before, in a district.
-- remedy: Correct the parent of the version, by a reorganisation with its legal ground.
SELECT v.name, v.level, p.level AS parent_level, v.valid_from
  FROM units_territoryversion v LEFT JOIN units_territory p ON p.id = v.parent_id
 WHERE NOT CASE v.level
       WHEN 'nation' THEN v.parent_id IS NULL
       WHEN 'province' THEN p.level = 'nation'
       WHEN 'district' THEN p.level = 'province'
       WHEN 'commune' THEN p.level = 'province' OR (p.level = 'district'
            AND v.valid_until <= DATE '2025-07-01')
       ELSE false END
    OR (v.level <> 'nation' AND v.parent_id IS NULL)
