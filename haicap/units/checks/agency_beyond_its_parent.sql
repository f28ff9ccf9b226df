-- title: An agency exists only while the one above it does
-- title-vi: Cơ quan chỉ tồn tại khi cơ quan cấp trên tồn tại
-- severity: error
-- why: Rights and worklists go down the line of agencies; a broken line hides everything
--   below it.
-- remedy: Move the agency under another, or end it with its parent.
SELECT a.name_vi, a.code, p.code AS parent, a.valid_until, p.valid_until
  FROM units_agency a JOIN units_agency p ON p.id = a.parent_id
 WHERE NOT daterange(p.valid_from, p.valid_until)
           @> daterange(a.valid_from, a.valid_until)
