-- title: A competence does not begin before its ground
-- title-vi: Thẩm quyền không bắt đầu trước khi văn bản có hiệu lực
-- severity: error
-- why: Nobody may decide under a document that is not in force yet.
-- remedy: Correct the first day of the competence or the effective day of the document.
SELECT c.id, c.ground, c.valid_from, d.effective_on FROM competence_competence c
  JOIN law_legaldocument d ON d.number = c.ground
 WHERE c.kind <> 'delegation' AND c.valid_from < d.effective_on
