"""Standards: met, not met, or not to be told; one reduction counts."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.standards.judging import Judged, Verdict, judge, together
from haicap.standards.names import quantity
from haicap.standards.rules import standards_on
from haicap.standards.table import StandardTable, Told

F = Fraction

RESOLUTION = standards_on(date(2026, 1, 1))
COMMUNE = {"mountain": F(0), "island": F(0)}


def table(kind: str) -> StandardTable:
    found = RESOLUTION.table(kind)
    assert found is not None
    return found


def judged(kind: str, value: str, **values: F) -> Judged:
    return next(e for e in judge(table(kind), values) if e.requirement.value == value)


class TestJudge:
    def test_is_met_at_the_number_itself(self) -> None:
        found = judged("commune", "population", population=F(16_000), **COMMUNE)

        assert found.verdict == Verdict.MET
        assert found.missing == ()

    def test_is_met_whatever_is_not_known_when_the_highest_is_reached(self) -> None:
        assert judged("commune", "population", population=F(16_000)).verdict == "met"

    def test_names_what_would_tell_which_number_is_asked(self) -> None:
        found = judged("commune", "population", population=F(9000))

        assert found.verdict == Verdict.UNDECIDED
        assert found.missing == (
            "mountain",
            "island",
            "difficult_coast",
            "other_reduction_percent",
        )

    def test_a_reduction_that_is_not_published_keeps_it_open(self) -> None:
        values = {**COMMUNE, "difficult_coast": F(0), "population": F(9000)}

        assert judged("commune", "population", **values).missing == (
            "other_reduction_percent",
        )
        none = judged("commune", "population", **values, other_reduction_percent=F(100))
        assert none.verdict == Verdict.NOT_MET
        half = judged("commune", "population", **values, other_reduction_percent=F(50))
        assert half.verdict == Verdict.MET

    def test_only_the_reduction_that_helps_most_counts(self) -> None:
        found = judged(
            "commune",
            "population",
            **COMMUNE,
            difficult_coast=F(1),
            other_reduction_percent=F(70),
            population=F(7999),
        )

        assert found.lowest == found.highest == 8000  # not 70 % of 50 %
        assert found.verdict == Verdict.NOT_MET

    def test_yes_or_no(self) -> None:
        assert judged("ward", "central_role", central_role=F(1)).verdict == "met"
        assert judged("ward", "central_role", central_role=F(0)).verdict == "not-met"
        assert judged("ward", "central_role").missing == ("central_role",)

    def test_special_zones_have_no_numbers(self) -> None:
        assert judge(table("special_zone"), {}) == []


class TestTogether:
    @pytest.mark.parametrize(
        ("verdicts", "expected"),
        [
            (["met", "met"], "met"),
            (["met", "undecided"], "undecided"),
            (["undecided", "not-met", "met"], "not-met"),
            ([], "met"),
        ],
    )
    def test_the_worst_counts(self, verdicts: list[str], expected: str) -> None:
        one = judged("ward", "central_role")
        rows = [
            Judged(one.requirement, Verdict(each), F(1), F(1), (), "")
            for each in verdicts
        ]

        assert together(rows) == expected


@st.composite
def known(draw: st.DrawFn) -> tuple[str, dict[str, F], dict[str, F]]:
    """A kind of unit, all figures that its standards ask for, and some of them."""
    kind = draw(st.sampled_from(["province", "city", "commune", "ward"]))
    names = sorted({name for each in table(kind).requirements for name in each.names()})
    numbers = st.fractions(0, 10**7)
    all_ = {}
    for name in names:
        if quantity(name).told == Told.YES_NO:
            all_[name] = draw(st.sampled_from([F(0), F(1)]))
        elif quantity(name).unit == "%":
            all_[name] = draw(st.fractions(1, 100, max_denominator=10))
        else:
            all_[name] = draw(numbers)
    some = draw(st.sets(st.sampled_from(names)))
    return kind, all_, {name: all_[name] for name in some}


@given(known())
def test_every_missing_figure_is_named(
    case: tuple[str, dict[str, F], dict[str, F]],
) -> None:
    kind, all_, some = case
    values = dict(some)
    while missing := {n for each in judge(table(kind), values) for n in each.missing}:
        assert missing.isdisjoint(values)
        values |= {name: all_[name] for name in missing}

    final = {e.requirement.value: e.verdict for e in judge(table(kind), all_)}
    assert Verdict.UNDECIDED not in final.values()
    assert {e.requirement.value: e.verdict for e in judge(table(kind), values)} == final


@given(known())
def test_what_is_told_early_stays_true(
    case: tuple[str, dict[str, F], dict[str, F]],
) -> None:
    kind, all_, some = case
    pairs = zip(judge(table(kind), some), judge(table(kind), all_), strict=True)

    for early, late in pairs:
        assert early.verdict in (Verdict.UNDECIDED, late.verdict)
