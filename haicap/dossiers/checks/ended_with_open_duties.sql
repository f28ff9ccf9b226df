-- title: A dossier that ended leaves no open duty
-- title-vi: Hồ sơ kết thúc không còn nhiệm vụ đang mở
-- severity: error
-- why: A duty that nobody can finish stays on the worklist for ever and spoils the
--   weekly report.
-- remedy: Close the duties of the dossier.
SELECT d.number, d.state, x.kind FROM dossiers_step s
  JOIN dossiers_dossier d ON d.id = s.dossier_id
  JOIN duties_duty x ON x.id = s.duty_id
 WHERE d.ended_at IS NOT NULL AND x.closed_at IS NULL
