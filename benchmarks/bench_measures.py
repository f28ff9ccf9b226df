"""
Price of a measure over a nation's dossiers, beside bare DuckDB on the same files.

The rows are synthetic: made by DuckDB in the shape of the lake, without a database behind
them. HAICAP_BENCH_DOSSIERS says how many dossiers (6,500,000). Freshness, rebuilding and
their memory are measured where a database is: bench_lake.py.
"""

import os
import resource
import statistics
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

import django
import duckdb

DOSSIERS = int(os.environ.get("HAICAP_BENCH_DOSSIERS", "6500000"))
CALLS = 40
SINCE, UNTIL = date(2025, 7, 1), date(2025, 8, 24)
BOARD = ["received", "online", "on-time", "returned-of-received"]

# What each family says of a dossier i, received in the first 54 days, due in 5 more.
ROWS = """
SELECT i * 10 + {order} AS entry, i AS dossier, 'H' || i AS number, '{milestone}' AS milestone,
    timezone('UTC', done_at) AS "at", (done_at + INTERVAL 7 HOUR)::DATE AS day,
    '1.' || (i % 300) AS procedure, 1::INTEGER AS version, 'field ' || (i % 40) AS field,
    CASE WHEN i % 100 < 74 THEN 'online' ELSE 'in_person' END AS channel,
    i % 9 = 0 AS assisted, false AS is_leg, false AS is_bundle,
    1000 + i * 7919 % 3321 AS place, (1000 + i * 7919 % 3321)::VARCHAR AS commune,
    lpad((i * 7919 % 3321 % 34)::VARCHAR, 2, '0') AS province,
    i * 7919 % 3321 % 34 AS province_place, i % 3321 AS received_agency,
    i % 3400 AS competent_agency,
    CASE WHEN i % 100 < 74 THEN 'commune' ELSE 'province' END AS level,
    'peoples_committee' AS agency_kind,
    timezone('UTC', got) AS submitted_at, timezone('UTC', got) AS received_at,
    (got + INTERVAL 7 HOUR)::DATE AS received_on,
    timezone('UTC', due) AS due_at,
    CASE WHEN {done} THEN timezone('UTC', done_at) END AS settled_at,
    CASE WHEN {done} THEN done_at > due END AS is_late,
    NULL::BIGINT AS late_seconds,
    CASE WHEN {done} THEN epoch(done_at - got)::BIGINT END AS processing_seconds,
    NULL::VARCHAR AS outcome, NULL::VARCHAR AS grade, 0::SMALLINT AS supplements,
    'local' AS origin, true AS simulated,
    CASE WHEN NOT {done} THEN timezone('UTC', due) END AS runs_until,
    CASE WHEN '{milestone}' = 'settled' THEN timezone('UTC', due) END AS ran_until
FROM (
    SELECT i, got, got + INTERVAL 5 DAY AS due, {at} AS done_at
    FROM (SELECT i, TIMESTAMP '2025-07-01 01:00:00' + to_seconds(i * 0.7178 * {slow})
        AS got FROM range({first}, {last}) t(i))
) WHERE {some}
"""
FAMILIES = (
    ("received", 1, "got", "false", "true"),
    ("settled", 2, "got + to_hours((i * 31 % 168)::BIGINT)", "true", "i % 100 < 85"),
    ("returned", 3, "got + to_hours((i * 31 % 168 + 4)::BIGINT)", "true", "i % 100 < 80"),
)
# The same sums by hand, as three readings: that is quicker than one with alternatives.
BARE = (
    """SELECT province, count(*), count(*) FILTER (channel = 'online') FROM {files}
    WHERE milestone = 'received' AND NOT is_leg
        AND day >= '2025-07-01' AND day < '2025-08-24' GROUP BY province""",
    """SELECT province, count(*), count(*) FILTER (NOT is_late) FROM {files}
    WHERE milestone = 'returned' AND NOT is_leg AND is_late IS NOT NULL
        AND day >= '2025-07-01' AND day < '2025-08-24' GROUP BY province""",
    """SELECT province, count(*) FROM {files}
    WHERE milestone = 'returned' AND NOT is_leg AND day < '2025-08-24'
        AND received_on >= '2025-07-01' AND received_on < '2025-08-24' GROUP BY province""",
)


def fill(folder: Path) -> None:
    """Make the lake, a million dossiers at a time, as a rebuilding would."""
    from haicap.measures.lake import files
    from haicap.measures.lake.manifest import Lake, LiveFile, Manifest

    lake, duck, made = Lake(folder), duckdb.connect(), list[LiveFile]()
    duck.execute("SET TimeZone = 'UTC'")
    for first in range(0, DOSSIERS, 1_000_000):
        last = min(first + 1_000_000, DOSSIERS)
        for milestone, order, at, done, some in FAMILIES:
            query = ROWS.format(
                order=order, milestone=milestone, at=at, done=done, some=some,
                first=first, last=last, slow=6_500_000 / DOSSIERS,
            )  # fmt: skip
            path = files.fresh(lake, "2025-07", f"{milestone}-{first}")
            file = files.copy(
                duck, query + " ORDER BY place, day", lake, path,
                month="2025-07", since=(0, 0), until=(1, 1),
            )  # fmt: skip
            assert file is not None
            made.append(file)
    lake.publish(Manifest((1, 1), files=tuple(made)))


def times(call: Callable[[], object], count: int = CALLS) -> list[float]:
    """Milliseconds of each call, after two that warm it up."""
    found = []
    for number in range(count + 2):
        begin = perf_counter()
        call()
        if number > 1:
            found.append((perf_counter() - begin) * 1000)
    return sorted(found)


def show(text: str, found: list[float]) -> None:
    p95 = found[int(len(found) * 0.95) - 1]
    print(f"{text:58} median {statistics.median(found):7.1f} ms   p95 {p95:7.1f} ms")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    with tempfile.TemporaryDirectory(prefix="haicap-bench-") as folder:
        os.environ["HAICAP_LAKE"] = folder
        django.setup()
        begin = perf_counter()
        fill(Path(folder))
        print(
            f"{DOSSIERS:,} dossiers, synthetic rows, made in {perf_counter() - begin:.0f} s"
        )
        compare(Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"memory of this process at its peak: {peak:.2f} GiB")


def compare(folder: Path) -> None:
    from haicap.measures import engine
    from haicap.measures.lake.manifest import Lake

    lake = Lake(folder)
    live = lake.manifest().holding({"received", "returned"}, SINCE, UNTIL)
    everything = ", ".join(f"'{lake.path(file)}'" for file in live)
    duck = duckdb.connect()
    duck.execute("SET parquet_metadata_cache = true")
    duck.execute(
        f"CREATE VIEW lake AS FROM read_parquet([{everything}], hive_partitioning = false)"
    )

    def board(*names: str) -> Callable[[], object]:
        return lambda: engine.compute_many(
            names or BOARD, by=["province"], since=SINCE, until=UNTIL
        )

    def anew(call: Callable[[], object]) -> Callable[[], object]:
        def computed() -> object:
            engine._counted.cache_clear()
            return call()

        return computed

    def by_hand() -> None:
        for query in BARE:
            duck.execute(query.format(files="lake")).fetchall()

    floor = times(by_hand)
    show("floor: the same sums by hand in DuckDB", floor)
    computed = times(anew(board()))
    show("national board, four measures by province, computed", computed)
    show("national board, as a face asks again (kept answers)", times(board()))
    show("overdue and open, by province, computed", times(anew(board("overdue-open"))))
    show("median processing time, computed", times(anew(board("processing-time-p50"))))
    show(
        "one commune, computed",
        times(
            anew(
                lambda: engine.compute(
                    "on-time", since=SINCE, until=UNTIL, where={"commune": "1500"}
                )
            )
        ),
    )
    ratio = statistics.median(computed) / statistics.median(floor)
    print(f"board computed / floor: {ratio:.2f} (at most 2)")


if __name__ == "__main__":
    main()
