-- title: A delegation states content, decision and period
-- title-vi: Ủy quyền phải có nội dung, quyết định và thời hạn
-- severity: error
-- why: A delegation is written, with content, scope, period and conditions (Law
--   72/2025/QH15 Art 14).
-- remedy: Add what is missing from the written decision, or revoke the delegation.
SELECT id, ground, content, valid_until FROM competence_competence
 WHERE kind = 'delegation'
   AND (ground = '' OR content = '' OR valid_until IS NULL OR territory_id IS NULL
        OR agency_id IS NULL OR delegated_from_id IS NULL)
