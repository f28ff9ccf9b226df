-- title: A succession joins what was to what is
-- title-vi: Kế thừa nối đơn vị trước và đơn vị sau đúng ngày hiệu lực
-- severity: error
-- why: On the day before, the predecessor existed; on the day itself, the successor
--   does. Otherwise reports lose the unit.
-- remedy: Correct the day of the reorganisation or the validity of the units.
SELECT r.key, p.key AS predecessor, n.key AS successor, r.effective_on
  FROM units_succession s
  JOIN units_reorganisation r ON r.id = s.reorganisation_id
  JOIN units_territory p ON p.id = s.predecessor_id
  JOIN units_territory n ON n.id = s.successor_id
 WHERE NOT EXISTS (SELECT FROM units_territoryversion v
                    WHERE v.territory_id = p.id
                      AND daterange(v.valid_from, v.valid_until) @> (r.effective_on - 1))
    OR NOT EXISTS (SELECT FROM units_territoryversion v
                    WHERE v.territory_id = n.id
                      AND daterange(v.valid_from, v.valid_until) @> r.effective_on)
