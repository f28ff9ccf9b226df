-- title: The papers of a dossier are those of its version
-- title-vi: Thành phần hồ sơ thuộc phiên bản thủ tục của hồ sơ
-- severity: error
-- why: A paper that the version does not ask for may not be asked for.
-- remedy: Compare with the version of the dossier.
SELECT d.number, c.code FROM dossiers_part p
  JOIN dossiers_dossier d ON d.id = p.dossier_id
  JOIN procedures_component c ON c.id = p.component_id
 WHERE c.version_id <> d.version_id
