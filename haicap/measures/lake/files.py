"""Writing the files of the lake."""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from haicap.measures.lake.manifest import Lake, LiveFile, Position, digest_of, settle
from haicap.measures.milestones import FAMILIES, SCHEMA

COMPRESSION = "zstd"
ROWS_IN_A_GROUP = 122_880  # what DuckDB reads at a time


def write(lake: Lake, rows: pa.Table, since: Position, until: Position) -> list[LiveFile]:
    """
    Write the milestones of one batch, a file for each month.

    Their names follow from where the batch begins: the same batch, tried again after a
    crash, overwrites what the first attempt left.
    """
    rows = rows.select(SCHEMA.names).cast(SCHEMA)
    months = pc.strftime(rows["day"], format="%Y-%m")
    found = []
    for month in sorted(set(months.to_pylist())):
        chosen = rows.filter(pc.equal(months, month))
        path = lake.folder / f"month={month}" / f"{since[0]}-{since[1]}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.draft")
        pq.write_table(chosen, draft, compression=COMPRESSION)
        settle(draft, path)
        found.append(describe(lake, path, month=month, since=since, until=until))
    return found


def fresh(lake: Lake, month: str, name: str) -> Path:
    """A path that no other file has: what a crash leaves there is swept away."""
    return lake.folder / f"month={month}" / f"{name}-{secrets.token_hex(4)}.parquet"


def copy(
    duck: duckdb.DuckDBPyConnection,
    query: str,
    lake: Lake,
    path: Path,
    *,
    month: str,
    since: Position,
    until: Position,
) -> LiveFile | None:
    """Write the answer to a query as one file; None, and no file, when it is empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    duck.execute(
        f"COPY ({query}) TO '{draft}' (FORMAT parquet, COMPRESSION {COMPRESSION},"
        f" ROW_GROUP_SIZE {ROWS_IN_A_GROUP})"
    )
    if pq.read_metadata(draft).num_rows == 0:
        draft.unlink()
        return None
    settle(draft, path)
    made = describe(lake, path, month=month, since=since, until=until)
    return replace(made, is_gathered=True)


def describe(
    lake: Lake, path: Path, *, month: str, since: Position, until: Position
) -> LiveFile:
    """Read from a finished file what the manifest says of it."""
    seen = pq.read_table(path, columns=["milestone", "day"])
    days = pc.min_max(seen["day"])
    first: date = days["min"].as_py()
    last: date = days["max"].as_py()
    return LiveFile(
        path=str(path.relative_to(lake.folder)),
        month=month,
        since=since,
        until=until,
        rows=seen.num_rows,
        size=path.stat().st_size,
        sha256=digest_of(path),
        milestones=tuple(sorted(seen["milestone"].unique().to_pylist())),
        first_day=first,
        last_day=last,
    )


def of_family(family: str) -> str:
    """The condition for the milestones of a family."""
    return f"milestone IN ({_listed(FAMILIES[family])})"


def reading(paths: Iterable[Path]) -> str:
    """The files as a table of DuckDB; what stands in their paths is no column."""
    return f"read_parquet([{_listed(map(str, paths))}], hive_partitioning = false)"


def _listed(words: Iterable[str]) -> str:
    quoted = (word.replace("'", "''") for word in words)
    return ", ".join(f"'{word}'" for word in sorted(quoted))
