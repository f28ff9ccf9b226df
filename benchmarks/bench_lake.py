"""
The lake of a drill: rebuilding, its memory, how soon a dossier is counted, the board's pages.

The floor of rebuilding is to read the same facts bare and write them as they are. In a database
of its own, HAICAP_BENCH_SCALE large (0.02); ``--here`` measures the present database instead,
which should hold simulated dossiers only: a few are added to it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlsplit

import django
import duckdb

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import bench_drill  # noqa: E402
from bench_measures import compare, show, times  # noqa: E402

NEW = 5  # dossiers whose way into the numbers is timed
PAGES = ("/figures/", "/figures/measures")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    django.setup()
    if "--here" in sys.argv:
        measure()
        return
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    try:
        make()
        measure()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        bench_drill.execute('DROP DATABASE IF EXISTS "haicap_bench" WITH (FORCE)')


def make() -> None:
    """A database with a drill in it."""
    from django.core.management import call_command

    from haicap.cli.load import load_everything

    bench_drill.execute('DROP DATABASE IF EXISTS "haicap_bench" WITH (FORCE)')
    bench_drill.in_database("haicap_bench")
    call_command("migrate", verbosity=0, interactive=False)
    load_everything(quiet=True)
    bench_drill.drill()


def measure() -> None:
    from django.conf import settings

    from haicap.dossiers.models import Dossier

    print(f"{Dossier.objects.count():,} simulated dossiers")
    with tempfile.TemporaryDirectory(prefix="haicap-bench-") as folder:
        settings.HAICAP_LAKE = folder
        print(f"{'floor: the facts read and written bare':58} {bare(folder):7.1f} s")
        seconds, peak = watched("lake", "rebuild", folder=folder)
        print(
            f"{'the whole lake rebuilt':58} {seconds:7.1f} s   {peak:.2f} GiB at its peak"
        )
        seconds, peak = watched("lake", "verify", folder=folder)
        print(
            f"{'the lake compared with the database':58} {seconds:7.1f} s   {peak:.2f} GiB"
        )
        waits = sorted(fresh(folder))
        print(f"{'a dossier is counted after':58} {statistics.median(waits):7.1f} s,"
              f" at most {waits[-1]:.1f} s")  # fmt: skip
        compare(Path(folder))
        pages()


def bare(folder: str) -> float:
    """Seconds to read the facts in columns and to write them to one file."""
    from haicap.measures.lake import source

    with source.opened() as database:
        begin = perf_counter()
        with database.cursor() as cursor:
            cursor.execute(source.facts_upto((2**62, 2**62)))
            arriving = cursor.fetch_record_batch()
            path = Path(folder) / "bare.parquet"
            duckdb.sql(f"COPY (FROM arriving) TO '{path}' (COMPRESSION zstd)")
        seconds = perf_counter() - begin
        path.unlink()
    del arriving
    return seconds


def command(*words: str, folder: str) -> subprocess.Popen[bytes]:
    """The program beside this one, over the same database."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return subprocess.Popen(
        [sys.executable, "-m", "haicap", *words],
        cwd=ROOT,
        env=os.environ | {"HAICAP_LAKE": folder, "DATABASE_URL": address},
        stdout=subprocess.DEVNULL,
    )


def watched(*words: str, folder: str) -> tuple[float, float]:
    """Seconds of a command, and the most memory that it held, in GiB."""
    begin = perf_counter()
    _pid, status, used = os.wait4(command(*words, folder=folder).pid, 0)
    if status:
        sys.exit(f"haicap {' '.join(words)} failed")
    return perf_counter() - begin, used.ru_maxrss / 2**20


@contextmanager
def following(folder: str) -> Iterator[None]:
    running = command("follow", "lake", folder=folder)
    try:
        yield
    finally:
        running.terminate()
        running.wait(60)


def fresh(folder: str) -> list[float]:
    """Seconds from a reception until the number of received dossiers has it."""
    from tests import given

    waits = []
    with following(folder):
        known = received()
        given.received()
        while received() == known:  # until the follower has started
            sleep(0.05)
        for _each in range(NEW):
            known = received()
            given.received()
            begin = perf_counter()
            while received() == known:
                sleep(0.02)
            waits.append(perf_counter() - begin)
    return waits


def received() -> float | None:
    from haicap.measures import engine

    since = date(2025, 7, 1)
    until = datetime.now(UTC).date() + timedelta(days=2)
    return engine.compute("received", since=since, until=until).total.value


def pages() -> None:
    """Whole pages, from the request to the last byte, in this process."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    days = {"from": "2025-07-01", "to": "2025-08-23"}
    for page in PAGES:
        show(f"page {page}, warm", times(lambda page=page: client.get(page, days)))


if __name__ == "__main__":
    main()
