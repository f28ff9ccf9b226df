-- title: No two villages of a commune bear one name
-- title-vi: Trong một xã không có hai thôn, tổ dân phố trùng tên
-- severity: warning
-- why: People are addressed by the name of their village; it comes about when communes are
--   merged, and the council then renames one.
-- remedy: Rename one of them: haicap village rename NUMBER NAME.
SELECT a.village_id, b.village_id, a.name, a.commune_id
  FROM villages_villageversion a
  JOIN villages_villageversion b
    ON b.commune_id = a.commune_id AND b.village_id > a.village_id
   AND lower(b.name) = lower(a.name)
   AND daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
