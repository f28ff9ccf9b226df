"""Ids of our own in tables that others write to as well."""

from django.db import connection, models, transaction


def reserve(model: type[models.Model], count: int) -> int:
    """
    Take so many ids that follow each other from the table's sequence; gives the first.

    Whoever inserts takes a number while holding a lock that ours excludes, so nobody's
    number falls into the block. What is not used is a gap, as sequences have them.
    """
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
        cursor.execute(
            "SELECT setval(s, nextval(s) + %s) - %s"
            " FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS s) x",
            [count, count, table],
        )
        return int(cursor.fetchone()[0])
