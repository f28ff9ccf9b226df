-- title: No open duty lies at an agency that is no more
-- title-vi: Không nhiệm vụ đang mở nào nằm ở cơ quan đã kết thúc
-- severity: error
-- why: After a reorganisation nothing may be unreachable (Law 72/2025/QH15 Art 54(8)).
-- remedy: Hand the duty to the successor of the agency.
SELECT d.reference, d.kind, a.code, a.valid_until FROM duties_duty d
  JOIN units_agency a ON a.id = d.agency_id
 WHERE d.closed_at IS NULL AND a.valid_until <= current_date
