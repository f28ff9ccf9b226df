"""
What can be done to the lake as a whole: make it anew, make a month anew, make it compact.

Nothing is locked while files are made: facts go on being written, and the follower goes
on. Only the change of the manifest holds the follower's cursor.
"""

from dataclasses import replace

from django.db import connection, transaction

from haicap.journal.models import Cursor, Entry
from haicap.measures.follow import FOLLOWER
from haicap.measures.lake import compact as compacting
from haicap.measures.lake.append import AT_ONCE, written
from haicap.measures.lake.manifest import Lake, LiveFile, Manifest, Position
from haicap.measures.lake.rebuild import START, Bulk, Tick

_HEAD = """
SELECT xid, id FROM journal_entry WHERE xid < journal_horizon()
ORDER BY xid DESC, id DESC LIMIT 1
"""
_BETWEEN = """
SELECT * FROM journal_entry WHERE (xid, id) > (%s, %s) AND (xid, id) <= (%s, %s)
ORDER BY xid, id LIMIT %s
"""


def rebuild(lake: Lake, *, tick: Tick) -> Manifest:
    """
    Make the whole lake anew; the follower goes on from its end.

    What the follower read meanwhile beyond that end is written again. Readers see the old
    lake until the new one is complete.
    """
    with lake.arranging(wait=True):
        made = Bulk(lake, _head(), None, tick)
        files = made.write()
        with transaction.atomic(durable=True):
            cursor = _locked()
            rest = _appended(lake, made.position, cursor.position())
            position = max(made.position, cursor.position())
            manifest = Manifest(position, is_rebuilt=True, files=(*files, *rest))
            lake.publish(manifest)
            _move(position)
        lake.sweep()
        return manifest


def rebuild_month(lake: Lake, month: str, *, tick: Tick) -> Manifest:
    """
    Make the files of one month anew, where one of them is damaged.

    :raises LakeOutOfStep: if the lake and its follower are not at the same place
    """
    with lake.arranging(wait=True):
        before = _committed(lake)
        files = Bulk(lake, before.position, month, tick).write()
        kept = tuple(file for file in before.files if file.month != month)
        return _published(lake, before, (*kept, *files))


def compact(lake: Lake) -> Manifest:
    """
    Make few large files of many small ones: one for each month and family.

    :raises LakeOutOfStep: if the lake and its follower are not at the same place
    """
    with lake.arranging(wait=True):
        before = _committed(lake)
        return _published(lake, before, compacting.compacted(lake, before).files)


def _committed(lake: Lake) -> Manifest:
    cursor = Cursor.objects.filter(pk=FOLLOWER).first() or Cursor(name=FOLLOWER)
    return lake.manifest().upto(cursor.position())


def _published(lake: Lake, before: Manifest, files: tuple[LiveFile, ...]) -> Manifest:
    """Put files in the place of those before; what was appended meanwhile stays."""
    with transaction.atomic(durable=True):
        manifest = lake.manifest().upto(_locked().position())
        appended = [file for file in manifest.files if file not in before.files]
        manifest = replace(manifest, files=(*files, *appended))
        lake.publish(manifest)
    lake.sweep()
    return manifest


def _appended(lake: Lake, since: Position, until: Position) -> list[LiveFile]:
    """What the follower did meanwhile, written again from where the new files end."""
    found: list[LiveFile] = []
    while since < until:
        batch = list(Entry.objects.raw(_BETWEEN, [*since, *until, AT_ONCE]))
        end = (batch[-1].xid, batch[-1].pk) if batch else until
        found += written(lake, batch, since, end)
        since = end
    return found


def _head() -> Position:
    """The last entry that a follower could read now."""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        found: Position | None = cursor.fetchone()
    return found or START


def _locked() -> Cursor:
    Cursor.objects.bulk_create([Cursor(name=FOLLOWER)], ignore_conflicts=True)
    return Cursor.objects.select_for_update().get(pk=FOLLOWER)


def _move(position: Position) -> None:
    Cursor.objects.filter(pk=FOLLOWER).update(xid=position[0], entry_id=position[1])
