-- title: A decided dossier is settled
-- title-vi: Hồ sơ đã quyết định thì đã giải quyết xong
-- severity: error
-- why: The applicant waits for a result that is there.
-- remedy: Compare with the journal and finish the decision.
SELECT d.number, d.state, x.decided_at FROM dossiers_decision x
  JOIN dossiers_dossier d ON d.id = x.dossier_id
 WHERE x.decided_at IS NOT NULL AND d.settled_at IS NULL
