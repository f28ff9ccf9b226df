"""The journal cannot be edited, not even with SQL."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection

from haicap.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    now = datetime(2025, 7, 1, tzinfo=UTC)
    return Entry.objects.create(
        kind="test", about="test:1", at=now, recorded_at=now, data={}, hash=b""
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET kind = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
    ],
)
def test_the_database_refuses(entry: Entry, sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(sql)
