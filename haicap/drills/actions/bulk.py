"""
Indexes and constraints out of the way of a great load, and back again.

Each is dropped in one transaction with the note of how to make it again, and made again in
one transaction with the end of the note: killed at any point, ``put_back`` finishes. Foreign
keys are made again unproven and then proven, so that two sessions can work side by side.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

import psycopg
from django.db import connection, transaction

from haicap.drills.models import SetAside

SESSIONS = 2
MEMORY = "768MB"  # for sorting, of each session

# What lies on a table: plain indexes; the indexes of keys; the keys; the foreign keys.
INDEXES = """
SELECT t.relname, i.relname, pg_get_indexdef(x.indexrelid), c.conname, c.contype
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
  JOIN pg_class t ON t.oid = x.indrelid
  LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype IN ('p', 'u')
 WHERE t.relname = ANY(%s) AND t.relnamespace = current_schema()::regnamespace
 ORDER BY t.relpages DESC, t.relname, i.relname
"""
FOREIGN_KEYS = """
SELECT t.relname, c.conname, pg_get_constraintdef(c.oid)
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
  JOIN pg_class r ON r.oid = c.confrelid
 WHERE c.contype = 'f' AND (t.relname = ANY(%s) OR r.relname = ANY(%s))
   AND t.relnamespace = current_schema()::regnamespace
 ORDER BY t.relname, c.conname
"""
BUILD, ATTACH, LINK, PROVE, LAST = range(5)


@transaction.atomic
def set_aside(tables: Sequence[str]) -> int:
    """Drop what slows a load of the tables down, and write down how to make it again."""
    names = list(tables)
    notes: list[SetAside] = []
    with connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS, [names, names])
        for table, name, definition in cursor.fetchall():
            notes += _foreign_key(table, name, definition)
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        cursor.execute(INDEXES, [names])
        for table, name, definition, key, kind in cursor.fetchall():
            notes.append(_note(table, name, definition, BUILD))
            if key is None:
                cursor.execute(f'DROP INDEX "{name}"')
                continue
            word = "PRIMARY KEY" if kind == "p" else "UNIQUE"
            attach = f'ALTER TABLE "{table}" ADD CONSTRAINT "{key}" {word} USING INDEX "{name}"'
            notes.append(_note(table, f"{key} (key)", attach, ATTACH))
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{key}"')
        for table in names:
            # Nobody needs to tidy up behind a load of new rows.
            cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')
            reset = f'ALTER TABLE "{table}" RESET (autovacuum_enabled)'
            notes.append(_note(table, "autovacuum", reset, LAST))
    SetAside.objects.bulk_create(notes)
    return len(notes)


def _foreign_key(table: str, name: str, definition: str) -> list[SetAside]:
    add = f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition} NOT VALID'
    prove = f'ALTER TABLE "{table}" VALIDATE CONSTRAINT "{name}"'
    return [
        _note(table, name, add, LINK),
        _note(table, f"{name} (proof)", prove, PROVE),
    ]


def _note(table: str, name: str, definition: str, order: int) -> SetAside:
    return SetAside(table=table, name=name, definition=definition, order=order)


def put_back(conninfo: str, tick: Callable[[str], None]) -> None:
    """Make everything again that is still set aside; ``tick`` is told each that is done."""
    notes = list(SetAside.objects.order_by("order", "pk"))
    for order, group in groupby(notes, key=lambda note: note.order):
        with ThreadPoolExecutor(SESSIONS) as pool:
            lots = _lots(order, list(group))
            for done in [pool.submit(_make, conninfo, lot, tick) for lot in lots]:
                done.result()


def _lots(order: int, notes: list[SetAside]) -> list[list[SetAside]]:
    """What may be done side by side: each index; the proofs of each table; else nothing."""
    if order == BUILD:
        return [[note] for note in notes]
    if order == PROVE:
        by_table: dict[str, list[SetAside]] = {}
        for note in notes:
            by_table.setdefault(note.table, []).append(note)
        return list(by_table.values())
    return [notes]


def _make(conninfo: str, notes: list[SetAside], tick: Callable[[str], None]) -> None:
    with psycopg.connect(conninfo) as session:
        session.execute(f"SET maintenance_work_mem = '{MEMORY}'")
        session.execute("SET max_parallel_maintenance_workers = 0")
        session.execute("SET synchronous_commit = off")
        session.commit()
        for note in notes:
            session.execute(note.definition.encode())
            session.execute("DELETE FROM drills_setaside WHERE id = %s", [note.pk])
            session.commit()
            tick(f"{note.table}.{note.name}")


def set_aside_once(tables: Sequence[str]) -> None:
    """Set aside, unless an interrupted drill did before."""
    if not SetAside.objects.exists():
        set_aside(tables)


def left() -> int:
    """How much is still to be put back."""
    return SetAside.objects.count()


def analyse(tables: Sequence[str]) -> None:
    """Tell the planner what is there now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(f'"{table}"' for table in tables))
