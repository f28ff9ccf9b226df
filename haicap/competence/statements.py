"""
The rule of ``rules.winner`` once more, as SQL.

For one place and day it is the short road of a dossier; a test holds both equal.
"""

CHAIN = """
WITH RECURSIVE chain AS (
    SELECT territory_id, parent_id, level, name, 0 AS depth
      FROM units_territoryversion
     WHERE territory_id = %(place)s
       AND valid_from <= %(day)s AND (valid_until IS NULL OR valid_until > %(day)s)
    UNION ALL
    SELECT v.territory_id, v.parent_id, v.level, v.name, chain.depth + 1
      FROM chain JOIN units_territoryversion v ON v.territory_id = chain.parent_id
     WHERE v.valid_from <= %(day)s AND (v.valid_until IS NULL OR v.valid_until > %(day)s)
       AND chain.depth < 8
)
SELECT territory_id, level, name FROM chain ORDER BY depth
"""

# Rows that could decide, each with how narrow its territory is; the narrowest own one, then
# the narrowest delegation of exactly that one. Equal rows all come out: the caller counts.
DECIDER = """
WITH RECURSIVE chain AS (
    SELECT territory_id, parent_id, level, 0 AS depth
      FROM units_territoryversion
     WHERE territory_id = %(place)s
       AND valid_from <= %(day)s AND (valid_until IS NULL OR valid_until > %(day)s)
    UNION ALL
    SELECT v.territory_id, v.parent_id, v.level, chain.depth + 1
      FROM chain JOIN units_territoryversion v ON v.territory_id = chain.parent_id
     WHERE v.valid_from <= %(day)s AND (v.valid_until IS NULL OR v.valid_until > %(day)s)
       AND chain.depth < 8
), here AS (
    SELECT c.*, coalesce(chain.depth, 9) * 2 + (c.agency_id IS NULL)::int AS breadth
      FROM competence_competence c LEFT JOIN chain ON chain.territory_id = c.territory_id
     WHERE c.procedure_id = %(procedure)s
       AND c.valid_from <= %(day)s AND (c.valid_until IS NULL OR c.valid_until > %(day)s)
       AND (c.territory_id IS NULL OR chain.territory_id IS NOT NULL)
), own AS (
    SELECT * FROM here WHERE delegated_from_id IS NULL
    ORDER BY breadth FETCH FIRST 1 ROWS WITH TIES
), delegated AS (
    SELECT here.* FROM here JOIN own ON here.delegated_from_id = own.id
    ORDER BY here.breadth FETCH FIRST 1 ROWS WITH TIES
), won AS (
    SELECT * FROM delegated
    UNION ALL
    SELECT * FROM own WHERE NOT EXISTS (SELECT FROM delegated)
)
SELECT a.id, won.id
  FROM won JOIN units_agency a ON a.id = won.agency_id
 WHERE a.valid_from <= %(day)s AND (a.valid_until IS NULL OR a.valid_until > %(day)s)
UNION ALL
SELECT a.id, won.id
  FROM won
  JOIN chain ON chain.level = won.level
  JOIN units_agency a ON a.territory_id = chain.territory_id
   AND a.kind = won.agency_kind AND a.field = won.agency_field
 WHERE won.agency_id IS NULL
   AND a.valid_from <= %(day)s AND (a.valid_until IS NULL OR a.valid_until > %(day)s)
"""
