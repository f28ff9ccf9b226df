"""
Sealing very many facts: the chain that ``journal.actions.seal`` makes, column by column.

What is hashed stands in ``journal.hashing``; ``haicap journal verify`` holds every seal
against it. An entry costs a fraction of a microsecond here, where a row of its own costs
twenty.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, transaction

from haicap.drills.database import conninfo
from haicap.journal.actions import SEALED_AT_ONCE, SEALER, SealRefused
from haicap.journal.hashing import ZERO, canonical
from haicap.journal.models import Cursor, Seal

AT_ONCE = 1_000 * SEALED_AT_ONCE  # of one transaction
UNSEALED = """
SELECT xid, id, hash FROM journal_entry
WHERE (xid, id) > ({xid}, {id}) AND xid < {horizon} ORDER BY xid, id LIMIT {limit}
"""


def seal_quickly(
    *, tick: Callable[[int], None] = lambda count: None, at: datetime
) -> int:
    """
    Seal all that is committed and not yet sealed; answers how many entries.

    :raises SealRefused: if the end of the chain is not where the sealer left it
    """
    total = 0
    while count := _seal_some(at):
        total += count
        tick(count)
    return total


@transaction.atomic
def _seal_some(at: datetime) -> int:
    Cursor.objects.get_or_create(name=SEALER)
    cursor = Cursor.objects.select_for_update().get(name=SEALER)
    last = Seal.objects.order_by("-pk").first()
    if cursor.position() != (last.position() if last is not None else (0, 0)):
        sealed = last.last_id if last is not None else 0
        raise SealRefused(read=cursor.entry_id, sealed=sealed)
    number = last.pk if last is not None else 0
    before = bytes(last.hash) if last is not None else ZERO
    made: list[Seal] = []
    for entries in _batches(cursor.position()):
        seal = _seal(entries, before, number + len(made) + 1, at)
        before = bytes(seal.hash)
        made.append(seal)
    if not made:
        return 0
    Seal.objects.bulk_create(made, batch_size=1000)
    xid, entry_id = made[-1].position()
    Cursor.objects.filter(pk=SEALER).update(xid=xid, entry_id=entry_id)
    return sum(seal.count for seal in made)


def _batches(position: tuple[int, int]) -> Iterator[Any]:
    """The next entries in commit order, so many as one seal takes at a time."""
    with connection.cursor() as cursor:
        # The horizon of this transaction: nothing can appear below it any more.
        cursor.execute("SELECT journal_horizon()")
        horizon = cursor.fetchone()[0]
    query = UNSEALED.format(
        xid=position[0], id=position[1], horizon=horizon, limit=AT_ONCE
    )
    with (
        closing(adbc.connect(conninfo())) as session,
        closing(session.cursor()) as cursor,
    ):
        cursor.execute(query)
        table = cursor.fetch_arrow_table()
    for begin in range(0, table.num_rows, SEALED_AT_ONCE):
        yield table.slice(begin, SEALED_AT_ONCE)


def _seal(entries: Any, before: bytes, number: int, at: datetime) -> Seal:
    count = entries.num_rows
    position = (entries["xid"][count - 1].as_py(), entries["id"][count - 1].as_py())
    said = [
        number,
        count,
        *position,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]
    digest = hashlib.sha256(before)
    digest.update(canonical(said))
    colon = pa.scalar(b":", pa.binary())
    lines = pc.binary_join_element_wise(
        _digits(entries["xid"]), _digits(entries["id"]), entries["hash"], colon
    )
    for chunk in lines.chunks:
        digest.update(b"".join(chunk.to_pylist()))
    return Seal(
        number=number,
        count=count,
        last_xid=position[0],
        last_id=position[1],
        sealed_at=at,
        hash=digest.digest(),
    )


def _digits(column: Any) -> Any:
    return pc.cast(pc.cast(column, pa.string()), pa.binary())
