-- title: A version has the level of its territory
-- title-vi: Phiên bản cùng cấp với đơn vị
-- severity: error
-- why: The level belongs to the identity; lists by level would otherwise lose or double
--   a place.
-- remedy: Correct the level of the version, or give the place another identity with a
--   succession.
SELECT v.name, v.level, t.level FROM units_territoryversion v
  JOIN units_territory t ON t.id = v.territory_id WHERE v.level <> t.level
