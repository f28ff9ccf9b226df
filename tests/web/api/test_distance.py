"""Distances and plans, for programs of those who may see the board."""

from typing import Any

import pytest

from tests import given
from tests.web.api.client import Program

pytestmark = pytest.mark.django_db

ON: Any = {"on": "2026-01-01"}


@pytest.fixture
def program() -> Program:
    return Program(given.officer("leader", None, "boss"))


def test_the_country(program: Program) -> None:
    found = program.get("/distances", **ON)

    assert len(found["units"]) == 34
    assert found["compare"] == "2025-06-30"
    assert found["total"]["now"]["mean_km"] < found["total"]["before"]["mean_km"]


def test_a_province_beside_another_day(program: Program) -> None:
    found = program.get("/distances/40", compare="2025-07-01", **ON)

    assert found["total"]["code"] == "40"
    assert found["total"]["more_km"] == 0


def test_a_plan(program: Program) -> None:
    found = program.get("/distances/40/plan", points=3, beyond=5, **ON)

    assert len(found["suggestions"]) == 3
    assert found["beyond_then"] < found["beyond_now"]
    assert found["is_proved_best"] is True


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/distances?on=2019-01-01", 422, "invalid"),
        ("/distances/99?on=2026-01-01", 404, "units.no-territory"),
        ("/distances/40/plan?points=0", 422, "invalid-fields"),
        ("/distances/40/plan?points=999&on=2026-01-01", 422, "measures.too-many-points"),
        ("/distances/40/plan?on=2025-06-30", 422, "invalid"),
        ("/distances/40/plan?beyond=0", 422, "invalid-fields"),
    ],
)
def test_refuses(program: Program, address: str, status: int, kind: str) -> None:
    assert program.get(address, status)["type"] == kind


def test_is_for_those_who_may_see_the_board() -> None:
    clerk = Program(given.officer("receptionist", given.centre(), "clerk"))

    assert clerk.get("/distances", 403)["type"] == "not-allowed"
    assert Program().get("/distances/40/plan", 401)
