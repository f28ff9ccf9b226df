"""Comparing the lake with the database, and its files with what was written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from haicap.measures.lake import files, source
from haicap.measures.lake.manifest import CorruptFile, Lake, LiveFile, digest_of
from haicap.measures.milestones import SCHEMA

# For each day, province and milestone: how many, and a sum over what identifies them. The
# sum is the same in both databases: whole numbers, kept small enough to be added up.
_DIGEST = 'sum((entry * 31 + dossier * 17 + floor(extract(epoch FROM "at"))::bigint * 7) % 1000003)'
_OF_LAKE = "SELECT day, province, milestone, count(*)::BIGINT, {digest}::BIGINT FROM {rows} GROUP BY 1, 2, 3"
_OF_DATABASE = """
SELECT day, province, milestone, count(*)::BIGINT, {digest}::BIGINT FROM placed GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Difference:
    """Where lake and database do not agree: a day, a province, a milestone."""

    day: str
    province: str | None
    milestone: str
    in_lake: int
    in_database: int


@dataclass
class Verification:
    """What was compared and what was found."""

    files: int = 0
    rows: int = 0
    groups: int = 0
    damaged: list[CorruptFile] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nothing was found."""
        return not self.damaged and not self.differences


def fault_of(lake: Lake, file: LiveFile) -> CorruptFile | None:
    """What is wrong with a file; None when it is what was written."""
    path = lake.path(file)
    fault = ""
    if not path.exists():
        fault = "missing"
    elif path.stat().st_size != file.size:
        fault = f"{path.stat().st_size} bytes instead of {file.size}"
    elif digest_of(path) != file.sha256:
        fault = "other bytes than were written"
    if not fault:
        return None
    return CorruptFile(file=file.path, fault=fault, month=file.month)


def blame(lake: Lake, suspects: Sequence[LiveFile]) -> None:
    """
    Look for a damaged file among those that could not be read.

    :raises CorruptFile: naming the first
    """
    for file in suspects:
        fault = fault_of(lake, file)
        if fault is not None:
            raise fault


def verify(lake: Lake) -> Verification:
    """Compare every file with the manifest, then every day, province and milestone."""
    manifest = lake.manifest()
    found = Verification(len(manifest.files), manifest.rows)
    for file in manifest.files:
        fault = fault_of(lake, file)
        if fault is not None:
            found.damaged.append(fault)
    if not found.damaged:
        in_lake = _of_lake(lake, manifest.files)
        in_database = _of_database(manifest.position)
        found.groups = len(in_database)
        found.differences = _differences(in_lake, in_database)
    return found


Digests = dict[tuple[Any, ...], tuple[int, int]]


def _of_lake(lake: Lake, live: Sequence[LiveFile]) -> Digests:
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    rows = "arriving"
    if live:
        rows = files.reading(lake.path(file) for file in live)
    else:
        duck.register("arriving", SCHEMA.empty_table())
    return _read(duck, _OF_LAKE.format(digest=_DIGEST, rows=rows))


def _of_database(position: tuple[int, int]) -> Digests:
    work = source.Workspace()
    try:
        with source.opened() as database:
            work.keep("facts", source.read(database, source.facts_upto(position)))
            work.keep("dossiers", source.read(database, source.dossiers_where("true")))
            source.keep_references(work, database)
        source.place_milestones(work)
        return _read(work.duck, _OF_DATABASE.format(digest=_DIGEST))
    finally:
        work.close()


def _read(duck: duckdb.DuckDBPyConnection, sql: str) -> Digests:
    return {tuple(row[:3]): (row[3], row[4]) for row in duck.execute(sql).fetchall()}


def _differences(one: Digests, other: Digests) -> list[Difference]:
    found = []
    for key in sorted(one.keys() | other.keys(), key=str):
        here, there = one.get(key, (0, 0)), other.get(key, (0, 0))
        if here != there:
            found.append(Difference(str(key[0]), key[1], key[2], here[0], there[0]))
    return found
