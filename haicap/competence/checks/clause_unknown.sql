-- title: The clause of a competence stands in the register
-- title-vi: Điều khoản của thẩm quyền có trong hệ thống văn bản
-- severity: warning
-- why: A clause that cannot be opened cannot be checked.
-- remedy: Add the clause to the register, or correct it.
SELECT c.id, c.ground, c.clause FROM competence_competence c
  JOIN law_legaldocument d ON d.number = c.ground
 WHERE c.clause <> '' AND NOT EXISTS (SELECT FROM law_clause k
                                       WHERE k.document_id = d.id AND k.label = c.clause)
