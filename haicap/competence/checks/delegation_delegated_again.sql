-- title: A delegation is not delegated again
-- title-vi: Không ủy quyền lại
-- severity: error
-- why: No sub-delegation (Law 72/2025/QH15 Art 14).
-- remedy: Revoke the second delegation; the first delegating agency may delegate
--   directly.
SELECT d.id, o.id AS delegated_from, d.ground FROM competence_competence d
  JOIN competence_competence o ON o.id = d.delegated_from_id
 WHERE o.kind = 'delegation'
