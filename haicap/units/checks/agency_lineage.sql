-- title: The lineage of an agency is its line of parents
-- title-vi: Đường dẫn cấp trên của cơ quan khớp với cơ quan cấp trên
-- severity: error
-- why: Rights are looked up by lineage: a wrong one gives or takes rights.
-- remedy: Write the lineage again: that of the parent, the own id and a stroke.
SELECT a.name_vi, a.code, a.lineage FROM units_agency a
  LEFT JOIN units_agency p ON p.id = a.parent_id
 WHERE a.lineage <> coalesce(p.lineage, '/') || a.id || '/'
