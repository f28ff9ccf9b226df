-- title: Every territory has a name on some day
-- title-vi: Mỗi đơn vị có ít nhất một phiên bản
-- severity: error
-- why: Identity is not version: a territory without a version cannot be shown, found or
--   chosen.
-- remedy: Load its versions, or remove the identity if nothing refers to it.
SELECT t.key, t.level FROM units_territory t
 WHERE NOT EXISTS (SELECT FROM units_territoryversion v WHERE v.territory_id = t.id)
