"""Great circles: known distances, and what must hold for any three points."""

from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.measures.distance.sphere import EARTH_KM, kilometres, matrix

QUARTER = EARTH_KM * pi / 2

Point = tuple[float, float]
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
HERE = st.tuples(st.floats(8, 24), st.floats(102, 110))  # Vietnam

# Worked out by hand: whole degrees of a great circle are 111.195 km each.
GOLDEN: list[tuple[Point, Point, float]] = [
    ((0, 0), (0, 0), 0),
    ((0, 0), (1, 0), 111.195),
    ((0, 105), (0, 106), 111.195),
    ((60, 0), (60, 180), 6671.705),  # over the pole: 60 degrees
    ((90, 0), (90, 77), 0),  # the pole is one point
    ((-90, 0), (90, 0), 20015.115),
    ((0, 0), (0, 90), 10007.557),
    ((10, -179.5), (10, 179.5), 109.504),  # over the date line
    ((21.0245, 105.8412), (21.0245, 105.8412), 0),
]


def km(one: Point, other: Point) -> float:
    return float(kilometres(np.array(one, dtype=float), np.array(other, dtype=float)))


@pytest.mark.parametrize(("one", "other", "far"), GOLDEN)
def test_known_distances(one: Point, other: Point, far: float) -> None:
    assert km(one, other) == pytest.approx(far, abs=0.002)


def test_hanoi_and_ho_chi_minh_city_are_some_1138_km_apart() -> None:
    assert km((21.0285, 105.8542), (10.8231, 106.6297)) == pytest.approx(1138, abs=1)


@given(POINTS, POINTS)
def test_is_the_angle_between_two_arrows_from_the_middle_of_the_earth(
    one: Point, other: Point
) -> None:
    a, b = arrow(one), arrow(other)
    angle = np.arctan2(np.linalg.norm(np.cross(a, b)), a @ b)

    assert km(one, other) == pytest.approx(float(angle) * EARTH_KM, abs=0.5e-3, rel=1e-6)


def arrow(point: Point) -> np.ndarray:
    north, east = np.radians(point)
    return np.array(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
    )


@given(POINTS, POINTS)
def test_is_the_same_both_ways_and_no_more_than_half_around(
    one: Point, other: Point
) -> None:
    assert km(one, other) == pytest.approx(km(other, one), abs=1e-9)
    assert 0 <= km(one, other) <= 2 * QUARTER + 1e-6


@given(POINTS, POINTS, POINTS)
def test_a_way_around_is_no_shorter(one: Point, other: Point, third: Point) -> None:
    assert km(one, third) <= km(one, other) + km(other, third) + 1e-3


@given(st.lists(HERE, min_size=1, max_size=5), st.lists(HERE, min_size=1, max_size=5))
def test_the_matrix_holds_every_pair(here: list[Point], there: list[Point]) -> None:
    found = matrix(np.array(here), np.array(there))

    assert found.shape == (len(here), len(there))
    for row, one in enumerate(here):
        for column, other in enumerate(there):
            assert found[row, column] == pytest.approx(km(one, other), abs=1e-9)


def test_what_is_not_known_stays_unknown() -> None:
    assert np.isnan(km((float("nan"), float("nan")), (0, 0)))
