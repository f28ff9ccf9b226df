-- title: A code means one territory a day
-- title-vi: Mỗi mã chỉ một đơn vị trong một ngày
-- severity: error
-- why: Codes are identifiers of Decision 19/2025/QĐ-TTg; forms, numbers and neighbours
--   rely on one meaning.
-- remedy: End the code of the version that lost it on the day the other took it.
SELECT a.level, a.code, a.name, b.name, greatest(a.valid_from, b.valid_from) AS day
  FROM units_territoryversion a
  JOIN units_territoryversion b ON b.level = a.level AND b.code = a.code AND b.id > a.id
   AND daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
