-- title: A code means one agency a day
-- title-vi: Mỗi mã chỉ một cơ quan trong một ngày
-- severity: error
-- why: Numbers of dossiers begin with the code of the agency: two agencies would give
--   out the same number.
-- remedy: Give one of them another code from the day on which both exist.
SELECT a.code, a.name_vi, b.name_vi FROM units_agency a
  JOIN units_agency b ON b.code = a.code AND b.id > a.id
   AND daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
