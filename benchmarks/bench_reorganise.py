"""
The night of 1 July 2025 with 200,000 open dossiers, beside its floor.

The floor is what PostgreSQL needs to write the same rows, known beforehand: nothing is read,
checked or decided. ``HAICAP_JUNE=20000`` measures a tenth.
"""

import io
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).parents[1]))  # the country of June is the tests'

DOSSIERS = int(os.environ.get("HAICAP_JUNE", "219000"))  # one in twelve has ended
MADE, NIGHT, BARE = "haicap_bench_june", "haicap_bench_night", "haicap_bench_bare"
PLAN = "2025-07-01"
DOSSIER = "place_now_id, moved_on, competent_id, competence_id, responsible_id, return_at_id, due_at"
DUTY = "agency_id, person_id, due_at, is_paused"
# What was added, and what was changed; relocations name what was moved.
ADDED = ("journal_entry", "dossiers_assignment", "dossiers_relocation")
CHANGED = {
    "dossiers_dossier": (DOSSIER, "moved_on IS NOT NULL"),
    "duties_duty": (DUTY, "closed_at IS NULL"),
}


def main() -> None:
    django.setup()
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    try:
        make()
        took, counts = night()
        print(f"{'open dossiers that moved':44} {counts['dossiers']:8}")
        print(f"{'the plan of 1 July 2025, as one transaction':44} {took:8.1f} s")
        lowest = bare(*written())
        print(f"{'floor: the same rows, written bare':44} {lowest:8.1f} s")
        print(f"{'':44} {took / lowest:8.2f} × floor")
    finally:
        use(usual)
        for name in (NIGHT, BARE, MADE):
            execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def make() -> None:
    """The country on the eve, with what lies on its desks."""
    from django.core.management import call_command

    from haicap.cli.load import load_everything
    from tests.conftest import TWO_LEVELS
    from tests.units.reorganise import june

    execute(f'DROP DATABASE IF EXISTS "{MADE}" WITH (FORCE)')
    execute(f'CREATE DATABASE "{MADE}"')
    use(MADE)
    call_command("migrate", verbosity=0, interactive=False)
    load_everything(quiet=True, before=TWO_LEVELS)
    june.fill_june(DOSSIERS)


def night() -> tuple[float, dict[str, int]]:
    from haicap.units.reorganise.actions import reorganise
    from haicap.units.reorganise.bundled import plan_of
    from tests.units.reorganise.june import VIETNAM

    clone(NIGHT)
    plan, at = plan_of(PLAN), datetime(2025, 7, 1, tzinfo=VIETNAM)
    steps = Steps()
    begin = perf_counter()
    report = reorganise(plan, tick=steps, by=None, at=at)
    took = perf_counter() - begin
    steps("")
    return took, {each.code: each.count for each in report.consequences}


class Steps:
    """Prints how long each step took."""

    def __init__(self) -> None:
        self.name, self.since = "", perf_counter()

    def __call__(self, name: str) -> None:
        now = perf_counter()
        if self.name and now - self.since > 0.5:
            print(f"  {self.name:42} {now - self.since:8.1f} s")
        self.name, self.since = name, now


def written() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the night added and what it changed, as COPY gives it."""
    use(NIGHT)
    last = {table: last_of(MADE, table) for table in ADDED}
    use(NIGHT)
    added = {
        table: copied(f"SELECT * FROM {table} WHERE id > {last[table]}")
        for table in ADDED
    }
    changed = {
        table: copied(f"SELECT id, {columns} FROM {table} WHERE {which}")
        for table, (columns, which) in CHANGED.items()
    }
    return added, changed


def bare(added: dict[str, bytes], changed: dict[str, bytes]) -> float:
    """Seconds to write that in one transaction; the units of the night are there already."""
    from django.db import connection, transaction

    clone(BARE, of=NIGHT)
    revert()

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, _which) in CHANGED.items():
                cursor.execute(
                    f"CREATE TEMP TABLE new_{table} ON COMMIT DROP AS"
                    f" SELECT id, {columns} FROM {table} LIMIT 0"
                )
                poured(cursor, f"new_{table}", changed[table])
                names = [name.strip() for name in columns.split(",")]
                pairs = ", ".join(f"{name} = n.{name}" for name in names)
                cursor.execute(
                    f"UPDATE {table} t SET {pairs} FROM new_{table} n WHERE n.id = t.id"
                )
            for table in ADDED:
                poured(cursor, table, added[table])

    return timed(write)


def revert() -> None:
    """Take back what the night did to dossiers; the journal is emptied, as only here it may."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_dossier d SET moved_on = NULL, place_now_id = NULL,"
            " competent_id = d.received_at_agency_id, responsible_id = d.received_at_agency_id,"
            " return_at_id = d.received_at_agency_id WHERE moved_on IS NOT NULL"
        )
        cursor.execute("UPDATE duties_duty SET agency_id = 1 WHERE closed_at IS NULL")
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        for table in ADDED:
            cursor.execute(f"DELETE FROM {table} WHERE id > {last_of(MADE, table)}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")
    connection.close()
    execute_in(BARE, "VACUUM (ANALYZE)")


def last_of(database: str, table: str) -> int:
    """The highest id of a table in a database."""
    return int(answer_in(database, f"SELECT coalesce(max(id), 0) FROM {table}"))


def copied(query: str) -> bytes:
    from django.db import connection

    found = io.BytesIO()
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as rows:
        for chunk in rows:
            found.write(chunk)
    return found.getvalue()


def poured(cursor: object, table: str, rows: bytes) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:  # type: ignore[attr-defined]
        copy.write(rows)


def timed(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def clone(name: str, of: str = MADE) -> None:
    from django.db import connection

    connection.close()
    execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')
    use(name)


def use(name: str) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def execute(statement: str) -> None:
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def execute_in(database: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(**params(database), autocommit=True) as other:
        other.execute(statement)


def answer_in(database: str, query: str) -> object:
    import psycopg

    with psycopg.connect(**params(database)) as other:
        return other.execute(query).fetchone()[0]


def params(database: str) -> dict[str, object]:
    from django.db import connection

    said = connection.get_connection_params()
    keys = ("host", "port", "user", "password")
    return {key: said[key] for key in keys if said.get(key)} | {"dbname": database}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    main()
