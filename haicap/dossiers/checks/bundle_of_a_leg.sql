-- title: A leg is not itself a bundle
-- title-vi: Hồ sơ thành phần không chứa hồ sơ thành phần khác
-- severity: error
-- why: An inter-connected dossier has one level of legs; deeper ones are followed by
--   nobody.
-- remedy: Tie the leg to the outermost dossier.
SELECT d.number, b.number AS bundle FROM dossiers_dossier d
  JOIN dossiers_dossier b ON b.id = d.bundle_id WHERE b.bundle_id IS NOT NULL
