-- title: What a territory lies in exists all that time
-- title-vi: Đơn vị cấp trên tồn tại suốt thời gian của đơn vị cấp dưới
-- severity: error
-- why: A place without the place around it belongs to nobody: its dossiers and duties
--   would be unreachable.
-- remedy: End or move the version on the day on which its parent ended.
SELECT v.name, v.valid_from, v.valid_until, v.parent_id
  FROM units_territoryversion v
 WHERE v.parent_id IS NOT NULL
   AND NOT coalesce((SELECT range_agg(daterange(p.valid_from, p.valid_until))
                       FROM units_territoryversion p WHERE p.territory_id = v.parent_id)
                    @> daterange(v.valid_from, v.valid_until), false)
