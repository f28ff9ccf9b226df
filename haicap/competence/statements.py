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

# DECIDER for many pairs at once: those of the temporary table ``asked_decider`` (procedure_id,
# place_id). A pair for which not exactly one agency comes out is left out.
DECIDERS = """
CREATE TEMP TABLE found_decider ON COMMIT DROP AS
WITH RECURSIVE chain AS (
    SELECT v.territory_id AS place_id, v.territory_id, v.parent_id, v.level, 0 AS depth
      FROM units_territoryversion v
     WHERE v.territory_id IN (SELECT place_id FROM asked_decider)
       AND v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
    UNION ALL
    SELECT chain.place_id, v.territory_id, v.parent_id, v.level, chain.depth + 1
      FROM chain JOIN units_territoryversion v ON v.territory_id = chain.parent_id
     WHERE v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
       AND chain.depth < 8
), valid AS (
    SELECT c.* FROM competence_competence c
     WHERE c.valid_from <= %(on)s AND (c.valid_until IS NULL OR c.valid_until > %(on)s)
       AND c.procedure_id IN (SELECT procedure_id FROM asked_decider)
), here AS (
    SELECT q.procedure_id, q.place_id, c.id, c.level, c.agency_id, c.agency_kind,
           c.agency_field, c.delegated_from_id, 18 + (c.agency_id IS NULL)::int AS breadth
      FROM asked_decider q JOIN valid c ON c.procedure_id = q.procedure_id
     WHERE c.territory_id IS NULL
    UNION ALL
    SELECT q.procedure_id, q.place_id, c.id, c.level, c.agency_id, c.agency_kind,
           c.agency_field, c.delegated_from_id,
           chain.depth * 2 + (c.agency_id IS NULL)::int
      FROM valid c JOIN chain ON chain.territory_id = c.territory_id
      JOIN asked_decider q
        ON q.procedure_id = c.procedure_id AND q.place_id = chain.place_id
), own AS (
    SELECT * FROM (SELECT here.*, rank() OVER (PARTITION BY procedure_id, place_id
                                               ORDER BY breadth) AS nearness
                     FROM here WHERE delegated_from_id IS NULL) r WHERE nearness = 1
), delegated AS (
    SELECT * FROM (SELECT here.*, rank() OVER (PARTITION BY here.procedure_id, here.place_id
                                               ORDER BY here.breadth) AS nearness
                     FROM here JOIN own
                       ON own.procedure_id = here.procedure_id
                      AND own.place_id = here.place_id
                      AND own.id = here.delegated_from_id) r WHERE nearness = 1
), won AS (
    SELECT * FROM delegated
    UNION ALL
    SELECT * FROM own
     WHERE NOT EXISTS (SELECT FROM delegated d WHERE d.procedure_id = own.procedure_id
                          AND d.place_id = own.place_id)
), decided AS (
    SELECT won.procedure_id, won.place_id, a.id AS agency_id, won.id AS competence_id
      FROM won JOIN units_agency a ON a.id = won.agency_id
     WHERE a.valid_from <= %(on)s AND (a.valid_until IS NULL OR a.valid_until > %(on)s)
    UNION ALL
    SELECT won.procedure_id, won.place_id, a.id, won.id
      FROM won
      JOIN chain ON chain.place_id = won.place_id AND chain.level = won.level
      JOIN units_agency a ON a.territory_id = chain.territory_id
       AND a.kind = won.agency_kind AND a.field = won.agency_field
     WHERE won.agency_id IS NULL
       AND a.valid_from <= %(on)s AND (a.valid_until IS NULL OR a.valid_until > %(on)s)
)
SELECT procedure_id, place_id, min(agency_id) AS agency_id,
       min(competence_id) AS competence_id
  FROM decided GROUP BY procedure_id, place_id HAVING count(*) = 1
"""
