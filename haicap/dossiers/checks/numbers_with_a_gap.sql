-- title: The numbers of an agency and day have no gap
-- title-vi: Số hồ sơ của một cơ quan trong ngày liên tục
-- severity: error
-- why: A missing number is a dossier that somebody handed in and nobody can find.
-- remedy: Look for the number in the journal and in the copies of the database.
-- A leg of an inter-connected dossier has its number from the day on which it began.
SELECT a.code, c.day, c.last, count(d.id) AS dossiers FROM dossiers_counter c
  JOIN units_agency a ON a.id = c.agency_id
  LEFT JOIN dossiers_dossier d ON d.received_at_agency_id = c.agency_id
       AND (CASE WHEN d.bundle_id IS NULL THEN d.submitted_at ELSE d.received_at END AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = c.day
 GROUP BY a.code, c.day, c.last HAVING count(d.id) <> c.last
