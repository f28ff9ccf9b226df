-- title: A split unit suggests at most one successor
-- title-vi: Đơn vị bị chia tách chỉ có tối đa một đơn vị kế thừa được gợi ý
-- severity: error
-- why: The suggestion is shown to a person first; two of them are none.
-- remedy: Leave the suggestion that the source gives.
SELECT t.key, count(*) FROM units_succession s
  JOIN units_territory t ON t.id = s.predecessor_id
 WHERE s.suggested GROUP BY t.key, s.reorganisation_id HAVING count(*) > 1
