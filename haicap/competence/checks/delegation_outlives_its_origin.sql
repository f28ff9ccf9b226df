-- title: A delegation ends with what was delegated
-- title-vi: Ủy quyền không kéo dài hơn thẩm quyền gốc
-- severity: error
-- why: Nobody can let another decide what he may not decide himself (Law 72/2025/QH15
--   Art 14).
-- remedy: Revoke the delegation on the day on which the competence ends.
SELECT d.id, d.valid_until, o.valid_until FROM competence_competence d
  JOIN competence_competence o ON o.id = d.delegated_from_id
 WHERE NOT daterange(o.valid_from, o.valid_until)
           @> daterange(d.valid_from, d.valid_until)
    OR d.procedure_id IS DISTINCT FROM o.procedure_id
    OR d.task_id IS DISTINCT FROM o.task_id
