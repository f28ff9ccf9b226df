"""
Hours and declared days of agencies that end.

Who takes over works by them where all that it takes over whole had the same; where they had
not, it works by the hours of who stands above it, and a person is told.
"""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from haicap.common.reorganising import Change, Consequence
from haicap.journal import actions as journal
from haicap.workdays.facts import DayDeclared, HoursSet

TABLES = ("workdays_workinghours", "workdays_dayoverride")

HOURS = """
CREATE TEMP TABLE passing_hours ON COMMIT DROP AS
WITH week AS (
    SELECT x.new_id, x.old_id,
           (SELECT string_agg(concat_ws('/', h.weekday, h.sessions, h.valid_until,
                                        greatest(h.valid_from, %(on)s)), ';'
                              ORDER BY h.weekday, h.valid_from)
              FROM workdays_workinghours h
             WHERE h.agency_id = x.old_id
               AND (h.valid_until IS NULL OR h.valid_until > %(on)s)) AS said
      FROM passing_agency x
     WHERE x.suggested AND NOT x.is_abolished AND %(only)s::bigint IS NULL
)
SELECT new_id, min(old_id) AS old_id, count(DISTINCT coalesce(said, '')) = 1 AS agree
  FROM week
 WHERE NOT EXISTS (SELECT FROM workdays_workinghours h
                    WHERE h.agency_id = week.new_id
                      AND (h.valid_until IS NULL OR h.valid_until > %(on)s))
 GROUP BY new_id HAVING bool_or(said IS NOT NULL)
"""
DAYS = """
CREATE TEMP TABLE passing_day ON COMMIT DROP AS
SELECT x.new_id, d.day, min(d.id) AS day_id,
       count(d.id) = (SELECT count(*) FROM passing_agency o
                       WHERE o.new_id = x.new_id AND o.suggested AND NOT o.is_abolished)
       AND count(DISTINCT d.kind || d.sessions) = 1 AS agree
  FROM passing_agency x JOIN workdays_dayoverride d ON d.agency_id = x.old_id
 WHERE x.suggested AND NOT x.is_abolished AND d.day >= %(on)s AND %(only)s::bigint IS NULL
 GROUP BY x.new_id, d.day
"""
COUNTS = """
SELECT (SELECT count(*) FROM passing_hours WHERE agree),
       (SELECT count(*) FROM passing_hours WHERE NOT agree),
       (SELECT count(*) FROM passing_day WHERE agree),
       (SELECT count(*) FROM passing_day WHERE NOT agree)
"""
END = """
UPDATE workdays_workinghours SET valid_until = %(on)s
 WHERE valid_from < %(on)s AND (valid_until IS NULL OR valid_until > %(on)s)
   AND agency_id IN (SELECT old_id FROM passing_agency)
"""
BEGIN = """
INSERT INTO workdays_workinghours
       (agency_id, weekday, sessions, valid_from, valid_until, ground)
SELECT m.new_id, h.weekday, h.sessions, greatest(h.valid_from, %(on)s),
       NULLIF(h.valid_until, %(on)s), h.ground
  FROM passing_hours m JOIN workdays_workinghours h ON h.agency_id = m.old_id
 WHERE m.agree AND (h.valid_until IS NULL OR h.valid_until >= %(on)s)
"""
DECLARE = """
INSERT INTO workdays_dayoverride
       (agency_id, day, kind, sessions, name_vi, name_en, ground)
SELECT m.new_id, d.day, d.kind, d.sessions, d.name_vi, d.name_en, d.ground
  FROM passing_day m JOIN workdays_dayoverride d ON d.id = m.day_id WHERE m.agree
ON CONFLICT DO NOTHING RETURNING agency_id, day, kind, sessions
"""
WEEK = """
SELECT h.agency_id, array_agg(coalesce(h.sessions, '') ORDER BY w.weekday)
  FROM generate_series(0, 6) AS w(weekday)
  JOIN passing_hours m ON m.agree
  LEFT JOIN workdays_workinghours h ON h.agency_id = m.new_id AND h.weekday = w.weekday
       AND h.valid_from = %(on)s
 GROUP BY m.new_id, h.agency_id
"""


def find(change: Change) -> list[Consequence]:
    """Whose hours and days go on, and where they contradict each other."""
    with connection.cursor() as cursor:
        for name, statement in (("passing_hours", HOURS), ("passing_day", DAYS)):
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            cursor.execute(statement, change.values)
        cursor.execute(COUNTS)
        hours, other_hours, days, other_days = cursor.fetchone()
    return [
        Consequence("hours", hours, _("%(count)s agencies take over office hours.")),
        Consequence(
            "hours.differ", other_hours,
            _("%(count)s agencies take over from others of different hours: set theirs."),
            needs_person=other_hours > 0,
        ),
        Consequence("days", days, _("%(count)s declared days go on.")),
        Consequence(
            "days.differ", other_days,
            _("%(count)s declared days were not those of all: declare them anew."),
            needs_person=other_days > 0,
        ),
    ]  # fmt: skip


def carry_out(change: Change) -> None:
    """End the old hours, begin the new ones, declare the days."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, change.values)
        cursor.execute(END, change.values)
        cursor.execute(DECLARE, change.values)
        days = cursor.fetchall()
        cursor.execute(WEEK, change.values)
        weeks = cursor.fetchall()
    on = change.on.isoformat()
    told: list[tuple[object, str, int | None]] = [
        (DayDeclared(day.isoformat(), kind, sessions), f"calendar:{agency}", agency)
        for agency, day, kind, sessions in days
    ]
    told += [
        (HoursSet(tuple(week), on, None), f"calendar:{agency}", agency)
        for agency, week in weeks
        if agency is not None
    ]
    journal.record_many(told, by=change.by, at=change.at)
