-- title: The legal basis stands in the register
-- title-vi: Căn cứ pháp lý có trong hệ thống văn bản
-- severity: warning
-- why: A citation that cannot be opened cannot be checked.
-- remedy: Add the document to the register, or correct the number.
SELECT p.slug, v.number, b.number FROM procedures_procedureversion v
  JOIN procedures_procedure p ON p.id = v.procedure_id
  CROSS JOIN LATERAL jsonb_array_elements_text(v.legal_basis) AS b(number)
 WHERE v.is_published
   AND NOT EXISTS (SELECT FROM law_legaldocument d WHERE d.number = b.number)
