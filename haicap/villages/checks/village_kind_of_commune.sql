-- title: Communes have villages, wards have residential groups
-- title-vi: Xã có thôn, phường có tổ dân phố
-- severity: warning
-- why: Villages lie in communes and special zones, residential groups in wards, townships and
--   urban special zones; after a commune became a ward its council converts them.
-- remedy: Convert it: haicap village rename NUMBER NAME --kind residential_group.
SELECT v.village_id, v.name, v.kind, t.kind
  FROM villages_villageversion v
  JOIN units_territoryversion t
    ON t.territory_id = v.commune_id
   AND daterange(t.valid_from, t.valid_until) && daterange(v.valid_from, v.valid_until)
 WHERE (t.kind = 'commune' AND v.kind <> 'village')
    OR (t.kind IN ('ward', 'township') AND v.kind <> 'residential_group')
