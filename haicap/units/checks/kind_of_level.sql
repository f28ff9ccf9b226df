-- title: The kind of a territory fits its level
-- title-vi: Loại đơn vị phù hợp với cấp
-- severity: error
-- why: Provinces and cities are provincial; communes, wards and special zones are of the
--   commune level (Law 72/2025/QH15).
-- remedy: Correct the kind or the level.
SELECT v.name, v.kind, v.level FROM units_territoryversion v
 WHERE NOT CASE v.level
       WHEN 'nation' THEN v.kind = 'nation'
       WHEN 'province' THEN v.kind IN ('province', 'city')
       WHEN 'district' THEN v.kind IN
            ('urban_district', 'rural_district', 'town', 'provincial_city')
       ELSE v.kind IN ('commune', 'ward', 'special_zone')
            OR (v.kind = 'township' AND v.valid_until <= DATE '2025-07-01') END
