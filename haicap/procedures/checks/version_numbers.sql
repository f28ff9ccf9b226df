-- title: The versions of a procedure are numbered without a gap
-- title-vi: Số phiên bản của thủ tục liên tục
-- severity: error
-- why: A version that is gone would be a rule that somebody was judged by and nobody can
--   read.
-- remedy: Restore the missing version from the catalogue files.
SELECT p.slug, max(v.number) AS highest, count(*) AS versions
  FROM procedures_procedureversion v JOIN procedures_procedure p ON p.id = v.procedure_id
 GROUP BY p.slug HAVING max(v.number) <> count(*) OR min(v.number) <> 1
