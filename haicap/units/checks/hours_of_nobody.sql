-- title: Office hours and declared days belong to an agency
-- title-vi: Giờ làm việc và ngày nghỉ khai báo thuộc về một cơ quan có thật
-- severity: error
-- why: Deadlines are counted by the calendar of an agency; one of a missing agency is
--   never used.
-- remedy: Remove the rows or give them the right agency.
SELECT 'hours', h.agency_id FROM workdays_workinghours h
 WHERE h.agency_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM units_agency a WHERE a.id = h.agency_id)
UNION ALL
SELECT 'day', d.agency_id FROM workdays_dayoverride d
 WHERE d.agency_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM units_agency a WHERE a.id = d.agency_id)
