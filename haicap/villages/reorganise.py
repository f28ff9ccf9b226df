"""
Villages follow their commune when units are reorganised.

They go where their commune goes. Where it was split they go to the part that is said to hold
them by name; where nothing says so they stay, and a person moves them (``find.unplaced``).
Their kind stays: a council converts its villages when its commune becomes a ward.
"""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from haicap.common.reorganising import Change, Consequence
from haicap.journal import actions as journal
from haicap.units.models import Agency, AgencyKind
from haicap.villages.facts import VillagesFollowed

# Locked before anything is read, so that no village slips through.
TABLES = (
    "villages_villageversion",
    "villages_villagechange",
    "villages_villagesuccession",
)

# Reads ``passing_place``: what passed into what, by id, in this reorganisation.
PASSING = """
CREATE TEMP TABLE passing_village ON COMMIT DROP AS
WITH here AS (
    SELECT v.id AS version_id, v.village_id, v.commune_id AS old_id, v.name, v.kind,
           v.valid_until AS until
      FROM villages_villageversion v
     WHERE v.valid_from < %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
       AND v.commune_id IN (SELECT old_id FROM passing_place)
     AND %(only)s::bigint IS NULL
), part AS (
    SELECT h.version_id, p.new_id, p.is_doubtful,
           count(*) OVER (PARTITION BY h.version_id) AS parts,
           EXISTS (SELECT FROM jsonb_array_elements_text(p.holds::jsonb) AS held
                    WHERE lower(held) = lower(h.name)) AS holds
      FROM here h JOIN passing_place p ON p.old_id = h.old_id
      JOIN units_territory t ON t.id = p.new_id AND t.level = 'commune'
), chosen AS (
    SELECT version_id, min(new_id) AS new_id FROM part
     WHERE holds OR (parts = 1 AND NOT is_doubtful)
     GROUP BY version_id HAVING count(*) = 1
)
SELECT h.*, c.new_id FROM here h LEFT JOIN chosen c USING (version_id)
"""
COUNTS = """
SELECT count(*) FILTER (WHERE p.new_id <> p.old_id),
       count(*) FILTER (WHERE p.new_id IS NULL),
       count(*) FILTER (WHERE EXISTS (
           SELECT FROM passing_village o
            WHERE o.new_id = p.new_id AND o.village_id <> p.village_id
              AND lower(o.name) = lower(p.name))),
       count(*) FILTER (WHERE EXISTS (
           SELECT FROM units_territoryversion t
            WHERE t.territory_id = p.new_id AND t.valid_from <= %(on)s
              AND (t.valid_until IS NULL OR t.valid_until > %(on)s)
              AND (t.kind = 'ward') <> (p.kind = 'residential_group')
              AND t.kind <> 'special_zone'))
  FROM passing_village p
"""
END = """
UPDATE villages_villageversion v SET valid_until = %(on)s
  FROM passing_village p WHERE v.id = p.version_id AND p.new_id <> p.old_id
"""
BEGIN = """
INSERT INTO villages_villageversion
       (village_id, commune_id, kind, code, name, folded, sort_key, valid_from, valid_until,
        ground, source)
SELECT v.village_id, p.new_id, v.kind, v.code, v.name, v.folded, v.sort_key, %(on)s,
       p.until, %(ground)s, v.source
  FROM passing_village p JOIN villages_villageversion v ON v.id = p.version_id
 WHERE p.new_id <> p.old_id
"""
CHANGES = """
INSERT INTO villages_villagechange
       (kind, commune_id, effective_on, ground, reorganisation_id)
SELECT DISTINCT 'followed', new_id, %(on)s::date, %(ground)s, %(event)s
  FROM passing_village WHERE new_id <> old_id
"""
SUCCESSIONS = """
INSERT INTO villages_villagesuccession (change_id, predecessor_id, successor_id, kind)
SELECT c.id, p.village_id, p.village_id, 'unchanged'
  FROM passing_village p
  JOIN villages_villagechange c
    ON c.commune_id = p.new_id AND c.reorganisation_id = %(event)s
 WHERE p.new_id <> p.old_id
"""
TOLD = """
SELECT c.id, c.commune_id, count(s.id) FROM villages_villagechange c
  JOIN villages_villagesuccession s ON s.change_id = c.id
 WHERE c.reorganisation_id = %(event)s GROUP BY c.id ORDER BY c.id
"""


def find(change: Change) -> list[Consequence]:
    """Where each village goes, and which ones a person must look at, and why."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.passing_village")
        cursor.execute(PASSING, change.values)
        cursor.execute(COUNTS, change.values)
        followed, unplaced, same_name, other_kind = cursor.fetchone()
    return [
        Consequence("villages", followed, _("%(count)s villages go with their commune.")),
        Consequence(
            "villages.unplaced", unplaced,
            _("%(count)s villages of split communes wait for a person to place them."),
            needs_person=unplaced > 0,
        ),
        Consequence(
            "villages.same_name", same_name,
            _("%(count)s villages bear the name of another one in their new commune."),
            needs_person=same_name > 0,
        ),
        Consequence(
            "villages.other_kind", other_kind,
            _("%(count)s villages are of a kind that their new commune does not have."),
            needs_person=other_kind > 0,
        ),
    ]  # fmt: skip


def carry_out(change: Change) -> None:
    """Let the villages that were found go with their communes, and tell of each commune."""
    values = change.values | {"ground": change.ground[:120]}
    with connection.cursor() as cursor:
        for statement in (END, BEGIN, CHANGES, SUCCESSIONS):
            cursor.execute(statement, values)
        cursor.execute(TOLD, values)
        told = cursor.fetchall()
    committees = dict(
        Agency.objects.on(change.on)
        .filter(kind=AgencyKind.PEOPLES_COMMITTEE, territory__in=[row[1] for row in told])
        .values_list("territory", "pk")
    )
    on = change.on.isoformat()
    facts: list[tuple[object, str, int | None]] = [
        (
            VillagesFollowed(row, change.event, commune, count, on),
            f"territory:{commune}",
            committees.get(commune),
        )
        for row, commune, count in told
    ]
    journal.record_many(facts, by=change.by, at=change.at)
