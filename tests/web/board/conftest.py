"""A lake, and a leader of the whole nation who reads English."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from haicap.accounts.models import User
from haicap.measures.lake.manifest import Lake
from tests import given
from tests.web.board.world import Writer, fill


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests, so that what was computed once is known to the next."""
    return tmp_path_factory.mktemp("board")


@pytest.fixture
def lake(db: None, settings: Settings, folder: Path) -> Lake:
    """The lake of ``world.fill``; no test changes it."""
    settings.HAICAP_LAKE = str(folder / "lake")
    found = Lake(settings.HAICAP_LAKE)
    if not found.manifest().files:
        writer = Writer()
        fill(writer)
        writer.write(found)
    return found


@pytest.fixture
def no_lake(db: None, settings: Settings, tmp_path: Path) -> None:
    """No lake at all."""
    settings.HAICAP_LAKE = str(tmp_path / "none")


@pytest.fixture
def boss(client: Client) -> User:
    """A leader of the nation, signed in, reading English."""
    person = given.officer("leader", None, "boss")
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return person
