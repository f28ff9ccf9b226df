"""
Reading facts and what they are about out of PostgreSQL, in columns.

Only what never changes is read: facts, the fixed properties of a dossier, versions. So it
does not matter that the reading has a connection of its own.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
from adbc_driver_postgresql import dbapi
from django.conf import settings
from django.db import connection
from django.utils.timezone import localdate

from haicap.dossiers import clock
from haicap.dossiers.models import Dossier
from haicap.measures.lake.manifest import Position
from haicap.measures.lens import afterlives
from haicap.measures.milestones import MILESTONES, MOVES, RUNS, kinds
from haicap.units.models import Agency
from haicap.workdays.calendar import Calendar
from haicap.workdays.calendars import Calendars
from haicap.workdays.models import DayOverride, WorkingHours

BUILD = (Path(__file__).parents[1] / "milestones.sql").read_text(encoding="utf-8")

PLACED = (Path(__file__).parents[1] / "placed.sql").read_text(encoding="utf-8")

_DUE = ", ".join(f"'{kind}'" for kind in sorted(RUNS | MOVES))

_FACTS = f"""
SELECT id AS entry, substr(about, 9)::bigint AS dossier, kind,
    at AT TIME ZONE 'UTC' AS "at",
    CASE WHEN kind IN ({_DUE}) THEN (data->>'due_at')::timestamptz AT TIME ZONE 'UTC'
        WHEN kind = 'dossier.reappointed'
            THEN (data->>'new_due_at')::timestamptz AT TIME ZONE 'UTC' END AS due,
    CASE WHEN kind IN ('dossier.decided', 'dossier.settled')
        THEN (data->>'is_late')::boolean END AS is_late,
    CASE WHEN kind = 'dossier.decided' THEN data->>'outcome' END AS outcome,
    CASE WHEN kind = 'dossier.rated' THEN data->>'grade' END AS grade,
    CASE WHEN kind IN ('dossier.submitted', 'dossier.move-resolved')
            THEN (data->>'place')::bigint
        WHEN kind = 'dossier.moved' THEN (data->>'to_place')::bigint END AS place,
    CASE WHEN kind IN ('dossier.submitted', 'dossier.leg-started', 'dossier.move-resolved')
            THEN (data->>'competent')::bigint
        WHEN kind = 'dossier.moved' THEN (data->>'to_competent')::bigint END AS competent,
    CASE WHEN kind = 'dossier.moved' THEN (data->>'on')::date - 1 END AS left_on
FROM journal_entry
WHERE kind IN ({{kinds}}) AND {{scope}}
"""  # noqa: S608
_DOSSIERS = """
SELECT id, number, version_id AS version, channel,
    channel = 'online' AND helped_at_id IS NOT NULL AS assisted,
    bundle_id IS NOT NULL AS is_leg, place_id AS place,
    received_at_agency_id AS received_agency, competent_id AS competent,
    submitted_at AT TIME ZONE 'UTC' AS submitted_at,
    'local' AS origin, simulated OR {is_demo} AS simulated
FROM dossiers_dossier WHERE {scope}
"""
_VERSIONS = """
SELECT v.id, coalesce(p.code, p.slug) AS procedure, v.number::int AS version,
    v.field_vi AS field,
    EXISTS (SELECT 1 FROM procedures_leg l WHERE l.service_id = v.id) AS is_bundle
FROM procedures_procedureversion v JOIN procedures_procedure p ON p.id = v.procedure_id
"""
_AGENCIES = """
SELECT a.id, t.level, a.kind FROM units_agency a
JOIN units_territory t ON t.id = a.territory_id
"""
_TERRITORIES = """
SELECT territory_id AS place, level, code, parent_id AS parent, valid_from AS since,
    coalesce(valid_until, '9999-12-31') AS until
FROM units_territoryversion
"""
# Every place with its commune and province, cut wherever something above it changes; after
# its end what became of it, where that is one unit (``unit``), or what is known of it.
_PLACES = """
CREATE TABLE places AS
WITH province AS (
    SELECT place, since, until, place AS province_place, code AS province
    FROM territories WHERE level = 'province'
), below AS (
    SELECT t.place, t.code, t.level, t.parent, t.since, t.until, p.since AS above_since,
        p.until AS above_until, p.province_place, p.province
    FROM territories t JOIN province p ON p.place = t.parent
        AND p.since < t.until AND t.since < p.until
), district AS (
    SELECT place, greatest(since, above_since) AS since, least(until, above_until) AS until,
        province_place, province
    FROM below WHERE level = 'district'
), under_district AS (
    SELECT t.place, t.code, t.level, greatest(t.since, d.since) AS since,
        least(t.until, d.until) AS until, d.province_place, d.province
    FROM territories t JOIN district d ON d.place = t.parent
        AND d.since < t.until AND t.since < d.until
)
SELECT place, since, until, place AS unit, NULL::VARCHAR AS commune, province,
    province_place FROM province
UNION ALL SELECT place, since, until, place, NULL, province, province_place FROM district
UNION ALL SELECT place, greatest(since, above_since), least(until, above_until), place, code,
    province, province_place FROM below WHERE level = 'commune'
UNION ALL SELECT place, since, until, place, code, province, province_place
    FROM under_district
UNION ALL SELECT place, since, until, unit, commune, province, province_place FROM afterlives
"""
_FIRSTS = """
SELECT f.entry, f.dossier, f."at" FROM facts f
JOIN (SELECT dossier, min(entry) AS entry FROM facts
    WHERE kind = 'dossier.reappointed' GROUP BY dossier) r
ON r.dossier = f.dossier AND f.entry > r.entry
WHERE f.kind IN ({kinds})
"""

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass
class Workspace:
    """A DuckDB in which facts become milestones; on disk when it has a path."""

    path: Path | None = None
    memory: str = ""
    duck: duckdb.DuckDBPyConnection = field(init=False)

    def __post_init__(self) -> None:
        self.duck = duckdb.connect(str(self.path) if self.path else ":memory:")
        limit = self.memory or settings.HAICAP_MEASURE_MEMORY
        self.duck.execute(f"SET memory_limit = '{limit}'")
        self.duck.execute("SET TimeZone = 'UTC'")

    def keep(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        """Keep rows as a table."""
        self.duck.register("arriving", rows)
        self.duck.execute(f"CREATE OR REPLACE TABLE {name} AS FROM arriving")
        self.duck.unregister("arriving")

    def close(self) -> None:
        """Let go of memory and file."""
        self.duck.close()


@contextmanager
def opened() -> Iterator[dbapi.Connection]:
    """Open a connection for reading in columns to the database that Django uses."""
    given = connection.get_connection_params()
    said = {
        "host": given.get("host"),
        "port": given.get("port"),
        "user": given.get("user"),
        "password": given.get("password"),
        "dbname": given.get("dbname"),
        "sslmode": given.get("sslmode"),
    }
    words = [f"{key}='{_quoted(str(value))}'" for key, value in said.items() if value]
    with dbapi.connect(" ".join(words), autocommit=True) as found:
        yield found


def read(source: dbapi.Connection, sql: str) -> pa.Table:
    """Give the answer to a query as a table."""
    with source.cursor() as cursor:
        cursor.execute(sql)
        found: pa.Table = cursor.fetch_arrow_table()
        return found


def keep_all(work: Workspace, source: dbapi.Connection, name: str, sql: str) -> None:
    """Keep the answer to a query as a table, without ever holding all of it."""
    with source.cursor() as cursor:
        cursor.execute(sql)
        work.keep(name, cursor.fetch_record_batch())


def facts_upto(position: Position) -> str:
    """The query for all facts up to a position."""
    return _facts(f"(xid, id) <= ({position[0]:d}, {position[1]:d})")


def facts_of(dossiers: Iterable[int]) -> str:
    """The query for all facts of some dossiers."""
    about = ",".join(f"'dossier:{pk:d}'" for pk in dossiers)
    return _facts(f"about IN ({about})")


def dossiers_where(scope: str) -> str:
    """The query for what is fixed about dossiers."""
    is_demo = "true" if settings.HAICAP_DEMO else "false"
    return _DOSSIERS.format(scope=scope, is_demo=is_demo)


def keep_references(work: Workspace, source: dbapi.Connection) -> None:
    """Keep versions, agencies, places and kinds, all of them."""
    work.keep("versions", read(source, _VERSIONS))
    work.keep("bare_agencies", read(source, _AGENCIES))
    work.keep("territories", read(source, _TERRITORIES))
    work.keep("afterlives", afterlives())
    work.keep("kinds", kinds())
    work.duck.execute(_PLACES)


def place_milestones(work: Workspace) -> None:
    """Tell where each milestone was; after all tables that it reads are there."""
    work.duck.execute(PLACED)


def keep_working_time(work: Workspace) -> None:
    """Keep the sessions of all calendars over the days that the facts span."""
    ((first, last),) = work.duck.execute(
        'SELECT min("at"), max("at") FROM facts'
    ).fetchall()
    calendars = Calendars()
    found: dict[Calendar, int] = {calendars.of(None): 0}
    own = {
        pk: found.setdefault(calendars.of(tuple(above)), len(found))
        for pk, above in _with_own_calendar()
    }
    calendar_of = {"id": list(own), "calendar": list(own.values())}
    schema = pa.schema([("id", pa.int64()), ("calendar", pa.int64())])
    work.keep("own", pa.table(calendar_of, schema=schema))
    work.duck.execute(
        "CREATE OR REPLACE TABLE agencies AS SELECT b.*, coalesce(o.calendar, 0) AS calendar"
        " FROM bare_agencies b LEFT JOIN own o ON o.id = b.id"
    )
    sessions = _sessions(found, first, last) if first and last else []
    names = ["calendar", "opens", "length", "before"]
    rows = [dict(zip(names, session, strict=True)) for session in sessions]
    schema = pa.schema([(name, pa.int64()) for name in names])
    work.keep("working_time", pa.Table.from_pylist(rows, schema=schema))


def keep_firsts(work: Workspace) -> None:
    """
    Keep the first due moments that facts do not tell: those of pauses after a new appointment.

    There the fact names the appointment as moved; the first due moment, against which
    lateness is judged, is derived from the rows (docs/decisions/0010).
    """
    asked = work.duck.execute(_FIRSTS.format(kinds=_DUE)).fetchall()
    dossiers = Dossier.objects.with_names().in_bulk({row[1] for row in asked})
    found = []
    for entry, pk, at in asked:
        dossier, moment = dossiers[pk], at.replace(tzinfo=UTC)
        rows = dossier.suspensions.filter(at__lte=moment)
        moves = dossier.relocations.in_order()
        calendar = clock.calendar_through(
            dossier.competent, moves, until=localdate(moment)
        )
        due = clock.reckon(dossier, rows.order_by("at"), calendar).at
        found.append((entry, due.astimezone(UTC).replace(tzinfo=None) if due else None))
    table = pa.table(
        {
            "entry": pa.array([row[0] for row in found], pa.int64()),
            "due": pa.array([row[1] for row in found], pa.timestamp("us")),
        }
    )
    work.keep("firsts", table)


def _facts(scope: str) -> str:
    kinds = ",".join(f"'{kind}'" for kind in MILESTONES)
    return _FACTS.format(kinds=kinds, scope=scope)


def _with_own_calendar() -> Iterator[tuple[int, list[int]]]:
    """The agencies that do not work by the nation's calendar, each with those above it."""
    declared = {
        pk
        for model in (WorkingHours, DayOverride)
        for pk in model.objects.exclude(agency_id=None).values_list(
            "agency_id", flat=True
        )
    }
    if not declared:
        return
    for agency in Agency.objects.only("lineage"):
        above = agency.ancestor_ids()
        if declared.intersection(above):
            yield agency.pk, above


def _sessions(
    calendars: dict[Calendar, int], first: datetime, last: datetime
) -> list[tuple[int, int, int, int]]:
    """Opening moment, length and working seconds before it, of every session."""
    found = []
    for calendar, index in calendars.items():
        before = 0
        day: date = first.date() - timedelta(days=30)
        while day <= last.date() + timedelta(days=1):
            midnight = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
            for opens, closes in calendar.day(day).sessions:
                length = (closes - opens) * 60
                start = int(midnight.timestamp()) + opens * 60
                found.append((index, start, length, before))
                before += length
            day += timedelta(days=1)
    return found


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
