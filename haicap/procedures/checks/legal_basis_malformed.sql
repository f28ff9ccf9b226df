-- title: The legal basis is cited by number
-- title-vi: Căn cứ pháp lý được dẫn bằng số hiệu
-- severity: warning
-- why: A citation that is no number of a document finds nothing in any register.
-- remedy: Correct the number: 120/2025/NĐ-CP, 72/2025/QH15.
SELECT p.slug, v.number, b.number FROM procedures_procedureversion v
  JOIN procedures_procedure p ON p.id = v.procedure_id
  CROSS JOIN LATERAL jsonb_array_elements_text(v.legal_basis) AS b(number)
 WHERE v.is_published
   AND b.number !~ '^[0-9]+[a-z]?([.][0-9]+)?/([0-9]{4}/)?[[:alpha:]][[:alnum:]-]+$'
