"""Bulk loading by COPY: the fast road for reference data and drills."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def copy_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """
    Append rows to the model's table; answers how many.

    ``columns`` are database columns (``parent_id``), values are what psycopg adapts.
    Defaults of Django do not apply: every column without a database default must be given.
    """
    names = ", ".join(f'"{c}"' for c in columns)
    count = 0
    with connection.cursor() as cursor:
        sql = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        with cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)
                count += 1
    return count


def reset_sequence(model: type[models.Model]) -> None:
    """Let the identity column go on after the largest id that was copied in."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608
            f'(SELECT coalesce(max(id), 1) FROM "{table}"))'
        )
