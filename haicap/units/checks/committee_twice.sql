-- title: A unit has one People's Committee a day
-- title-vi: Mỗi đơn vị chỉ có một Ủy ban nhân dân mỗi ngày
-- severity: error
-- why: Two committees of one place would both be competent.
-- remedy: End one of them.
SELECT a.name_vi, b.name_vi FROM units_agency a
  JOIN units_agency b ON b.territory_id = a.territory_id AND b.id > a.id
   AND b.kind = a.kind AND b.field = a.field
   AND daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
 WHERE a.kind = 'peoples_committee'
