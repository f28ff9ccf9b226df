"""Where SQL is run: DuckDB inside the process, or Spark."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Protocol

import duckdb
import ibis
import pyarrow as pa
from django.conf import settings

from haicap.measures.lake.files import reading
from haicap.measures.milestones import SCHEMA

Rows = list[tuple[Any, ...]]

KEPT = 64  # views and tables


class Runner(Protocol):
    """What computes. ``dialect`` is the name that Ibis has for its language."""

    dialect: ClassVar[str]

    def view(self, paths: tuple[Path, ...]) -> str:
        """Give the name under which these files are one table; an empty one without files."""

    def table(self, key: Hashable, rows: Callable[[], pa.Table]) -> str:
        """Give the name of a table, asking for its rows where the key is new."""

    def run(self, sql: str) -> Rows:
        """Run a query."""


class _Names:
    """
    Names that never stand for anything else, so that a query under way is not disturbed.

    The oldest are dropped when there are many.
    """

    def __init__(self, drop: Callable[[str], None]) -> None:
        self._drop = drop
        self._lock = Lock()
        self._names: OrderedDict[Hashable, str] = OrderedDict()
        self._made = 0

    def of(self, key: Hashable, make: Callable[[str], None]) -> str:
        """The name for a key; made when it is new."""
        with self._lock:
            if key not in self._names:
                self._made += 1
                name = f"haicap_{self._made}"
                make(name)
                self._names[key] = name
            self._names.move_to_end(key)
            while len(self._names) > KEPT:
                self._drop(self._names.popitem(last=False)[1])
            return self._names[key]


class DuckRunner:
    """One database in memory for the process; every query has a cursor of its own."""

    dialect: ClassVar[str] = "duckdb"

    def __init__(self, memory: str) -> None:
        self._duck = duckdb.connect(":memory:")
        self._duck.execute(f"SET memory_limit = '{memory}'")
        self._duck.execute("SET TimeZone = 'UTC'")
        # The files of the lake never change under a name that the manifest lists.
        self._duck.execute("SET parquet_metadata_cache = true")
        self._names = _Names(self._forget)

    def view(self, paths: tuple[Path, ...]) -> str:
        """See ``Runner``."""
        if not paths:
            return self.table("nothing", SCHEMA.empty_table)

        def make(name: str) -> None:
            self._duck.execute(f"CREATE VIEW {name} AS FROM {reading(paths)}")

        return self._names.of(paths, make)

    def table(self, key: Hashable, rows: Callable[[], pa.Table]) -> str:
        """See ``Runner``."""

        def make(name: str) -> None:
            self._duck.register("arriving", rows())
            self._duck.execute(f"CREATE TABLE {name} AS FROM arriving")
            self._duck.unregister("arriving")

        return self._names.of(key, make)

    def run(self, sql: str) -> Rows:
        """See ``Runner``."""
        return self._duck.cursor().execute(sql).fetchall()

    def _forget(self, name: str) -> None:
        found = self._duck.execute(
            "SELECT table_type FROM information_schema.tables WHERE table_name = ?",
            [name],
        ).fetchall()
        kind = "VIEW" if ("VIEW",) in found else "TABLE"
        self._duck.execute(f"DROP {kind} IF EXISTS {name}")


class SparkRunner:
    """A session on a cluster. The lake must lie where its workers read it."""

    dialect: ClassVar[str] = "pyspark"

    def __init__(self, address: str) -> None:
        # Late: pyspark is an extra.
        from pyspark.sql import SparkSession  # noqa: PLC0415

        _ = ibis.pyspark  # loads the backend, without which its language has no options
        self._spark = (
            SparkSession.builder.master(address)
            .appName("haicap-measures")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        self._spark.sparkContext.setLogLevel("ERROR")
        self._names = _Names(self._forget)

    def view(self, paths: tuple[Path, ...]) -> str:
        """See ``Runner``."""
        if not paths:
            return self.table("nothing", SCHEMA.empty_table)

        def make(name: str) -> None:
            found = self._spark.read.parquet(*map(str, paths))
            found.createOrReplaceTempView(name)

        return self._names.of(paths, make)

    def table(self, key: Hashable, rows: Callable[[], pa.Table]) -> str:
        """See ``Runner``."""

        def make(name: str) -> None:
            self._spark.createDataFrame(rows()).createOrReplaceTempView(name)

        return self._names.of(key, make)

    def run(self, sql: str) -> Rows:
        """See ``Runner``."""
        return [tuple(row) for row in self._spark.sql(sql).collect()]

    def stop(self) -> None:
        """Leave the cluster."""
        self._spark.stop()

    def _forget(self, name: str) -> None:
        self._spark.catalog.dropTempView(name)


_started: dict[str, Runner] = {}
_starting = Lock()


def runner() -> Runner:
    """The one that the settings name; made at its first use, once in a process."""
    address: str = settings.HAICAP_MEASURE_ENGINE
    with _starting:
        if address not in _started:
            _started[address] = (
                SparkRunner(address)
                if address
                else DuckRunner(settings.HAICAP_MEASURE_MEMORY)
            )
        return _started[address]
