"""Writers and followers with connections of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection, transaction

from haicap.journal import actions
from haicap.journal.models import Entry
from tests.journal.facts_for_tests import Happened

AT = datetime(2025, 7, 1, 1, 30, 0, 123456, tzinfo=UTC)

Start = Callable[..., "Future[Any]"]


def write(number: int, about: str = "test:1") -> Entry:
    """Record one fact in a transaction."""
    with transaction.atomic():
        return actions.record(Happened(number), about=about, agency_id=7, by=None, at=AT)


def url_of(database: str) -> str:
    """The address of a cloned database, for a process of its own."""
    import os

    parts = urlsplit(os.environ["DATABASE_URL"])
    assert settings.DATABASES["default"]["NAME"] == database
    return urlunsplit(parts._replace(path=f"/{database}"))


@pytest.fixture
def start() -> Iterator[Start]:
    """Run a function in a thread with its own connection; gives its future."""
    with ThreadPoolExecutor(16) as pool:

        def run(do: Callable[..., Any], *args: Any) -> Any:
            try:
                return do(*args)
            finally:
                connection.close()

        yield lambda do, *args: pool.submit(run, do, *args)
