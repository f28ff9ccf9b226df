-- title: A dossier in processing is on somebody’s list
-- title-vi: Hồ sơ đang xử lý nằm trong danh sách việc của một người
-- severity: error
-- why: Without an open duty nobody sees the dossier until it is late.
-- remedy: Begin the step that the dossier is at.
SELECT d.number, d.state, d.responsible_id FROM dossiers_dossier d
 WHERE d.state IN ('registered', 'received', 'processing')
   AND NOT EXISTS (SELECT FROM dossiers_step s JOIN duties_duty x ON x.id = s.duty_id
                    WHERE s.dossier_id = d.id AND x.closed_at IS NULL)
   AND NOT EXISTS (SELECT FROM dossiers_dossier leg WHERE leg.bundle_id = d.id)
