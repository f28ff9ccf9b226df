"""The colours can be read and told apart, also by people who see no red or no green."""

from itertools import pairwise

import pytest

from haicap.measures.charts.palette import (
    INK,
    LINE,
    ON_RAMP,
    PAPER,
    RAMP,
    Classes,
    around,
)

Colour = tuple[float, float, float]  # red, green, blue, linear

# Viénot, Brettel and Mollon (1999), on linear colours.
SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "no green": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def linear(colour: str) -> Colour:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return red, green, blue


def light(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, seen: str) -> Colour:
    seeing = linear(colour)
    r, g, b = (
        max(0.0, sum(m * c for m, c in zip(row, seeing, strict=True)))
        for row in SEEN[seen]
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize(("fill", "ink"), list(zip(RAMP, ON_RAMP, strict=True)))
def test_the_number_in_a_tile_can_be_read(fill: str, ink: str) -> None:
    assert contrast(fill, ink) >= 4.5


def test_lines_and_words_can_be_seen_on_paper() -> None:
    assert contrast(INK, PAPER) >= 7
    assert contrast(LINE, PAPER) >= 3


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("pair", list(pairwise(RAMP)))
def test_neighbours_on_the_ramp_are_told_apart(pair: tuple[str, str], seen: str) -> None:
    one, other = (lab(each, seen) for each in pair)
    apart = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5

    assert apart >= 25


def test_a_limit_belongs_to_the_class_above_it() -> None:
    classes = Classes((0.65, 0.75, 0.8, 0.9))

    assert [classes.of(v) for v in (0, 0.65, 0.7499, 0.75, 0.8, 0.9, 1)] == [
        0, 1, 1, 2, 3, 4, 4,
    ]  # fmt: skip
    assert classes.of(None) is None


def test_where_less_is_better_the_ramp_is_turned_round() -> None:
    classes = Classes((0.01, 0.02, 0.03, 0.04), more_is_good=False)

    assert classes.of(0.0) == 4
    assert classes.of(0.5) == 0


@pytest.mark.parametrize("mean", [0.001, 0.02, 0.3, 0.72, 0.811, 0.998])
def test_limits_rise_around_the_mean(mean: float) -> None:
    limits = around(mean)

    assert list(limits) == sorted(set(limits))
    assert limits[1] <= mean <= limits[2]
