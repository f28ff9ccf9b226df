"""The best places for points: against trying all, and what must hold for any choice."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.measures.distance import median
from haicap.measures.distance.median import MILLIMETRE, choose
from haicap.measures.distance.sphere import Numbers, matrix

ANY = settings(max_examples=60, deadline=None)
GRID = st.tuples(st.integers(0, 12), st.integers(0, 12))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Numbers, Numbers, Numbers]:
    """A few places with a seat somewhere: now, offers, weight."""
    places = draw(st.lists(GRID, min_size=2, max_size=9, unique=True))
    seats = draw(st.lists(GRID, min_size=1, max_size=3))
    weight = draw(st.lists(st.integers(1, 9), min_size=len(places), max_size=len(places)))
    here = np.array(places, dtype=float) / 50 + np.array([16.0, 107.0])
    there = np.array(seats, dtype=float) / 50 + np.array([16.0, 107.0])
    return matrix(here, there).min(axis=1), matrix(here, here), np.array(weight) * 0.5


def best_of_all(now: Numbers, offers: Numbers, weight: Numbers, points: int) -> float:
    """Try every choice."""
    return max(
        saved(now, offers, weight, chosen)
        for chosen in combinations(range(offers.shape[1]), min(points, offers.shape[1]))
    )


def saved(
    now: Numbers, offers: Numbers, weight: Numbers, chosen: tuple[int, ...]
) -> float:
    then = after(now, offers, chosen)
    return float(((now - then) * weight).sum())


def after(now: Numbers, offers: Numbers, chosen: tuple[int, ...]) -> Numbers:
    near: Numbers = np.minimum(now, offers[:, list(chosen)].min(axis=1, initial=np.inf))
    return near


@ANY
@given(worlds(), st.integers(1, 4))
def test_no_other_choice_saves_more(
    world: tuple[Numbers, Numbers, Numbers], points: int
) -> None:
    now, offers, weight = world
    found = choose(now, offers, weight, points)

    assert found.is_proved
    best = best_of_all(now, offers, weight, points)
    assert found.saved == pytest.approx(best, abs=1e-6)
    assert saved(now, offers, weight, found.chosen) == pytest.approx(
        found.saved, abs=1e-6
    )
    assert len(found.chosen) <= points
    assert len(set(found.chosen)) == len(found.chosen)


def test_a_choice_that_is_worse_by_a_hair_is_not_taken() -> None:
    now = np.array([3.08468182, 3.08453336, 4.44780321])
    far, mid, near = 7.00572997, 4.44780321, 3.08438473
    offers = np.array([[0.0, mid, far], [mid, 0.0, near], [far, near, 0.0]])

    found = choose(now, offers, np.full(3, 0.5), 2)

    assert found.chosen == (0, 2)  # (1, 2) saves 0.00015 less
    assert found.is_proved


@ANY
@given(worlds(), st.integers(1, 3))
def test_a_point_makes_nobody_farther_and_one_more_saves_no_less(
    world: tuple[Numbers, Numbers, Numbers], points: int
) -> None:
    now, offers, weight = world
    fewer, more = (choose(now, offers, weight, n) for n in (points, points + 1))

    assert (after(now, offers, more.chosen) <= now).all()
    assert more.saved >= fewer.saved - 1e-6
    # The first of them saves the most: what is added to more helps less.
    assert more.saved <= fewer.saved * (points + 1) / points + 1e-6


@ANY
@given(worlds(), st.integers(1, 3))
def test_the_same_question_has_the_same_answer(
    world: tuple[Numbers, Numbers, Numbers], points: int
) -> None:
    assert choose(*world, points) == choose(*world, points)


@ANY
@given(worlds(), st.integers(1, 4))
def test_each_point_helps_somebody(
    world: tuple[Numbers, Numbers, Numbers], points: int
) -> None:
    now, offers, weight = world
    chosen = choose(now, offers, weight, points).chosen
    for each in chosen:
        rest = tuple(other for other in chosen if other != each)
        assert saved(now, offers, weight, rest) < saved(now, offers, weight, chosen)


def test_where_nobody_comes_nearer_none_is_chosen() -> None:
    now = np.array([1.0, MILLIMETRE / 2])
    offers = np.array([[1.0, 2.0], [3.0, 0.0]])

    assert choose(now, offers, np.ones(2), 2) == median.Choice((), 0.0, 0.0)


def test_by_people_a_town_counts_more_than_a_far_hamlet() -> None:
    now, offers = np.array([20.0, 5.0]), np.array([[0.0, 30.0], [30.0, 0.0]])

    assert choose(now, offers, np.array([1.0, 1.0]), 1).chosen == (0,)
    assert choose(now, offers, np.array([1.0, 5.0]), 1).chosen == (1,)


@ANY
@given(worlds(), st.integers(1, 4))
def test_what_is_left_without_a_solver_is_not_far_from_the_best(
    world: tuple[Numbers, Numbers, Numbers], points: int
) -> None:
    now, offers, weight = world
    gains = np.maximum(now[:, None] - offers, 0) * weight[:, None]
    greedy = median._greedy(gains, points)

    best = best_of_all(now, offers, weight, points)
    # 1 − 1/e: nobody who takes the best again and again does worse.
    assert median.saved_by(gains, greedy) >= best * (1 - 1 / np.e) - 1e-9


def test_without_time_it_says_that_nothing_is_proved() -> None:
    rng = np.random.default_rng(7)
    here = rng.uniform((10, 105), (11, 106), size=(220, 2))
    now, offers = np.full(220, 90.0), matrix(here, here)

    hasty = choose(now, offers, np.ones(220), 12, seconds=0.02)

    assert not hasty.is_proved
    assert 0 < hasty.gap < 1
    assert 0 < hasty.saved < hasty.bound
    assert 0 < len(hasty.chosen) <= 12
