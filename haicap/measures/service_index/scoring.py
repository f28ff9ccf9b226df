"""
The arithmetic of the index: ratios in, points out, with the reason of each.

What is not known stays not known: a missing ratio is never a zero, and then a total cannot be
told. Decision 766/QĐ-TTg; points are rounded to two decimals, halves up, and then added.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from haicap.measures.measure import Words
from haicap.measures.service_index.scheme import Criterion, Empty, Group, Judged, Scheme

_CENT = Decimal("0.01")


class Why(StrEnum):
    """By which rule the points of a criterion came about."""

    IN_PROPORTION = "in-proportion"
    TARGET_REACHED = "target-reached"
    DOES_NOT_APPLY = "does-not-apply"  # all its points, without being measured
    NOTHING_FULL = "nothing-full"  # nothing to divide by: all points
    NOTHING_ZERO = "nothing-zero"  # nothing to divide by: no points
    NOTHING_KNOWN = "nothing-known"  # nothing to divide by, and no rule for it
    MISSING = "missing"  # numerator and denominator are not known


_WHEN_EMPTY = {
    Empty.FULL: Why.NOTHING_FULL,
    Empty.ZERO: Why.NOTHING_ZERO,
    Empty.UNKNOWN: Why.NOTHING_KNOWN,
}
_ALL_POINTS = frozenset({Why.TARGET_REACHED, Why.DOES_NOT_APPLY, Why.NOTHING_FULL})
_NO_POINTS_KNOWN = frozenset({Why.NOTHING_KNOWN, Why.MISSING})


@dataclass(frozen=True)
class Ratio:
    """
    A numerator and a denominator, as they were counted.

    :raises ValueError: if one of them is below zero
    """

    numerator: float
    denominator: float

    def __post_init__(self) -> None:
        if not (self.numerator >= 0 and self.denominator >= 0):
            raise ValueError(f"{self.numerator}/{self.denominator} is below zero")

    @property
    def share(self) -> Fraction | None:
        """The exact quotient; None where there is nothing to divide by."""
        if not self.denominator:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator)


@dataclass(frozen=True)
class Line:
    """What one criterion earned, from what, and by which rule."""

    criterion: Criterion
    ratio: Ratio | None
    points: Decimal | None
    why: Why


@dataclass(frozen=True)
class Part:
    """What a group earned; without points as long as one of its criteria has none."""

    name: Words
    codes: tuple[str, ...]
    most: Fraction
    lines: tuple[Line, ...]

    @property
    def points(self) -> Decimal | None:
        """The sum of its lines, as they are rounded."""
        return None if self.missing else self.known

    @property
    def known(self) -> Decimal:
        """The sum of those lines that have points."""
        return sum((line.points or Decimal(0) for line in self.lines), Decimal("0.00"))

    @property
    def missing(self) -> tuple[Line, ...]:
        """The lines without points."""
        return tuple(line for line in self.lines if line.points is None)

    @property
    def reachable(self) -> Fraction:
        """The most that the lines with points could have earned."""
        known = (e.criterion.points for e in self.lines if e.points is not None)
        return sum(known, Fraction(0))


@dataclass(frozen=True)
class Score:
    """What a unit earned, group by group."""

    scheme: Scheme
    level: Judged
    parts: tuple[Part, ...]

    @property
    def total(self) -> Part:
        """All groups as one."""
        codes = tuple(code for part in self.parts for code in part.codes)
        lines = tuple(line for part in self.parts for line in part.lines)
        return Part(self.scheme.title, codes, self.scheme.points, lines)

    def grouped(self, grouping: str) -> tuple[Part, ...]:
        """
        Show the same lines in another grouping.

        :raises KeyError: if the scheme has no such grouping
        """
        by_code = {part.codes[0]: part for part in self.parts}
        return tuple(
            Part(
                bundle.name,
                bundle.groups,
                sum((by_code[code].most for code in bundle.groups), Fraction(0)),
                tuple(line for code in bundle.groups for line in by_code[code].lines),
            )
            for bundle in self.scheme.groupings[grouping]
        )


def score(scheme: Scheme, given: Mapping[str, Ratio | None], level: Judged) -> Score:
    """
    Give the points of a unit of the level, from what was counted for each criterion.

    A criterion that is not given, or given as None, is not known.

    :raises KeyError: if something is given for what is no criterion
    """
    for code in given:
        scheme.criteria[code]
    parts = (
        Part(group.name, (group.code,), group.points, tuple(_lines(group, given, level)))
        for group in scheme.groups
    )
    return Score(scheme, level, tuple(parts))


def _lines(
    group: Group, given: Mapping[str, Ratio | None], level: Judged
) -> Iterator[Line]:
    for criterion in group.criteria:
        ratio = given.get(criterion.code)
        why = _why(criterion, ratio, level)
        yield Line(criterion, ratio, _points(criterion, ratio, why), why)


def _why(criterion: Criterion, ratio: Ratio | None, level: Judged) -> Why:
    if level not in criterion.levels:
        return Why.DOES_NOT_APPLY
    if ratio is None:
        return Why.MISSING
    if ratio.share is None:
        return _WHEN_EMPTY[criterion.empty]
    is_reached = ratio.share >= criterion.target
    return Why.TARGET_REACHED if is_reached else Why.IN_PROPORTION


def _points(criterion: Criterion, ratio: Ratio | None, why: Why) -> Decimal | None:
    if why in _NO_POINTS_KNOWN:
        return None
    if why in _ALL_POINTS:
        return rounded(criterion.points)
    share = ratio.share if ratio is not None else None
    return rounded(criterion.points * (share or Fraction(0)) / criterion.target)


def rounded(points: Fraction) -> Decimal:
    """Round to two decimals, halves up."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return exact.quantize(_CENT, ROUND_HALF_UP)
