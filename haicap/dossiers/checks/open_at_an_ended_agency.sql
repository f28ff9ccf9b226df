-- title: No open dossier lies at an agency that is no more
-- title-vi: Không hồ sơ nào đang xử lý nằm ở cơ quan đã kết thúc
-- severity: error
-- why: Unfinished procedures are continued by the successor (Law 72/2025/QH15 Art
--   54(8)).
-- remedy: Assign the dossier to the successor of the agency.
SELECT d.number, d.state, a.code, a.valid_until FROM dossiers_dossier d
  JOIN units_agency a ON a.id = d.responsible_id
 WHERE d.ended_at IS NULL AND a.valid_until <= current_date
