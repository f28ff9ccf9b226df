"""
A drill beside its floor: the same rows, drawn beforehand, poured in bare.

The floor is what PostgreSQL and ADBC need for those rows, all indexes and foreign keys
included, by as many sessions. ``HAICAP_BENCH_SCALE=1`` measures the whole nation (about 45 GB).
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any

import django

SCALE = float(os.environ.get("HAICAP_BENCH_SCALE", "0.02"))
SESSIONS = 2
NATION = 6_500_000


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from haicap.cli.load import load_everything

    usual = connection.settings_dict["NAME"]
    try:
        in_database("haicap_bench_made")
        call_command("migrate", verbosity=0, interactive=False)
        load_everything(quiet=True)
        connection.close()
        execute('DROP DATABASE IF EXISTS "haicap_bench" WITH (FORCE)')
        execute('CREATE DATABASE "haicap_bench" TEMPLATE "haicap_bench_made"')
        drilled = drill()
        print(f"{'drill, with 2 processes':44} {drilled:8.1f} s")
        connection.close()
        execute('DROP DATABASE "haicap_bench" WITH (FORCE)')
        execute('CREATE DATABASE "haicap_bench" TEMPLATE "haicap_bench_made"')
        lowest = floor()
        print(f"{'floor: the same rows, poured bare':44} {lowest:8.1f} s")
        print(f"{'':44} {drilled / lowest:8.2f} × floor")
        sealed = seal()
        print(f"{'sealing their facts':44} {sealed:8.1f} s")
        print(f"at this pace the nation: {drilled / SCALE / 60:.1f} minutes")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        for name in ("haicap_bench", "haicap_bench_made"):
            execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def asked() -> Any:
    from haicap.drills.plan import Asked

    return Asked(SCALE, date(2025, 7, 1), date(2025, 8, 23), 1)


def drill() -> float:
    """Seconds of a whole drill, from nothing to proven foreign keys."""
    from haicap.drills.actions import run, running

    in_database("haicap_bench")
    running.BULK_FROM = 0
    return timed(lambda: run(asked(), workers=SESSIONS, at=datetime.now(UTC)))


def floor() -> float:
    """Seconds to pour the rows of the same drill, drawn beforehand, and to index them."""
    from haicap.drills.actions import bulk, running
    from haicap.drills.choices import choose
    from haicap.drills.database import conninfo
    from haicap.drills.pour import Order, bases_of
    from haicap.drills.rows import write
    from haicap.drills.stories import tell

    in_database("haicap_bench")
    made, props = running._begin(asked(), at=datetime.now(UTC))
    order, odds = Order(conninfo(), made.pk, made.bases), props.odds
    drawn = [
        write(props, tell(odds, part, choose(odds, part)), bases_of(part, order), {})
        for part in odds.plan.parts
    ]

    def bare() -> None:
        bulk.set_aside(running.tables())
        with ThreadPoolExecutor(SESSIONS) as pool:
            list(pool.map(lambda rows: pour(order.conninfo, rows), drawn))
        bulk.put_back(order.conninfo, lambda name: None)
        bulk.analyse(running.tables())

    return timed(bare)


def pour(conninfo: str, rows: Any) -> None:
    import adbc_driver_postgresql.dbapi as adbc

    from haicap.drills.pour import _pour

    with closing(adbc.connect(conninfo)) as connection:
        with closing(connection.cursor()) as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            _pour(cursor, rows)
        connection.commit()


def seal() -> float:
    """Seconds to seal what was poured."""
    from haicap.drills.actions import seal_quickly

    return timed(lambda: seal_quickly(at=datetime.now(UTC)))


def timed(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def in_database(name: str) -> None:
    """Let this process and its children use another database, made when it is not there."""
    from django.db import connection

    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.settings_dict["NAME"] = name


def execute(statement: str) -> None:
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    main()
