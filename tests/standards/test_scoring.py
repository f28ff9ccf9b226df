"""Scores and classes of whole units: what is decided, what is not, and what is missing."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.standards.names import quantity
from haicap.standards.points import Points
from haicap.standards.rules import classes_on
from haicap.standards.scoring import Score, Values, score, total
from haicap.standards.table import Told

F = Fraction

DECREE = classes_on(date(2026, 1, 1))
OLD = classes_on(date(2025, 7, 2))
KINDS = ["province", "commune", "ward", "special_zone"]


def scored(kind: str, values: Values) -> Score:
    found = score(DECREE, kind, values)
    assert found is not None
    return found


def names(kind: str) -> list[str]:
    table = DECREE.table(kind)
    assert table is not None
    found = {name for each in table.criteria for name in each.names()}
    return sorted(found | {"priority_points", "special_conditions"})


def of(name: str) -> Any:
    """Values that a figure may have."""
    said = quantity(name)
    if said.told == Told.YES_NO:
        return st.sampled_from([F(0), F(1)])
    most = said.most if said.most is not None else F(100)
    return st.fractions(0, most if said.told == Told.POINTS else 10**6)


@st.composite
def known(draw: Any) -> tuple[str, dict[str, F], dict[str, F]]:
    """A kind of unit, all of its figures, and some of them."""
    kind = draw(st.sampled_from(KINDS))
    all_ = {name: draw(of(name)) for name in names(kind)}
    some = draw(st.sets(st.sampled_from(sorted(all_))))
    return kind, all_, {name: all_[name] for name in some}


class TestScore:
    def test_nothing_known_leaves_every_class_of_a_province_open(self) -> None:
        found = scored("province", {})

        assert found.decided == ""
        assert found.possible == ("I", "II", "III")
        # Ten points for any population and for any area, three for any budget.
        assert found.bare == Points(F(23), F(100))

    def test_names_every_figure_that_is_missing(self) -> None:
        found = scored("province", {"population": F(3_760_650)})

        assert found.missing == (
            "mountain",
            "area_km2",
            "shares_revenue",
            "central_share_percent",
            "own_revenue_percent",
            "development_points",
            "special_points",
            "priority_points",
        )

    def test_a_figure_that_makes_no_difference_is_not_missing(self) -> None:
        found = scored("province", {"population": F(9_000_000)})

        assert "mountain" not in found.missing

    def test_is_decided_when_what_is_missing_cannot_change_it(self) -> None:
        values = {
            "population": F(9_000_000),
            "area_km2": F(20_000),
            "development_points": F(20),
            "special_points": F(5),
        }
        found = scored("province", values)

        assert found.bare.least == 78
        assert found.decided == "I"
        assert "own_revenue_percent" in found.missing

    def test_points_that_a_person_gives_fill_what_is_not_published(self) -> None:
        filled = {f"{each}_points": F(15) for each in ("population", "area", "special")}
        found = scored("ward", {**filled, "development_points": F(20)})

        assert found.bare == Points(F(65), F(65))
        assert found.possible == ("I", "II")  # priority points are not known
        assert scored("ward", {**filled, "priority_points": F(0)}).missing == (
            "development_points",
            "special_conditions",
        )

    def test_a_person_cannot_give_points_that_the_law_gives(self) -> None:
        found = scored("province", {"area_km2": F(8000), "area_points": F(25)})

        assert found.lines[1].points == Points(F(10), F(10))

    def test_the_special_class_asks_for_its_conditions_without_priority(self) -> None:
        parts = ("population", "area", "development", "special")
        filled = {f"{each}_points": F(23) for each in parts}
        large = {**filled, "priority_points": F(0), "special_conditions": F(1)}

        assert scored("ward", large).decided == "special"
        assert scored("ward", {**large, "special_conditions": F(0)}).decided == "I"
        fewer = {f"{each}_points": F(22) for each in parts}
        with_priority = {**large, **fewer, "priority_points": F(10)}
        assert scored("ward", with_priority).decided == "I"

    def test_never_more_than_a_hundred_without_priority(self) -> None:
        parts = ("population", "area", "development", "special")
        filled = {f"{each}_points": F(40) for each in parts}

        assert scored("ward", filled).bare == Points(F(100), F(100))

    def test_the_older_rules_leave_the_second_class_open(self) -> None:
        found = score(OLD, "commune", {"population": F(9000), "area_km2": F(20)})

        assert found is not None
        assert found.possible == ("I", "II", "III")
        assert "class-II" in found.missing

    def test_kinds_without_a_table_have_no_score(self) -> None:
        assert score(DECREE, "rural_district", {}) is None


@pytest.mark.parametrize(("bare", "priority", "expected"), [
    (75, 0, "I"), ("74.99", 0, "II"), (60, 0, "II"), ("59.99", 0, "III"), (0, 0, "III"),
    (70, 5, "I"), (59, 1, "II"), (0, 100, "I"),
])  # fmt: skip
def test_the_classes_begin_where_the_decree_says(
    bare: Any, priority: int, expected: str
) -> None:
    values = {
        "population_points": F(bare) / 2,
        "area_points": F(bare) / 2,
        "development_points": F(0),
        "special_points": F(0),
        "special_conditions": F(0),
        "priority_points": F(priority),
    }

    assert scored("special_zone", values).decided == expected


@given(known())
def test_knowing_all_decides(case: tuple[str, dict[str, F], dict[str, F]]) -> None:
    kind, all_, _some = case

    assert scored(kind, all_).missing == ()
    assert scored(kind, all_).decided


@given(known())
def test_every_missing_figure_is_named(
    case: tuple[str, dict[str, F], dict[str, F]],
) -> None:
    """Adding what is named as missing, as often as it asks, decides; nothing else is needed."""
    kind, all_, some = case
    values = dict(some)
    while missing := scored(kind, values).missing:
        new = {name: all_[name] for name in missing}
        assert new.keys().isdisjoint(values)
        values |= new

    assert scored(kind, values).decided == scored(kind, all_).decided


@given(known())
def test_what_is_decided_stays_decided(
    case: tuple[str, dict[str, F], dict[str, F]],
) -> None:
    kind, all_, some = case
    early, late = scored(kind, some), scored(kind, all_)

    assert late.decided in early.possible
    assert early.bare.least <= late.bare.least
    assert early.bare.most is not None
    assert late.bare.least <= early.bare.most


def test_the_total_is_the_sum_and_no_more_than_a_hundred() -> None:
    assert total([Points(F(1), F(2)), Points(F(3), F(4))]) == Points(F(4), F(6))
    assert total([Points(F(1), None)]) == Points(F(1), F(100))
    assert total([Points(F(90), F(90))] * 2) == Points(F(100), F(100))
