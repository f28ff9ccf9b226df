-- title: A component belongs to a case of its own version
-- title-vi: Thành phần hồ sơ thuộc trường hợp của chính phiên bản đó
-- severity: error
-- why: A case of another version is never offered, so the paper would never be asked
--   for.
-- remedy: Point the component to the case of its version.
SELECT p.slug, v.number, c.code FROM procedures_component c
  JOIN procedures_case k ON k.id = c.case_id AND k.version_id <> c.version_id
  JOIN procedures_procedureversion v ON v.id = c.version_id
  JOIN procedures_procedure p ON p.id = v.procedure_id
