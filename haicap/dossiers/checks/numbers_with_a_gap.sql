-- title: The numbers of an agency and day have no gap
-- title-vi: Số hồ sơ của một cơ quan trong ngày liên tục
-- severity: error
-- why: A missing number is a dossier that somebody handed in and nobody can find.
-- remedy: Look for the number in the journal and in the copies of the database.
SELECT a.code, c.day, c.last, count(d.id) AS dossiers FROM dossiers_counter c
  JOIN units_agency a ON a.id = c.agency_id
  LEFT JOIN dossiers_dossier d ON d.received_at_agency_id = c.agency_id
       AND d.number LIKE '%-' || to_char(c.day, 'YYMMDD') || '-%'
 GROUP BY a.code, c.day, c.last HAVING count(d.id) <> c.last
