-- title: A named agency exists for the whole competence
-- title-vi: Cơ quan được nêu tên tồn tại suốt thời gian có thẩm quyền
-- severity: error
-- why: A competence of an agency that is no more is decided by nobody.
-- remedy: End the competence with the agency and name the successor.
SELECT c.id, a.code, a.valid_until, c.valid_until FROM competence_competence c
  JOIN units_agency a ON a.id = c.agency_id
 WHERE NOT daterange(a.valid_from, a.valid_until)
           @> daterange(c.valid_from, c.valid_until)
