"""
Making files anew from the journal, in columns: millions of facts a minute.

The facts are staged on disk and worked through in parts, so that memory stays bounded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from haicap.measures.lake import files, source
from haicap.measures.lake.manifest import Lake, LiveFile, Position
from haicap.measures.milestones import FAMILIES

FACTS_AT_ONCE = 3_000_000  # as many fit in the memory of a workspace
START: Position = (0, 0)

Tick = Callable[[str, int, int], None]  # what is done, how much, of how much


@dataclass(frozen=True)
class Bulk:
    """A rebuilding: where to, up to where, and which month only."""

    lake: Lake
    position: Position
    month: str | None
    tick: Tick

    def write(self) -> list[LiveFile]:
        """Write all milestones up to the position; nobody reads the files yet."""
        self.lake.root.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".rebuild-", dir=self.lake.root) as folder:
            work = source.Workspace(Path(folder) / "work.duckdb")
            try:
                self._stage(work)
                return list(self._written(work))
            finally:
                work.close()

    def _stage(self, work: source.Workspace) -> None:
        self.tick("reading", 0, 1)
        work.duck.execute("SET preserve_insertion_order = false")
        with source.opened() as database:
            facts = source.facts_upto(self.position)
            source.keep_all(work, database, "all_facts", facts)
            source.keep_all(work, database, "all_dossiers", source.dossiers_where("true"))
            source.keep_references(work, database)

    def _written(self, work: source.Workspace) -> Iterator[LiveFile]:
        parts = _parts(work)
        for number, (first, last) in enumerate(parts):
            self.tick("writing", number, len(parts))
            for table, column in (("facts", "dossier"), ("dossiers", "id")):
                work.duck.execute(
                    f"CREATE OR REPLACE TABLE {table} AS FROM all_{table}"
                    f" WHERE {column} BETWEEN {first} AND {last}"
                )
            source.place_milestones(work)
            source.keep_working_time(work)
            source.keep_firsts(work)
            work.duck.execute(
                "CREATE OR REPLACE TABLE made AS SELECT *, strftime(day, '%Y-%m') AS month,"  # noqa: S608
                f" FROM ({source.BUILD})"
            )
            yield from self._files(work, number)
        self.tick("writing", len(parts), len(parts))

    def _files(self, work: source.Workspace, number: int) -> Iterator[LiveFile]:
        months = [
            row[0]
            for row in work.duck.execute(
                "SELECT DISTINCT month FROM made ORDER BY 1"
            ).fetchall()
        ]
        for month in months:
            if self.month not in (None, month):
                continue
            for family in FAMILIES:
                chosen = f"month = '{month}' AND {files.of_family(family)}"
                query = (
                    f"SELECT * EXCLUDE month FROM made WHERE {chosen} ORDER BY place, day"  # noqa: S608
                )
                name = f"{self.position[0]}-{self.position[1]}-{family}-{number}"
                made = files.copy(
                    work.duck,
                    query,
                    self.lake,
                    files.fresh(self.lake, month, name),
                    month=month,
                    since=START,
                    until=self.position,
                )
                if made is not None:
                    yield made


def _parts(work: source.Workspace) -> list[tuple[int, int]]:
    """Ranges of dossiers with so many facts that a workspace holds them."""
    ((count, first, last),) = work.duck.execute(
        "SELECT count(*), min(dossier), max(dossier) FROM all_facts"
    ).fetchall()
    if not count:
        return []
    number = count // FACTS_AT_ONCE + 1
    step = (last - first) // number + 1
    return [(low, low + step - 1) for low in range(first, last + 1, step)]
