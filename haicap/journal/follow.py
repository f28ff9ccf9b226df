"""
Following the journal: from an own cursor, in commit order, losing nothing.

On PostgreSQL a smaller id may be committed later than a larger one. So the order is
``(xid, id)``, and a reader stops below the oldest transaction that is still running
(``journal_horizon``): nothing can appear behind it any more. A transaction that is left
open therefore delays the followers, and never makes them lose anything.

The work of a follower and the move of its cursor are one transaction: exactly once into
our own database. Who follows stands in ``config/reactions.py``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from haicap.common.errors import NotFound
from haicap.journal.models import Cursor, Entry

Handler = Callable[[Sequence[Entry]], None]

_NEXT = """
SELECT * FROM journal_entry
WHERE (xid, id) > (%s, %s) AND xid < journal_horizon()
ORDER BY xid, id LIMIT %s
"""


@dataclass(frozen=True)
class Follower:
    """
    What happens to each batch of facts.

    ``limit`` is the size of a batch; ``pause`` the least time in seconds between two
    batches that are not full, for work that should not be done in crumbs.
    """

    handle: Handler
    limit: int = 500
    pause: float = 0.0


def when(reactions: Mapping[str, Callable[[Entry], None]]) -> Handler:
    """Make a handler that calls, for each entry, what its kind is mapped to."""

    def handle(entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry.kind in reactions:
                reactions[entry.kind](entry)

    return handle


def followers() -> dict[str, Follower]:
    """Give the followers of this program (``settings.HAICAP_FOLLOWERS``)."""
    table: dict[str, Follower] = import_string(settings.HAICAP_FOLLOWERS)
    return table


def follower(name: str) -> Follower:
    """
    Give one follower.

    :raises NotFound: if the table has none of that name
    """
    if name not in followers():
        raise NotFound(what="follower", value=name)
    return followers()[name]


def advance(name: str, handle: Handler, *, limit: int = 500) -> int:
    """
    Handle the next batch and move the cursor, both or neither; answers how many entries.

    Nought means that there is nothing to do now, or that another process is doing it.
    What the handler raises passes through, and the cursor stays where it was.
    """
    with transaction.atomic(durable=True):
        cursor = _claim(name)
        if cursor is None:
            return 0
        batch = list(Entry.objects.raw(_NEXT, [*cursor.position(), limit]))
        if not batch:
            return 0
        handle(batch)
        end = batch[-1]
        Cursor.objects.filter(pk=name).update(xid=end.xid, entry_id=end.pk)
        return len(batch)


def rebuild(name: str) -> None:
    """
    Let the follower read everything again from the first entry.

    What it made of the entries before is for the caller to clear, in one transaction
    with this. A follower at work is waited for.
    """
    with transaction.atomic():
        Cursor.objects.select_for_update().filter(pk=name).update(xid=0, entry_id=0)


def behind(name: str) -> int:
    """Count the committed entries that the follower has not handled."""
    cursor = Cursor.objects.filter(pk=name).first() or Cursor(name=name)
    xid, entry_id = cursor.position()
    return Entry.objects.filter(Q(xid__gt=xid) | Q(xid=xid, pk__gt=entry_id)).count()


def _claim(name: str) -> Cursor | None:
    """Lock the cursor; None when another process has it."""
    free = Cursor.objects.select_for_update(skip_locked=True)
    cursor = free.filter(pk=name).first()
    if cursor is None and not Cursor.objects.filter(pk=name).exists():
        Cursor.objects.bulk_create([Cursor(name=name)], ignore_conflicts=True)
        cursor = free.filter(pk=name).first()
    return cursor
