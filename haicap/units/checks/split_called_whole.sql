-- title: A split unit has no part called whole
-- title-vi: Đơn vị bị chia tách không có phần nào được ghi là toàn bộ
-- severity: error
-- why: When a unit went to several, a person chooses for each case; none of them may be
--   taken silently.
-- remedy: Mark each succession of the split unit as a part.
SELECT t.key, s.kind, count(*) OVER (PARTITION BY s.predecessor_id) AS successors
  FROM units_succession s JOIN units_territory t ON t.id = s.predecessor_id
 WHERE s.kind IN ('whole', 'unchanged', 'renamed')
   AND EXISTS (SELECT FROM units_succession o
                WHERE o.predecessor_id = s.predecessor_id
                  AND o.reorganisation_id = s.reorganisation_id
                  AND o.successor_id <> s.successor_id)
