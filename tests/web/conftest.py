"""What the pages of signed-in people need."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from time_machine import Traveller

from haicap.accounts.models import User
from tests import given as world
from tests.web import given


@pytest.fixture
def files_kept_here(tmp_path: Any, settings: Any) -> None:
    """Keep uploads in a folder of the test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


@pytest.fixture
def an(client: Client, files_kept_here: None) -> User:
    """An, signed in, reading English, with a procedure that can be sent online."""
    person = world.citizen()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    given.version()
    return person


@pytest.fixture
def monday() -> Iterator[Traveller]:
    """Monday 7 July 2025, nine o'clock; ``move_to`` goes on."""
    with time_machine.travel(world.MONDAY, tick=False) as clock:
        yield clock
