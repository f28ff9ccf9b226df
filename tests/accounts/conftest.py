"""The day is 1 September 2025; the table of roles is small and the tests' own."""

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django.fixtures import Settings

from haicap.accounts.permissions import MANAGE
from haicap.accounts.roles import Role
from haicap.units.models import Agency
from tests.accounts.world import NOW, agency

ROLES: dict[str, frozenset[str]] = {
    Role.RECEPTIONIST: frozenset({"test.receive"}),
    Role.SPECIALIST: frozenset({"test.process"}),
    Role.LEADER: frozenset({MANAGE, "test.receive"}),
    Role.REGISTRAR: frozenset({MANAGE, "test.register"}),
}


@pytest.fixture(autouse=True)
def small_world(settings: Settings) -> Iterator[None]:
    settings.HAICAP_ROLES = "tests.accounts.conftest.ROLES"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def province(db: None) -> Agency:
    return agency("T1")


@pytest.fixture
def commune(province: Agency) -> Agency:
    return agency("T1.1", province)


@pytest.fixture
def neighbour(province: Agency) -> Agency:
    return agency("T1.2", province)
