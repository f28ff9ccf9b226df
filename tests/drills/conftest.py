"""A scenario in which rare things are common, and databases in which drills commit."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from haicap.drills import scenario
from tests import conftest

RARE: dict[str, Any] = {
    "endings": {
        "refused": 0.04, "withdrawn_before": 0.03, "withdrawn": 0.03, "stopped": 0.03,
    },
    "waiting": {
        "supplement_before": 0.02, "supplement": 0.02, "payment": 0.02, "suspended": 0.02,
    },
    "interludes": {
        "supplement_before": 0.08, "supplement": 0.08, "payment": 0.08, "suspended": 0.08,
        "sent_back": 0.08,
    },
    "reappointed_of_late": 0.8, "rejected": 0.2, "rated": 0.4,
}  # fmt: skip


@pytest.fixture
def eventful(monkeypatch: pytest.MonkeyPatch) -> scenario.Scenario:
    """Everything that can happen happens often."""
    usual = scenario.read()
    assumed = dataclasses.replace(usual.assumed, **RARE)
    told = dataclasses.replace(usual, assumed=assumed)
    monkeypatch.setattr(scenario, "read", lambda: told)
    return told


@pytest.fixture
def another_db(committed_db: str, django_db_setup: str) -> Iterator[str]:
    """The name of a second database as it was before anything happened."""
    name = f"{committed_db}_other"
    conftest._clone(django_db_setup, name)
    yield name
    conftest._use(committed_db)
    conftest._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    assert connection.settings_dict["NAME"] == committed_db
