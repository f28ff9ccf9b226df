"""One batch, one transaction: counters locked, rows written by COPY, the batch ticked off."""

import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import numpy as np
import pyarrow as pa

from haicap.drills.choices import Odds, choose
from haicap.drills.plan import Part
from haicap.drills.rows import MOST, TABLES, CounterKey, Props, Written, write
from haicap.drills.stories import tell
from haicap.journal.models import Entry
from haicap.workdays.timeline import day_number, day_of

ENTRIES = Entry._meta.db_table
LOCKED = """
SELECT agency_id, day, last FROM dossiers_counter
WHERE agency_id IN ({agencies}) AND day BETWEEN '{since}' AND '{until}' FOR UPDATE
"""
COUNTED = """
INSERT INTO dossiers_counter (agency_id, day, last) VALUES {rows}
ON CONFLICT (agency_id, day) DO UPDATE SET last = excluded.last
"""
TODO = """
SELECT id FROM drills_batch
WHERE drill_id = {drill} AND number = {number} AND done_at IS NULL FOR UPDATE
"""
TICKED = """
UPDATE drills_batch SET done_at = now(), rows = {rows}
WHERE drill_id = {drill} AND number = {number}
"""


@dataclass(frozen=True)
class Order:
    """What a worker must know of a drill: where the database is, and the first ids."""

    conninfo: str
    drill: int
    bases: Mapping[str, int]


@dataclass(frozen=True)
class Done:
    """What became of a batch, and what it took."""

    number: int
    dossiers: int
    rows: int
    drawing: float
    writing: float


def bases_of(part: Part, order: Order) -> dict[str, int]:
    """The first ids of a batch: after those that the batches before may use."""
    return {
        table: order.bases[table] + MOST[model] * part.before
        for table, model in TABLES.items()
    }


def carry_out(part: Part, props: Props, order: Order) -> Done:
    """Draw a batch and write it, all or nothing; nothing, if it is already there."""
    begun = time.perf_counter()
    told = tell(props.odds, part, choose(props.odds, part))
    with closing(adbc.connect(order.conninfo)) as connection:
        with closing(connection.cursor()) as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            if not _is_to_do(cursor, order, part):
                return Done(part.number, 0, 0, 0.0, 0.0)
            counters = _lock(cursor, props.odds, part)
            written = write(props, told, bases_of(part, order), counters)
            drawn = time.perf_counter()
            _pour(cursor, written)
            _count(cursor, counters)
            _tick(cursor, order, part, written)
        connection.commit()
    ended = time.perf_counter()
    return Done(part.number, part.dossiers, written.rows(), drawn - begun, ended - drawn)


def _is_to_do(cursor: Any, order: Order, part: Part) -> bool:
    """Lock the batch: a process that was left behind may still be at it."""
    cursor.execute(TODO.format(drill=order.drill, number=part.number))
    return cursor.fetchone() is not None


def _lock(cursor: Any, odds: Odds, part: Part) -> dict[CounterKey, int]:
    centres = np.unique(odds.world.centre[part.first : part.last])
    agencies = ", ".join(map(str, odds.world.agency_ids[centres].tolist()))
    since, until = odds.asked.since, odds.asked.until
    cursor.execute(LOCKED.format(agencies=agencies, since=since, until=until))
    return {(agency, day_number(day)): last for agency, day, last in cursor.fetchall()}


def _pour(cursor: Any, written: Written) -> None:
    cursor.execute("SELECT journal_xid()")
    xid = int(cursor.fetchone()[0])
    for table, batches in written.batches.items():
        if table == ENTRIES:
            batches = [_with_xid(batch, xid) for batch in batches]
        reader = pa.RecordBatchReader.from_batches(batches[0].schema, batches)
        cursor.adbc_ingest(table, reader, mode="append")


def _with_xid(batch: Any, xid: int) -> Any:
    column = pa.repeat(pa.scalar(xid, pa.int64()), batch.num_rows)
    return batch.append_column("xid", column)


def _count(cursor: Any, counters: Mapping[CounterKey, int]) -> None:
    rows: Sequence[tuple[int, date, int]] = [
        (agency, day_of(day), last) for (agency, day), last in counters.items()
    ]
    said = ", ".join(f"({agency}, '{day}', {last})" for agency, day, last in rows)
    if said:
        cursor.execute(COUNTED.format(rows=said))


def _tick(cursor: Any, order: Order, part: Part, written: Written) -> None:
    rows = written.rows()
    cursor.execute(TICKED.format(rows=rows, drill=order.drill, number=part.number))
