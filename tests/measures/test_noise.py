"""What may be luck."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.measures.noise import FEW, FUNNEL, NINETY_FIVE, funnel, stands_out, wilson


@pytest.mark.parametrize(
    ("among", "low", "high"), [(20, 50, 87), (100, 63, 80), (300, 67, 77), (1000, 69, 75)]
)
def test_seventy_two_per_cent_of_few_may_be_almost_anything(
    among: int, low: int, high: int
) -> None:
    interval = wilson(0.72 * among, among)

    assert [round(each * 100) for each in interval] == [low, high]


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) == (0, 1)
    assert funnel(0.5, 0, FUNNEL) == (0, 1)


@given(st.integers(1, 10**7), st.data())
def test_an_interval_holds_its_share_and_stays_between_nought_and_one(
    among: int, data: st.DataObject
) -> None:
    counted = data.draw(st.integers(0, among))
    low, high = wilson(counted, among)

    assert 0 <= low <= counted / among + 1e-9
    assert counted / among - 1e-9 <= high <= 1


@given(st.floats(0.01, 0.99), st.integers(1, 10**6))
def test_the_wide_limits_hold_the_narrow_ones(mean: float, among: int) -> None:
    low, high = funnel(mean, among, NINETY_FIVE)
    lowest, highest = funnel(mean, among, FUNNEL)

    assert lowest <= low <= mean <= high <= highest


def test_the_same_share_is_chance_of_few_and_none_of_many() -> None:
    assert stands_out(30, FEW - 1, 0.9) == 0
    assert stands_out(84, 100, 0.9) == -1
    assert stands_out(840, 1000, 0.9) == -2
    assert stands_out(88, 100, 0.9) == 0
    assert stands_out(960, 1000, 0.9) == 2
