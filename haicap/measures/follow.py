"""
What follows a fact here: its milestone is written to the lake.

The order is: files, manifest, cursor. Whatever breaks in between, the next attempt begins
where the cursor stands, and takes back what the manifest says beyond it.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings

from haicap.journal.models import Cursor, Entry
from haicap.measures.lake import compact
from haicap.measures.lake.append import AT_ONCE, written
from haicap.measures.lake.manifest import Lake

__all__ = ["AT_ONCE", "FOLLOWER", "PAUSE", "export"]

FOLLOWER = "lake"
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
    begin = max(begin, manifest.position)  # a lake made anew may be ahead
    if end <= begin:
        return
    rest = [entry for entry in entries if (entry.xid, entry.pk) > begin]
    made = written(lake, rest, begin, end)
    manifest = compact.gathered(lake, manifest)
    files = (*manifest.files, *made)
    lake.publish(replace(manifest, position=end, files=files, is_rebuilt=False))
