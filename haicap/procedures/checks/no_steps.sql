-- title: A published version has its steps
-- title-vi: Phiên bản công bố có các bước thực hiện
-- severity: error
-- why: Without steps nobody gets the work: the six clears begin with a clear person. A
--   service of several procedures has the steps of its legs.
-- remedy: Add the steps in a new version.
SELECT p.slug, v.number FROM procedures_procedureversion v
  JOIN procedures_procedure p ON p.id = v.procedure_id
 WHERE v.is_published
   AND NOT EXISTS (SELECT FROM procedures_steptemplate s WHERE s.version_id = v.id)
   AND NOT EXISTS (SELECT FROM procedures_leg l WHERE l.service_id = v.id)
