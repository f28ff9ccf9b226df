-- title: The newer document replaces the older
-- title-vi: Văn bản mới thay thế văn bản cũ
-- severity: warning
-- why: What was issued earlier cannot replace or amend what was issued later.
-- remedy: Turn the relation round, or correct the dates.
SELECT d.number, d.issued_on, r.kind, o.number, o.issued_on FROM law_relation r
  JOIN law_legaldocument d ON d.id = r.document_id
  JOIN law_legaldocument o ON o.id = r.other_id
 WHERE r.kind IN ('replaces', 'repeals', 'amends') AND d.issued_on < o.issued_on
