-- title: A dossier lies where it was last assigned
-- title-vi: Cơ quan đang giữ hồ sơ là cơ quan được giao cuối cùng
-- severity: error
-- why: The assignments are the legal facts; the place in the list is their short form.
-- remedy: Set the responsible agency to that of the last assignment.
SELECT d.number, d.responsible_id, a.agency_id FROM dossiers_dossier d
  LEFT JOIN LATERAL (SELECT agency_id FROM dossiers_assignment a
                      WHERE a.dossier_id = d.id ORDER BY a.id DESC LIMIT 1) a ON true
 WHERE a.agency_id IS DISTINCT FROM d.responsible_id
