-- title: Where it happened is an agency
-- title-vi: Nơi thực hiện là cơ quan có thật
-- severity: error
-- why: Facts are counted by agency; those of an unknown number are lost from every
--   report.
-- remedy: Find the agency in a copy of the database; agencies end and are never deleted.
SELECT e.agency_id, count(*) FROM journal_entry e
 WHERE e.agency_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM units_agency a WHERE a.id = e.agency_id)
 GROUP BY e.agency_id
