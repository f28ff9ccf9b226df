"""``haicap observe``: listing, deriving and declaring figures."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from haicap.cli import haicap
from haicap.measures.models import Observation

pytestmark = pytest.mark.django_db

WANTED = [
    "declare", "online", "--definition", "34-provinces", "--unit", "38",
    "--since", "2025-07-01", "--to", "2025-08-23", "--source", "Báo cáo của tỉnh",
]  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(haicap, ["observe", *words])


def said(*words: str) -> dict[str, Any]:
    told = run(*words, "--json")
    assert told.exit_code == 0, told.output
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_lists_the_figures_of_a_measure_with_definition_and_source() -> None:
    found = said("list", "--measure", "online")["figures"]

    assert [(each["definition"], each["value"]) for each in found] == [
        ("34-provinces", 0.738),
        ("index-766", 0.6647),
        ("national-total", 0.747),
    ]
    assert all(each["source"] and each["definition_text"] for each in found)
    assert found[2]["last"] == "2025-08-19"


def test_lists_the_figures_of_a_unit() -> None:
    found = said("list", "--unit", "11")["figures"]

    assert [(each["measure"], each["value"]) for each in found] == [("received", 14922)]
    assert said("list", "--unit", "VN")["figures"]


def test_speaks_to_people() -> None:
    told = run("list", "--measure", "training-bridges")
    assert told.exit_code == 0, told.output
    assert "more than 3,300" in told.output

    told = run("derived", "resolved-less-paid")
    assert told.exit_code == 0, told.output
    assert "25,365" in told.output


def test_derives() -> None:
    assert len(said("derived")["derived"]) > 40
    (found,) = said("derived", "without-car")["derived"]

    assert (found["numerator"], found["denominator"]) == (354, 3321)
    assert found["figures"] == ["communes-without-car@2025-08-23", "communes@2025-07-01"]


def test_declares_and_restates() -> None:
    (first,) = said(*WANTED, "--value", "0.80")["figures"]
    (second,) = said(*WANTED, "--value", "0.81", "--restates", str(first["id"]))[
        "figures"
    ]

    standing = said("list", "--measure", "online", "--unit", "38")["figures"]
    assert [each["id"] for each in standing] == [second["id"]]
    everything = said("list", "--measure", "online", "--unit", "38", "--all")["figures"]
    assert {each["id"]: each["restated_by"] for each in everything} == {
        first["id"]: second["id"],
        second["id"]: None,
    }


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--value", "many"], "is not a number"),
        (["--value", "0.8", "--as-of", "soon"], "is not a day"),
    ],
)
def test_bad_words_are_refused(more: list[str], message: str) -> None:
    before = Observation.objects.count()

    told = run(*WANTED, *more)

    assert told.exit_code == 2
    assert message in told.output
    assert Observation.objects.count() == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--value", "0.8", "--by", "nobody"], "not-found"),
        (["--value", "0.8", "--restates", "999999"], "not-found"),
        (["--value", "8"], "invalid"),
    ],
)
def test_what_breaks_a_rule_is_refused(more: list[str], code: str) -> None:
    told = run(*WANTED, *more)

    assert getattr(told.exception, "code", None) == code
