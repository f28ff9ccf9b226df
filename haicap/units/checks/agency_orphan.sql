-- title: An agency below the nation has one above it
-- title-vi: Cơ quan địa phương có cơ quan cấp trên
-- severity: error
-- why: Only ministries and what stands beside them have nobody above; every local agency
--   answers to one.
-- remedy: Give the agency its parent.
SELECT a.name_vi, a.code, t.level FROM units_agency a
  JOIN units_territory t ON t.id = a.territory_id
 WHERE a.parent_id IS NULL AND t.level <> 'nation'
   AND NOT (t.level = 'province' AND a.kind = 'peoples_committee')
