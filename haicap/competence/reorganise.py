"""
Competences of agencies and places that end.

What was given to one agency by name goes on with its heir. A delegation was given by somebody
to somebody: it ends with either, and is made anew. So does an exception for a place that ends.
"""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from haicap.common.reorganising import EXAMPLES, Change, Consequence
from haicap.competence import facts
from haicap.journal import actions as journal

TABLES = ("competence_competence",)

PASSING = """
CREATE TEMP TABLE passing_competence ON COMMIT DROP AS
WITH gone AS (
    SELECT v.territory_id FROM units_territoryversion v WHERE v.valid_until = %(on)s
       AND NOT EXISTS (SELECT FROM units_territoryversion n
                        WHERE n.territory_id = v.territory_id AND n.valid_from = %(on)s)
), ends AS (
    SELECT c.id, c.kind, c.valid_until, c.territory_id IN (SELECT territory_id FROM gone) IS TRUE AS lost,
           (SELECT x.new_id FROM passing_agency x
             WHERE x.old_id = c.agency_id AND x.suggested) AS heir_id
      FROM competence_competence c
     WHERE (c.valid_until IS NULL OR c.valid_until > %(on)s) AND %(only)s::bigint IS NULL
       AND (c.agency_id IN (SELECT old_id FROM passing_agency)
            OR c.territory_id IN (SELECT territory_id FROM gone))
)
SELECT id, kind, CASE WHEN kind <> 'delegation' AND NOT lost THEN heir_id END AS heir_id,
       valid_until
  FROM ends
UNION
SELECT d.id, d.kind, NULL, d.valid_until FROM competence_competence d
  JOIN ends ON ends.id = d.delegated_from_id
 WHERE d.valid_until > %(on)s
"""
COUNTS = """
SELECT count(*) FILTER (WHERE heir_id IS NOT NULL),
       count(*) FILTER (WHERE heir_id IS NULL AND kind = 'delegation'),
       count(*) FILTER (WHERE heir_id IS NULL AND kind <> 'delegation')
  FROM passing_competence
"""
ENDING = """
SELECT coalesce(p.slug, t.code), c.ground, a.code FROM passing_competence m
  JOIN competence_competence c ON c.id = m.id
  LEFT JOIN procedures_procedure p ON p.id = c.procedure_id
  LEFT JOIN competence_task t ON t.id = c.task_id
  LEFT JOIN units_agency a ON a.id = c.agency_id
 WHERE m.heir_id IS NULL ORDER BY c.id LIMIT %(limit)s
"""
END = """
UPDATE competence_competence c SET valid_until = %(on)s
 WHERE c.valid_from < %(on)s AND c.id IN (SELECT id FROM passing_competence)
RETURNING c.id, c.ground
"""
# What has not begun is led to the heir; nobody has decided by it yet.
LEAD = """
UPDATE competence_competence c SET agency_id = m.heir_id FROM passing_competence m
 WHERE m.id = c.id AND c.valid_from >= %(on)s AND m.heir_id IS NOT NULL
"""
BEGIN = """
INSERT INTO competence_competence
       (procedure_id, task_id, kind, level, agency_kind, agency_field, agency_id, organ,
        territory_id, valid_from, valid_until, ground, clause, content, conditions_vi,
        conditions_en, is_assumed, note)
SELECT DISTINCT ON (c.procedure_id, c.task_id, c.territory_id)
       c.procedure_id, c.task_id, c.kind, n_level.level, n.kind, n.field, n.id, c.organ,
       c.territory_id, %(on)s::date, m.valid_until, c.ground, c.clause, c.content,
       c.conditions_vi, c.conditions_en, c.is_assumed, c.note
  FROM passing_competence m
  JOIN competence_competence c ON c.id = m.id AND c.valid_from < %(on)s
  JOIN units_agency n ON n.id = m.heir_id
  JOIN units_territory n_level ON n_level.id = n.territory_id
 ORDER BY c.procedure_id, c.task_id, c.territory_id, c.id
RETURNING id, kind, ground
"""


def find(change: Change) -> list[Consequence]:
    """Which competences go on with an heir, and which end."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.passing_competence")
        cursor.execute(PASSING, change.values)
        cursor.execute(COUNTS)
        heirs, delegations, others = cursor.fetchone()
        cursor.execute(ENDING, {"limit": EXAMPLES})
        examples = [
            f"{what} {ground} ({agency or '*'})"
            for what, ground, agency in cursor.fetchall()
        ]
    return [
        Consequence(
            "competences", heirs, _("%(count)s competences go on with an heir by name.")
        ),
        Consequence(
            "delegations", delegations,
            _("%(count)s delegations end; they are to be made anew where they are wanted."),
            examples, needs_person=delegations > 0,
        ),
        Consequence(
            "competences.ended", others,
            _("%(count)s competences for one agency or place end with it."),
            examples, needs_person=others > 0,
        ),
    ]  # fmt: skip


def carry_out(change: Change) -> None:
    """End them, and begin those that go on."""
    on = change.on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(END, change.values)
        ended = cursor.fetchall()
        cursor.execute(LEAD, change.values)
        cursor.execute(BEGIN, change.values)
        begun = cursor.fetchall()
    told: list[tuple[object, str, int | None]] = [
        (facts.Ended(pk, on, change.ground), f"competence:{pk}", None)
        for pk, _ground in ended
    ]
    told += [
        (facts.Assigned(pk, kind, ground, on), f"competence:{pk}", None)
        for pk, kind, ground in begun
    ]
    journal.record_many(told, by=change.by, at=change.at)
