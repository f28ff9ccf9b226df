-- title: A dossier is judged by a version that was published then
-- title-vi: Hồ sơ áp dụng phiên bản thủ tục có hiệu lực khi nộp
-- severity: error
-- why: A dossier carries the procedure version of the day on which it was handed in, for
--   ever.
-- remedy: Compare with the catalogue; the version of the day is the right one.
SELECT d.number, v.number, v.valid_from, v.valid_until FROM dossiers_dossier d
  JOIN procedures_procedureversion v ON v.id = d.version_id
 WHERE NOT v.is_published
    OR NOT daterange(v.valid_from, v.valid_until)
           @> (CASE WHEN d.bundle_id IS NULL THEN d.submitted_at ELSE d.received_at END
               AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
