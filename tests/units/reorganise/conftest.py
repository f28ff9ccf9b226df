"""A database with a small country of its own, or with none yet."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests import conftest
from tests.units.reorganise import small


@pytest.fixture(scope="module")
def no_country(
    django_db_setup: str, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[str]:
    """A database without units, for the tests of a module."""
    name = f"test_haicap_{worker_id}_small"
    with django_db_blocker.unblock():
        shared = connection.settings_dict["NAME"]
        conftest._clone(django_db_setup, name)
        conftest._use(name)
        small.empty()
        yield name
        conftest._use(shared)
        conftest._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def country(no_country: str) -> Iterator[small.Country]:
    """Two provinces of three communes each; undone after the test."""
    # Posts are asked about on today's day: let it be the morning after.
    morning = time_machine.travel(small.NIGHT + timedelta(hours=8), tick=False)
    with morning, transaction.atomic():
        yield small.found({"10": ["10001", "10002", "10003"], "20": ["20001", "20002"]})
        transaction.set_rollback(True)
