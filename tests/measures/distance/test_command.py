"""``haicap distance`` and ``haicap distance plan``, run as a person runs them."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from haicap.cli.distance import distance
from haicap.common.errors import Refused

pytestmark = pytest.mark.django_db

ON = ("--on", "2026-01-01")


@pytest.fixture(autouse=True)
def _ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haicap.cli.setup_django", lambda: None)
    monkeypatch.setenv("COLUMNS", "160")


def run(*words: str) -> Result:
    return CliRunner().invoke(distance, words)


def said(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_country_as_a_table() -> None:
    told = run(*ON)

    assert told.exit_code == 0, told.output
    assert "Straight-line distance in km to the centre of their commune" in told.stdout
    assert "Tỉnh Quảng Ninh" in told.stdout
    assert "The farthest communes" in told.stdout
    assert "their populations are not known here" in told.stdout
    assert "Branches and points whose seat is not known, left out: 42." in told.stdout


def test_in_vietnamese() -> None:
    told = run(*ON, "--lang", "vi")

    assert "đường thẳng" in told.stdout


def test_the_country_for_programs() -> None:
    found = said(*ON)

    assert found["distance"] == "straight-line"
    assert found["compare"] == "2025-06-30"
    assert found["seats_are_assumed"] is True
    assert len(found["units"]) == 34
    assert found["total"]["now"]["mean_km"] < found["total"]["before"]["mean_km"]


def test_a_province_beside_another_day() -> None:
    found = said("--province", "38", *ON, "--compare", "2025-07-01")

    assert found["compared_to"] == "centre-of-commune"
    assert len(found["units"]) == 166
    assert found["total"]["more_km"] == 0
    assert found["worst_communes"] == []


def test_a_plan_as_a_table_and_for_programs() -> None:
    asked = ("plan", "--province", "40", "--points", "3", *ON)
    told, found = run(*asked), said(*asked)

    assert "Proved: no other choice saves more." in told.stdout
    assert len(found["suggestions"]) == 3
    for each in found["suggestions"]:
        assert f"{each['name']} ({each['code']})" in told.stdout
    assert found["is_proved_best"] is True
    assert found["gap"] == 0
    assert found["then"]["mean_km"] < found["now"]["mean_km"]
    assert said(*asked) == found


def test_a_hasty_plan_says_what_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    from haicap.measures.distance import median, planning

    def hasty(*_args: Any) -> median.Choice:
        return median.Choice((0,), 1.0, 2.0)

    planning._made.cache_clear()
    monkeypatch.setattr(median, "choose", hasty)
    told = run("plan", "--province", "40", "--points", "3", *ON)
    planning._made.cache_clear()

    assert "Not proved: another choice may save 50.00% more." in told.stdout
    assert "More points would help nobody." not in told.stdout


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("--province", "99"), "no unit"),
        (("--province", "14758"), "two digits"),
        (("--on", "2019-01-01"), "nothing is known"),
        (("plan", "--province", "99", "--points", "1"), "no unit"),
        (("plan", "--province", "38", "--points", "0"), "at least one"),
        (("plan", "--province", "38", "--points", "-1"), "at least one"),
        (("plan", "--province", "38", "--points", "9999"), "at most"),
        (
            ("plan", "--province", "38", "--points", "1", "--on", "2025-06-30"),
            "no centres",
        ),
        (("plan", "--province", "38", "--points", "1", "--beyond", "0"), "above 0"),
    ],
)
def test_refuses_with_a_sentence(words: tuple[str, ...], rule: str) -> None:
    refused = run(*words).exception

    assert isinstance(refused, Refused)
    assert refused.status in (404, 422)
    assert rule in str(refused)
