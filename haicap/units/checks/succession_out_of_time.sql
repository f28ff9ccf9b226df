-- title: A succession joins what was to what is
-- title-vi: Kế thừa nối đơn vị trước và đơn vị sau đúng ngày hiệu lực
-- severity: error
-- why: On the day before, the predecessor existed; on the day itself, the successor
--   does. Otherwise reports lose the unit.
-- remedy: Correct the day of the reorganisation or the validity of the units.
WITH there AS (
    SELECT s.id, r.key, r.effective_on, s.predecessor_id, s.successor_id,
           bool_or(p.valid_from < r.effective_on
                   AND (p.valid_until IS NULL OR p.valid_until >= r.effective_on)) AS was,
           bool_or(n.valid_from <= r.effective_on
                   AND (n.valid_until IS NULL OR n.valid_until > r.effective_on)) AS "is"
      FROM units_succession s
      JOIN units_reorganisation r ON r.id = s.reorganisation_id
      LEFT JOIN units_territoryversion p ON p.territory_id = s.predecessor_id
      LEFT JOIN units_territoryversion n ON n.territory_id = s.successor_id
     GROUP BY s.id, r.key, r.effective_on
)
SELECT there.key, p.key AS predecessor, n.key AS successor, there.effective_on
  FROM there
  JOIN units_territory p ON p.id = there.predecessor_id
  JOIN units_territory n ON n.id = there.successor_id
 WHERE was IS NOT TRUE OR "is" IS NOT TRUE
