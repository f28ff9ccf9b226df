"""Points of one figure: the law's numbers, bounds, joints, and what is not published."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.standards.points import (
    Between,
    Line,
    Points,
    Scaled,
    any_of,
    exactly,
    points_of,
    rounded,
    scaled,
    two_decimals,
)

F = Fraction

PROVINCE = Line(F(2_000_000), F(10), F(60_000), F(1, 2), F(25))
POVERTY = Line(F("4.5"), F(3), F(1), F(1), F(5), falls=True)
KNOWN = [Between.LINEAR, Between.WHOLE]

amounts = st.fractions(0, 10**7, max_denominator=1000)
smalls = st.fractions(0, 50, max_denominator=100)
lines = st.builds(
    lambda start, points, step, add, more, falls: Line(
        start, points, step, add, points + more, falls
    ),
    amounts,
    smalls,
    st.fractions(F(1, 100), 10**5, max_denominator=100),
    smalls,
    smalls,
    st.booleans(),
)


class TestPointsOf:
    @pytest.mark.parametrize(
        ("people", "points"),
        [
            (0, "10"),
            (2_000_000, "10"),
            (2_060_000, "10.5"),
            (2_030_000, "10.25"),  # half a step earns half of it
            (3_760_650, "24.67"),
            (3_800_000, "25"),
            (14_000_000, "25"),
        ],
    )
    def test_of_provinces(self, people: int, points: str) -> None:
        found = rounded(points_of(PROVINCE, F(people), Between.LINEAR))

        assert found == exactly(F(points))

    def test_whole_steps_earn_nothing_for_a_part(self) -> None:
        assert points_of(PROVINCE, F(2_119_999), Between.WHOLE) == exactly(F("10.5"))

    def test_what_is_not_said_lies_between_both(self) -> None:
        found = points_of(PROVINCE, F(2_090_000), Between.UNKNOWN)

        assert found == Points(F("10.5"), F("10.75"))

    def test_a_smaller_figure_may_earn_more(self) -> None:
        assert points_of(POVERTY, F("3.5"), Between.LINEAR) == exactly(F(4))
        assert points_of(POVERTY, F(9), Between.LINEAR) == exactly(F(3))

    def test_an_unpublished_step_leaves_the_bounds(self) -> None:
        line = replace(POVERTY, add=None)

        assert points_of(line, F(3), Between.LINEAR) == Points(F(3), F(5))
        assert points_of(line, F(5), Between.LINEAR) == exactly(F(3))

    def test_below_the_least_it_earns_nothing(self) -> None:
        line = Line(F(30), F(2), F(5), F(1), F(3), at_least=F(20))

        assert points_of(line, F("19.9"), Between.LINEAR) == exactly(F(0))
        assert points_of(line, F(20), Between.LINEAR) == exactly(F(2))


@given(lines, amounts, amounts, st.sampled_from(KNOWN))
def test_more_never_earns_less(line: Line, one: F, other: F, between: Between) -> None:
    low, high = sorted((one, other), reverse=line.falls)
    first, second = (points_of(line, each, between).least for each in (low, high))

    assert first <= second


@given(lines, amounts, st.sampled_from(list(Between)))
def test_points_stay_in_their_bounds(line: Line, value: F, between: Between) -> None:
    found = points_of(line, value, between)

    assert found.most is not None
    assert line.points <= found.least <= found.most <= line.most  # type: ignore[operator]


@given(lines, st.sampled_from(list(Between)))
def test_the_parts_join_at_their_ends(line: Line, between: Between) -> None:
    assert points_of(line, line.start, between) == exactly(line.points)
    if line.add and not line.falls:
        end = line.start + line.step * (line.most - line.points) / line.add  # type: ignore[operator]
        found = points_of(line, end, Between.LINEAR)
        assert found == exactly(line.most)  # type: ignore[arg-type]


@given(lines, amounts)
def test_shares_and_whole_steps_agree_at_every_step(line: Line, value: F) -> None:
    found = points_of(line, value, Between.UNKNOWN)
    share = points_of(line, value, Between.LINEAR)
    whole = points_of(line, value, Between.WHOLE)

    assert (found.least, found.most) == (whole.least, share.most)


@given(lines, amounts, st.fractions(1, 100, max_denominator=10))
def test_a_reduced_level_never_earns_less(line: Line, value: F, percent: F) -> None:
    line = replace(line, falls=False)
    full = points_of(line, value, Between.LINEAR).least
    start, both = scaled(line, percent, Scaled.UNKNOWN)

    assert full <= points_of(start, value, Between.LINEAR).least
    assert (
        points_of(start, value, Between.LINEAR).least
        <= points_of(both, value, Between.LINEAR).least
    )


def test_rounds_half_up() -> None:
    assert two_decimals(F("0.005")) == F("0.01")
    assert two_decimals(F("2.345")) == F("2.35")
    assert two_decimals(F(1, 3)) == F("0.33")


def test_what_has_no_upper_bound_has_none_together() -> None:
    assert any_of([exactly(F(1)), Points(F(2), None)]) == Points(F(1), None)
    assert any_of([exactly(F(1)), exactly(F(3))]) == Points(F(1), F(3))
