-- title: A dossier that waits for a supplement has a request
-- title-vi: Hồ sơ chờ bổ sung có phiếu yêu cầu
-- severity: error
-- why: The request (form 02) is the legal fact that stops the clock.
-- remedy: Compare with the journal; ask again, or go on with the dossier.
SELECT d.number FROM dossiers_dossier d
 WHERE (d.state = 'supplement') <> EXISTS (
       SELECT FROM dossiers_supplement s
        WHERE s.dossier_id = d.id AND s.answered_at IS NULL)
   AND d.ended_at IS NULL
