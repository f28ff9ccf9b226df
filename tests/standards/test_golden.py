"""The law's numbers, one worked example a line: golden.csv for points, least.csv for standards."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from haicap.standards.judging import judge
from haicap.standards.names import amount
from haicap.standards.rules import classes_on, standards_on
from haicap.standards.scoring import score

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(row: Row) -> dict[str, Fraction]:
    pairs = (each.split("=") for each in row["values"].split())
    return {name: amount(name, said) for name, said in pairs}


def named(row: Row) -> str:
    return " ".join((row["document"], row["kind"], row["values"]))


@pytest.mark.parametrize("row", rows("golden.csv"), ids=named)
def test_points(row: Row) -> None:
    rules = classes_on(date.fromisoformat(row["on"]))
    found = score(rules, row["kind"], values(row))

    assert rules.document == row["document"]
    assert found is not None
    line = next(e for e in found.lines if e.criterion.code == row["criterion"])
    least, dots, most = row["points"].partition("..")
    assert line.points.least == Fraction(least)
    upper = most if dots else least
    assert line.points.most == (None if upper == "?" else Fraction(upper))
    assert line.clause == row["clause"]


@pytest.mark.parametrize("row", rows("least.csv"), ids=named)
def test_standards(row: Row) -> None:
    rules = standards_on(date.fromisoformat(row["on"]))
    table = rules.table(row["kind"])

    assert rules.document == row["document"]
    assert table is not None
    judged = judge(table, values(row))
    found = next(e for e in judged if e.requirement.value == row["standard"])
    assert (found.lowest, found.highest) == (
        Fraction(row["lowest"]),
        Fraction(row["highest"]),
    )
    assert found.clause == row["clause"]
