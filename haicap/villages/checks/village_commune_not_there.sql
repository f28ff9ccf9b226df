-- title: A village lies in a commune that is there
-- title-vi: Thôn, tổ dân phố thuộc một đơn vị hành chính cấp xã đang tồn tại
-- severity: warning
-- why: A village belongs to one commune (Law 72/2025/QH15 Art 21(2)(d)); when a commune was
--   split, a person says to which part it belongs.
-- remedy: Move it: haicap village move NUMBER --to COMMUNE.
SELECT v.village_id, v.name, v.valid_from, v.valid_until
  FROM villages_villageversion v
 WHERE NOT EXISTS (
         SELECT FROM units_territoryversion t
          WHERE t.territory_id = v.commune_id
            AND t.valid_from < coalesce(v.valid_until, 'infinity')
            AND (t.valid_until IS NULL OR t.valid_until >= coalesce(v.valid_until, 'infinity')))
