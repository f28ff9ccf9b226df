-- title: The versions of a territory follow without a gap
-- title-vi: Các phiên bản của một đơn vị nối tiếp nhau, không đứt quãng
-- severity: error
-- why: Between two versions the place would not exist; whoever is there could ask
--   nobody.
-- remedy: Let the earlier version run until the later one begins.
SELECT v.name, v.valid_until, n.valid_from
  FROM units_territoryversion v
  JOIN LATERAL (SELECT valid_from FROM units_territoryversion n
                 WHERE n.territory_id = v.territory_id AND n.valid_from > v.valid_from
                 ORDER BY n.valid_from LIMIT 1) n ON n.valid_from > v.valid_until
