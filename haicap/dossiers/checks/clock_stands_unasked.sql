-- title: The clock stands only while somebody is waited for
-- title-vi: Thời hạn chỉ tạm dừng khi đang chờ
-- severity: error
-- why: A pause without its reason takes time from the applicant that the law does not
--   take.
-- remedy: End the suspension, and derive the due date again.
SELECT d.number, d.state, s.kind, s.at FROM dossiers_suspension s
  JOIN dossiers_dossier d ON d.id = s.dossier_id
 WHERE s.until IS NULL
   AND (d.ended_at IS NOT NULL OR d.state = 'settled'
        OR (s.kind = 'supplement' AND d.state <> 'supplement')
        OR (s.kind = 'payment' AND d.state <> 'payment'))
