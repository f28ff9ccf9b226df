"""
Open duties of agencies that end, but for those that go with what they are about.

A duty keeps its person where the person holds the post there too; else it waits on the list.
"""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from haicap.common.reorganising import EXAMPLES, Change, Consequence
from haicap.duties import facts
from haicap.journal import actions as journal

TABLES = ("duties_duty",)

# Dossiers take theirs along (dossiers/reorganise); those have a step.
PASSING = """
CREATE TEMP TABLE passing_duty ON COMMIT DROP AS
SELECT DISTINCT ON (d.id) d.id, d.reference, d.agency_id AS old_id, x.new_id, d.kind
  FROM duties_duty d JOIN passing_agency x ON x.old_id = d.agency_id
 WHERE d.closed_at IS NULL AND %(only)s::bigint IS NULL
   AND split_part(d.kind, '.', 1) <> 'dossier'
 ORDER BY d.id, x.suggested DESC, x.new_id
"""
MOVE = """
UPDATE duties_duty d SET agency_id = m.new_id,
       person_id = (SELECT p.person_id FROM accounts_post p
                     WHERE p.person_id = d.person_id AND p.role = d.role
                       AND p.agency_id = m.new_id AND p.valid_from <= %(on)s
                       AND (p.valid_until IS NULL OR p.valid_until > %(on)s) LIMIT 1)
  FROM passing_duty m WHERE m.id = d.id
"""


def find(change: Change) -> list[Consequence]:
    """Which duties pass."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.passing_duty")
        cursor.execute(PASSING, change.values)
        cursor.execute("SELECT count(*) FROM passing_duty")
        (count,) = cursor.fetchone()
        cursor.execute(
            "SELECT kind || ' ' || reference FROM passing_duty ORDER BY id LIMIT %s",
            [EXAMPLES],
        )
        examples = [row[0] for row in cursor.fetchall()]
    return [
        Consequence("duties", count, _("%(count)s other open duties pass."), examples)
    ]


def carry_out(change: Change) -> None:
    """Give them to who takes over."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, change.values)
        cursor.execute("SELECT id, old_id, new_id FROM passing_duty ORDER BY id")
        rows = cursor.fetchall()
    told = (
        (facts.Moved(duty, old, new, change.event), f"duty:{duty}", new)
        for duty, old, new in rows
    )
    journal.record_many(told, by=change.by, at=change.at)
