-- title: The ground of a competence stands in the register
-- title-vi: Căn cứ của thẩm quyền có trong hệ thống văn bản
-- severity: error
-- why: Division, devolution and decentralisation rest on a legal document (Law
--   72/2025/QH15 Art 11–13).
-- remedy: Add the document to the register, or correct the number.
SELECT c.id, coalesce(p.slug, t.code) AS what, c.ground FROM competence_competence c
  LEFT JOIN procedures_procedure p ON p.id = c.procedure_id
  LEFT JOIN competence_task t ON t.id = c.task_id
 WHERE c.ground <> '' AND c.kind <> 'delegation'
   AND NOT EXISTS (SELECT FROM law_legaldocument d WHERE d.number = c.ground)
