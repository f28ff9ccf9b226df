"""Writing facts down, and sealing them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import Actor
from haicap.common.errors import Refused
from haicap.journal import follow
from haicap.journal.facts import data_of, kind_of
from haicap.journal.hashing import ZERO, hash_of, hasher, seal_hash
from haicap.journal.models import Cursor, Entry, Seal, Shift

SEALER = "seal"  # the name of the sealing follower
SEALED_AT_ONCE = 2000
COPIED_AT_ONCE = 10_000

_INSERT = """
INSERT INTO journal_entry (kind, about, agency_id, by_id, at, recorded_at, data, hash)
VALUES (%(kind)s, %(about)s, %(agency_id)s, %(by_id)s, %(at)s, %(recorded_at)s,
    %(data)s::jsonb, %(hash)s)
RETURNING id
"""


COPY = """
COPY journal_entry (kind, about, agency_id, by_id, at, recorded_at, data, hash) FROM STDIN
"""


class SealRefused(Refused):
    """The end of the chain is not where the sealer left it."""

    code = "journal.seal-refused"
    message = _(
        "The sealer has read to entry %(read)s, but the last seal ends at entry"
        " %(sealed)s. Run “haicap journal verify”."
    )


def record(
    something: object,
    *,
    about: str,
    agency_id: int | None,
    by: Actor | None,
    at: datetime,
) -> Entry:
    """
    Append a fact; call it inside the transaction of the change it tells of.

    ``by`` is None when the program itself acted (a decree taking effect, a timer).

    :raises RuntimeError: outside a transaction, where fact and change could part
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A fact is recorded in the transaction of its change.")
    said: dict[str, Any] = {
        "kind": kind_of(something),
        "about": about,
        "agency_id": agency_id,
        "by_id": by.pk if by is not None else None,
        "at": at,
        "recorded_at": datetime.now(UTC),
        "data": data_of(something),
    }
    entry = Entry(**said, hash=hash_of(**said))
    # By hand, because every action waits for this: half the time of a save().
    row = {**said, "data": json.dumps(said["data"]), "hash": entry.hash}
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
        entry.pk = cursor.fetchone()[0]
    entry._state.adding = False
    return entry


def record_many(
    told: Iterable[tuple[object, str, int | None]],
    *,
    by: Actor | None,
    at: datetime,
) -> int:
    """
    Append one fact for each thing of a great change; answers how many.

    Each is (fact, what it is about, agency), hashed as ``record`` does, brought in by COPY.

    :raises RuntimeError: outside a transaction, where facts and change could part
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Facts are recorded in the transaction of their change.")
    who = by.pk if by is not None else None
    now = datetime.now(UTC)
    hashed = hasher(by_id=who, at=at, recorded_at=now)
    moments = f"{at.isoformat()}\t{now.isoformat()}"

    def lines() -> Iterator[str]:
        for something, about, agency_id in told:
            kind = kind_of(something)
            text, own = hashed(kind, about, agency_id, data_of(something))
            # The text form of COPY: \\N is null, and a backslash is written twice.
            said = text.replace("\\", "\\\\")
            yield (
                f"{kind}\t{about}\t{_copied(agency_id)}\t{_copied(who)}\t{moments}\t{said}"
                f"\t\\\\x{own.hex()}\n"
            )

    waiting, total = lines(), 0
    # Read first, write then: who tells the facts may ask the database for them.
    while batch := list(islice(waiting, COPIED_AT_ONCE)):
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            copy.write("".join(batch))
        total += len(batch)
    return total


def _copied(value: int | None) -> str:
    return r"\N" if value is None else str(value)


def seal(at: datetime, *, tick: Callable[[int], None] | None = None) -> int:
    """Seal all that is committed and not yet sealed; answers how many entries."""
    total = 0
    while count := follow.advance(
        SEALER, partial(_append_seal, at=at), limit=SEALED_AT_ONCE
    ):
        total += count
        if tick is not None:
            tick(count)
    return total


def seal_entries(entries: Sequence[Entry]) -> None:
    """Seal one batch: what the sealing follower does."""
    _append_seal(entries, at=datetime.now(UTC))


def adopt() -> int:
    """
    Go on with a journal that was restored into another PostgreSQL; answers the shift.

    Transaction numbers begin anew in a new server, and followers read in their order.
    The shift lifts the new ones above all that the journal holds. Until it is done the
    database refuses new facts rather than hide them behind a cursor.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE journal_entry IN EXCLUSIVE MODE")
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            now = int(cursor.fetchone()[0])
        shift = Shift.objects.select_for_update().get()
        highest = max(
            Entry.objects.aggregate(top=Max("xid"))["top"] or 0,
            Cursor.objects.aggregate(top=Max("xid"))["top"] or 0,
        )
        if now + shift.by <= highest:
            shift.by = highest - now + 1
            shift.save()
        return shift.by


def _append_seal(entries: Sequence[Entry], at: datetime) -> None:
    last = Seal.objects.order_by("-pk").first()
    read = Cursor.objects.get(pk=SEALER).position()
    if read != (last.position() if last is not None else (0, 0)):
        raise SealRefused(read=read[1], sealed=last.last_id if last is not None else 0)
    end = entries[-1]
    number = last.pk + 1 if last is not None else 1
    Seal.objects.create(
        number=number,
        count=len(entries),
        last_xid=end.xid,
        last_id=end.pk,
        sealed_at=at,
        hash=seal_hash(
            bytes(last.hash) if last is not None else ZERO,
            number=number,
            count=len(entries),
            position=(end.xid, end.pk),
            sealed_at=at,
            entries=((e.xid, e.pk, bytes(e.hash)) for e in entries),
        ),
    )
