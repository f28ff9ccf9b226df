-- title: What was received by decentralisation is not passed on
-- title-vi: Không phân cấp tiếp nhiệm vụ được phân cấp
-- severity: error
-- why: The recipient of a decentralised task may not pass it on (Law 72/2025/QH15 Art
--   13).
-- remedy: End what was passed on; the decentralising authority may name another
--   recipient.
SELECT d.id, o.id AS received_by, d.kind, d.ground FROM competence_competence d
  JOIN competence_competence o ON o.kind = 'decentralisation' AND (
       d.delegated_from_id = o.id
    OR (d.kind = 'decentralisation' AND d.territory_id IS NOT NULL
        AND o.territory_id IS NULL AND d.id <> o.id
        AND d.procedure_id IS NOT DISTINCT FROM o.procedure_id
        AND d.task_id IS NOT DISTINCT FROM o.task_id
        AND daterange(d.valid_from, d.valid_until)
            && daterange(o.valid_from, o.valid_until)))
