-- title: No district decides after 30 June 2025
-- title-vi: Cấp huyện không còn thẩm quyền từ 01/7/2025
-- severity: error
-- why: The district level ended on 1 July 2025 (Law 72/2025/QH15 Art 51(3)).
-- remedy: End the competence on 1 July 2025 and assign it to the commune or the
--   province.
SELECT c.id, coalesce(p.slug, t.code) AS what, c.valid_until FROM competence_competence c
  LEFT JOIN procedures_procedure p ON p.id = c.procedure_id
  LEFT JOIN competence_task t ON t.id = c.task_id
 WHERE c.level = 'district'
   AND (c.valid_until IS NULL OR c.valid_until > DATE '2025-07-01')
