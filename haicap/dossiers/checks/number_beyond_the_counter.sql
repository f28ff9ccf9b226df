-- title: No number was given out beside the counter
-- title-vi: Không số hồ sơ nào nằm ngoài bộ đếm
-- severity: error
-- why: The counter row is what makes numbers unique without a global lock.
-- remedy: Set the counter of the day to the highest number that was given out.
SELECT d.number, c.last FROM dossiers_dossier d
  LEFT JOIN dossiers_counter c ON c.agency_id = d.received_at_agency_id
       AND to_char(c.day, 'YYMMDD') = substring(d.number FROM '-([0-9]{6})-[0-9]+$')
 WHERE d.number !~ '-[0-9]{6}-[0-9]{4,}$'
    OR coalesce(c.last, 0) < substring(d.number FROM '([0-9]+)$')::int
    OR (d.bundle_id IS NULL AND substring(d.number FROM '-([0-9]{6})-[0-9]+$')
        <> to_char(d.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYMMDD'))
