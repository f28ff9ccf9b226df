-- title: A dossier that ended has the row that ended it
-- title-vi: Hồ sơ kết thúc có bản ghi kết thúc
-- severity: error
-- why: Refusal (form 03), stop (form 05), withdrawal and return are legal facts with
--   who, when and why.
-- remedy: Compare with the journal and add the missing row.
SELECT d.number, d.state FROM dossiers_dossier d
 WHERE NOT CASE d.state
       WHEN 'refused' THEN EXISTS (SELECT FROM dossiers_refusal r WHERE r.dossier_id = d.id)
       WHEN 'withdrawn' THEN EXISTS (
            SELECT FROM dossiers_withdrawal w WHERE w.dossier_id = d.id)
       WHEN 'stopped' THEN EXISTS (
            SELECT FROM dossiers_stop s WHERE s.dossier_id = d.id AND s.reopened_at IS NULL)
       WHEN 'returned' THEN EXISTS (
            SELECT FROM dossiers_return r WHERE r.dossier_id = d.id)
       ELSE true END
