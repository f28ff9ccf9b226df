-- title: A territory has one version a day
-- title-vi: Mỗi đơn vị chỉ có một phiên bản mỗi ngày
-- severity: error
-- why: Two names, kinds or parents on one day contradict each other; the constraint
--   territory_one_version_a_day forbids it.
-- remedy: Find out which version is right and end the other; then put the constraint
--   back.
SELECT a.name, b.name, greatest(a.valid_from, b.valid_from) AS day
  FROM units_territoryversion a
  JOIN units_territoryversion b ON b.territory_id = a.territory_id AND b.id > a.id
   AND daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
