"""
What follows a fact here: its milestone is written to the lake.

The order is: files, manifest, cursor. Whatever breaks in between, the next attempt begins
where the cursor stands, and takes back what the manifest says beyond it.
"""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
from django.conf import settings

from haicap.journal.models import Cursor, Entry
from haicap.measures.lake import compact, files, source
from haicap.measures.lake.manifest import Lake
from haicap.measures.milestones import MILESTONES

FOLLOWER = "lake"
AT_ONCE = 20_000
PAUSE = 1.0  # seconds: a file a second at most, and nobody waits longer for a number


def export(entries: Sequence[Entry]) -> None:
    """
    Append the milestones of a batch to the lake.

    :raises LakeOutOfStep: if the lake does not end where the cursor stands
    """
    lake = Lake(settings.HAICAP_LAKE)
    begin = Cursor.objects.get(pk=FOLLOWER).position()
    end = (entries[-1].xid, entries[-1].pk)
    manifest = lake.manifest().upto(begin)
    rows = milestones_of([entry for entry in entries if entry.kind in MILESTONES])
    written = files.write(lake, rows, begin, end) if rows.num_rows else []
    manifest = compact.gathered(lake, manifest)
    lake.publish(replace(manifest, position=end, files=(*manifest.files, *written)))


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
