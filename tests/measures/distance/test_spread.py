"""Medians and shares, weighted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.measures.distance.spread import spread

FEW = st.lists(st.tuples(st.floats(0, 100), st.integers(1, 5)), min_size=1, max_size=12)


def test_of_five_places() -> None:
    found = spread(np.array([31.0, 2, 4, 12, 6]), np.ones(5))

    assert found is not None
    assert (found.weight, found.mean, found.median, found.most) == (5, 11, 6, 31)
    assert found.p90 == 31
    assert found.beyond == (0.4, 0.2, 0.2)


def test_ten_km_is_not_farther_than_ten_km() -> None:
    found = spread(np.array([10.0]), np.ones(1))

    assert found is not None
    assert found.beyond == (0, 0, 0)


def test_of_nobody_there_is_none() -> None:
    assert spread(np.array([]), np.array([])) is None


@given(FEW)
def test_a_weight_is_as_good_as_so_many_places(lines: list[tuple[float, int]]) -> None:
    km = np.array([far for far, _ in lines])
    times = np.array([n for _, n in lines])
    weighted = spread(km, times.astype(float))
    repeated = spread(np.repeat(km, times), np.ones(times.sum()))

    assert weighted is not None
    assert repeated is not None
    assert weighted.median == repeated.median
    assert weighted.p90 == repeated.p90
    assert weighted.mean == pytest.approx(repeated.mean)
    assert weighted.beyond == pytest.approx(repeated.beyond)


@given(FEW)
def test_half_are_no_farther_than_the_median(lines: list[tuple[float, int]]) -> None:
    km = np.array([far for far, _ in lines])
    weight = np.array([n for _, n in lines], dtype=float)
    found = spread(km, weight)

    assert found is not None
    assert weight[km <= found.median].sum() >= weight.sum() / 2
    assert weight[km < found.median].sum() < weight.sum() / 2 + 1e-9
    assert found.median <= found.p90 <= found.most
