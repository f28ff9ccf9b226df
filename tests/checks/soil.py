"""Ground in which faults can be planted: the database's own guards are taken off."""

from typing import Any

from django.db import connection

GUARDS = """
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I CASCADE', t.relname, c.conname)
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
 WHERE c.contype IN ('c', 'x', 'u') AND t.relnamespace = 'public'::regnamespace
   AND t.relname = %s
UNION ALL
SELECT format('DROP INDEX %%I', i.relname)
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
  JOIN pg_class t ON t.oid = x.indrelid
 WHERE x.indisunique AND NOT x.indisprimary AND t.relname = %s
   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid)
"""
NEEDED = """
SELECT column_name, data_type FROM information_schema.columns
 WHERE table_name = %s AND is_nullable = 'NO' AND column_default IS NULL
   AND is_identity = 'NO'
"""
ANYTHING: dict[str, object] = {
    "boolean": False,
    "date": "2025-07-01",
    "jsonb": "[]",
    "timestamp with time zone": "2025-07-07T09:00:00+07",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "bytea": b"",
    "numeric": 1,
    "double precision": 0,
}


def bare(*tables: str) -> None:
    """Take away the constraints and triggers of the tables until the test is undone."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(GUARDS, [table, table])
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)
        # Foreign keys and triggers are silent for a replica.
        cursor.execute("SET LOCAL session_replication_role = replica")


def sql(statement: str, **values: Any) -> None:
    """Do as it says; there must be a row that it touches."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        assert cursor.rowcount > 0, f"nothing was planted by {statement}"


def row(table: str, /, **values: Any) -> None:
    """Add a row; what is needed and not given gets something of its type."""
    with connection.cursor() as cursor:
        cursor.execute(NEEDED, [table])
        for column, kind in cursor.fetchall():
            if column not in values:
                numbers = kind in ("integer", "bigint", "smallint")
                values[column] = 0 if numbers else ANYTHING.get(kind, "")
        names = ", ".join(f'"{name}"' for name in values)
        places = ", ".join(f"%({name})s" for name in values)
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
