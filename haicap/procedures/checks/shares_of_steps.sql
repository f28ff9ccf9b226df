-- title: The steps of a version share the whole limit
-- title-vi: Tổng tỷ lệ thời gian các bước bằng một
-- severity: error
-- why: Each step takes its part of the time limit; parts that are more or less than one
--   whole promise too much or too little.
-- remedy: Correct the shares in a new version.
SELECT p.slug, v.number, sum(s.share) FROM procedures_steptemplate s
  JOIN procedures_procedureversion v ON v.id = s.version_id
  JOIN procedures_procedure p ON p.id = v.procedure_id
 GROUP BY p.slug, v.number HAVING abs(sum(s.share) - 1) > 0.0005
