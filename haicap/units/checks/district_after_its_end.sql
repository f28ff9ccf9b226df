-- title: No district after 30 June 2025
-- title-vi: Không còn cấp huyện từ 01/7/2025
-- severity: error
-- why: The district level ended on 1 July 2025 (Law 72/2025/QH15 Art 51(3)).
-- remedy: End the version, and its agencies, on 1 July 2025.
SELECT v.name, v.code, v.valid_until FROM units_territoryversion v
 WHERE v.level = 'district'
   AND (v.valid_until IS NULL OR v.valid_until > DATE '2025-07-01')
