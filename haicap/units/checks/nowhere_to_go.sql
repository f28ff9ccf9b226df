-- title: Every commune has a place to hand in a dossier
-- title-vi: Mỗi xã, phường, đặc khu có nơi tiếp nhận hồ sơ
-- severity: error
-- why: Decree 118/2025/NĐ-CP: a commune centre, or in the one-level model a branch or
--   point of the provincial centre.
-- remedy: Set up the centre, branch or point of the commune.
SELECT v.name, v.code FROM units_territoryversion v
 WHERE v.level = 'commune' AND v.valid_from >= DATE '2025-07-01'
   AND v.valid_until IS NULL
   AND NOT EXISTS (SELECT FROM units_agency a
                    WHERE a.territory_id = v.territory_id
                      AND a.valid_until IS NULL
                      AND (a.kind IN ('service_centre', 'branch', 'service_point')
                           OR a.source LIKE 'no centre of its own%'))
