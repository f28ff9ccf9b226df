"""
What passed into what in one reorganisation, by id: for agencies, and for the other rooms.

An agency passes to the one of its kind and field where its place went; where there is none, to
the People's Committee there. What a district left behind whole, such as its archive, passes to
the province; each of its communes' committees is named as well.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

DERIVE = """
WITH event AS (
    SELECT id, effective_on AS day FROM units_reorganisation WHERE id = %(event)s
), ended AS (
    SELECT a.id, a.kind, a.field, a.territory_id, substring(a.code FROM '[.].*') AS suffix
      FROM units_agency a, event
     WHERE a.valid_until = event.day
       AND NOT EXISTS (SELECT FROM units_agencysuccession x
                        WHERE x.predecessor_id = a.id AND x.reorganisation_id = event.id)
), place AS (
    SELECT s.predecessor_id AS old_id, s.successor_id AS new_id,
           s.suggested OR s.kind = 'abolished' AS is_first
      FROM units_succession s, event WHERE s.reorganisation_id = event.id
    UNION ALL
    SELECT v.parent_id, s.successor_id, false
      FROM event
      JOIN units_succession d ON d.reorganisation_id = event.id AND d.kind = 'abolished'
      JOIN units_territoryversion v
        ON v.parent_id = d.predecessor_id AND v.valid_until = event.day
      JOIN units_succession s
        ON s.predecessor_id = v.territory_id AND s.reorganisation_id = event.id
    UNION ALL
    SELECT DISTINCT e.territory_id, e.territory_id, true FROM ended e, event
     WHERE NOT EXISTS (SELECT FROM units_succession s
                        WHERE s.predecessor_id = e.territory_id
                          AND s.reorganisation_id = event.id)
), best AS (
    SELECT DISTINCT ON (e.id, p.new_id) e.id AS old_id, n.id AS new_id,
           bool_or(p.is_first) OVER (PARTITION BY e.id, p.new_id) AS is_first
      FROM event CROSS JOIN ended e
      JOIN place p ON p.old_id = e.territory_id
      JOIN units_agency n
        ON n.territory_id = p.new_id AND n.valid_from <= event.day
       AND (n.valid_until IS NULL OR n.valid_until > event.day)
     WHERE (n.kind = e.kind AND n.field = e.field)
        OR n.kind = 'peoples_committee'
        OR (n.kind IN ('service_centre', 'branch', 'service_point')
            AND e.kind IN ('service_centre', 'branch', 'service_point'))
     ORDER BY e.id, p.new_id, n.kind = e.kind AND n.field = e.field DESC,
              substring(n.code FROM '[.].*') IS NOT DISTINCT FROM e.suffix DESC,
              n.kind = 'peoples_committee', n.code
)
INSERT INTO units_agencysuccession
       (reorganisation_id, predecessor_id, successor_id, suggested)
SELECT %(event)s, old_id, new_id, is_first OR count(*) OVER (PARTITION BY old_id) = 1
  FROM best
"""

# Places that someone looks for somewhere else afterwards; a district stands for its communes.
PLACES = """
CREATE TEMP TABLE passing_place ON COMMIT DROP AS
SELECT s.predecessor_id AS old_id, s.successor_id AS new_id, s.suggested, s.is_doubtful,
       s.holds
  FROM units_succession s
 WHERE s.reorganisation_id = %(event)s AND s.kind <> 'abolished'
   AND EXISTS (SELECT FROM units_succession o
                WHERE o.reorganisation_id = s.reorganisation_id
                  AND o.predecessor_id = s.predecessor_id
                  AND o.successor_id <> o.predecessor_id)
UNION ALL
SELECT v.parent_id, s.successor_id, false, bool_and(s.is_doubtful), '[]'
  FROM units_succession d
  JOIN units_territoryversion v
    ON v.parent_id = d.predecessor_id AND v.valid_until = %(on)s
  JOIN units_succession s ON s.predecessor_id = v.territory_id
   AND s.reorganisation_id = d.reorganisation_id
 WHERE d.reorganisation_id = %(event)s AND d.kind = 'abolished'
 GROUP BY v.parent_id, s.successor_id
"""

AGENCIES = """
CREATE TEMP TABLE passing_agency ON COMMIT DROP AS
SELECT x.predecessor_id AS old_id, x.successor_id AS new_id, x.suggested,
       EXISTS (SELECT FROM units_succession d
                WHERE d.reorganisation_id = x.reorganisation_id AND d.kind = 'abolished'
                  AND d.predecessor_id = a.territory_id) AS is_abolished
  FROM units_agencysuccession x JOIN units_agency a ON a.id = x.predecessor_id
 WHERE x.reorganisation_id = %(event)s
"""

TABLES = {"passing_place": PLACES, "passing_agency": AGENCIES}


def derive_agencies(event: int) -> int:
    """Write down who took over from each agency that ended; answers how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(DERIVE, {"event": event})
        return int(cursor.rowcount)


def prepare(values: Mapping[str, Any]) -> None:
    """Make the two tables that the rooms read, until the transaction ends."""
    with connection.cursor() as cursor:
        for name, statement in TABLES.items():
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            cursor.execute(statement, values)
            cursor.execute(f"CREATE INDEX ON {name} (old_id)")
            cursor.execute(f"ANALYZE {name}")
