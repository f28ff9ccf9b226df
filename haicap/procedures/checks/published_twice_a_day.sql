-- title: A procedure has one published version a day
-- title-vi: Mỗi thủ tục chỉ có một phiên bản công bố mỗi ngày
-- severity: error
-- why: A dossier is judged by the version of the day on which it was received: there
--   must be one.
-- remedy: End the earlier version on the day the later one begins.
SELECT p.slug, a.number, b.number FROM procedures_procedureversion a
  JOIN procedures_procedureversion b ON b.procedure_id = a.procedure_id AND b.id > a.id
   AND daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
  JOIN procedures_procedure p ON p.id = a.procedure_id
 WHERE a.is_published AND b.is_published
