-- title: The shares of a split are one or less
-- title-vi: Tổng tỷ lệ chia tách không vượt quá một
-- severity: error
-- why: Reports map old numbers to new units by share; more than one whole counts people
--   twice.
-- remedy: Correct the shares; leave them empty where they are not known.
SELECT t.key, sum(s.share) FROM units_succession s
  JOIN units_territory t ON t.id = s.predecessor_id
 GROUP BY t.key, s.reorganisation_id, s.predecessor_id
HAVING sum(s.share) > 1.000001
    OR (count(s.share) = count(*) AND abs(sum(s.share) - 1) > 0.000001)
