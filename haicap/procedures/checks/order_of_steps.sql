-- title: No two steps of a version have the same place
-- title-vi: Thứ tự các bước không trùng nhau
-- severity: error
-- why: Which step comes next must be certain.
-- remedy: Number the steps anew in a new version.
SELECT p.slug, v.number, s."order", count(*) FROM procedures_steptemplate s
  JOIN procedures_procedureversion v ON v.id = s.version_id
  JOIN procedures_procedure p ON p.id = v.procedure_id
 GROUP BY p.slug, v.number, s."order" HAVING count(*) > 1
