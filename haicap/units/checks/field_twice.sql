-- title: A territory has one department for a field
-- title-vi: Mỗi lĩnh vực chỉ một cơ quan chuyên môn tại một đơn vị
-- severity: error
-- why: A competence names a department or vertical agency by its field; two of them are
--   ambiguous.
-- remedy: Give one of them another field, or end it.
SELECT a.code, a.name_vi, b.name_vi, a.field FROM units_agency a
  JOIN units_agency b ON b.territory_id = a.territory_id AND b.id > a.id
   AND b.kind = a.kind AND b.field = a.field
   AND daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
 WHERE a.kind IN ('department', 'vertical') AND a.field <> ''
