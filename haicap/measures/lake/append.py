"""Some facts more: their milestones in files of their own."""

from collections.abc import Sequence

import pyarrow as pa

from haicap.journal.models import Entry
from haicap.measures.lake import files, source
from haicap.measures.lake.manifest import Lake, LiveFile, Position
from haicap.measures.milestones import MILESTONES

AT_ONCE = 20_000  # facts


def written(
    lake: Lake, entries: Sequence[Entry], since: Position, until: Position
) -> list[LiveFile]:
    """Write the files of a batch; nobody reads them before a manifest lists them."""
    counted = [entry for entry in entries if entry.kind in MILESTONES]
    return files.write(lake, milestones_of(counted), since, until) if counted else []


def milestones_of(entries: Sequence[Entry]) -> pa.Table:
    """Make the milestones of some facts, which must be committed."""
    dossiers = sorted({int(entry.about.removeprefix("dossier:")) for entry in entries})
    work = source.Workspace()
    try:
        with source.opened() as database:
            listed = ",".join(map(str, dossiers)) or "NULL"
            work.keep("facts", source.read(database, source.facts_of(dossiers or [0])))
            found = source.read(database, source.dossiers_where(f"id IN ({listed})"))
            work.keep("dossiers", found)
            source.keep_references(work, database)
        source.place_milestones(work)
        source.keep_working_time(work)
        source.keep_firsts(work)
        work.keep("wanted", pa.table({"entry": [entry.pk for entry in entries]}))
        answer = work.duck.sql(
            f"SELECT m.* FROM ({source.BUILD}) m SEMI JOIN wanted w ON w.entry = m.entry"  # noqa: S608
        )
        table: pa.Table = answer.to_arrow_table()
        return table
    finally:
        work.close()
