"""
Points of one figure: a start, equal steps, an end; pure.

Where a number of the law is not published, or a figure is not known, the answer is from
``least`` to ``most`` and never a guess; ``most`` is None where not even that is published.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class Points:
    """Points that are known exactly, or only between two bounds."""

    least: Fraction
    most: Fraction | None

    @property
    def is_exact(self) -> bool:
        """Whether there is nothing left to know."""
        return self.least == self.most


NOTHING = Points(Fraction(0), Fraction(0))


def exactly(points: Fraction) -> Points:
    """These points and no others."""
    return Points(points, points)


def any_of(found: Iterable[Points]) -> Points:
    """What holds whichever of these is right; at least one is given."""
    all_ = list(found)
    mosts = [each.most for each in all_ if each.most is not None]
    most = max(mosts) if len(mosts) == len(all_) else None
    return Points(min(each.least for each in all_), most)


class Between(StrEnum):
    """What the part of a step earns: its share, nothing, or what is not established."""

    LINEAR = "linear"
    WHOLE = "whole"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """
    ``points`` up to ``start``, ``add`` for every ``step`` beyond it, at most ``most``.

    ``falls``: the smaller the figure, the more points. Below ``at_least`` it earns nothing.
    ``step``, ``add`` and ``most`` are None where they are not published.
    """

    start: Fraction
    points: Fraction
    step: Fraction | None
    add: Fraction | None
    most: Fraction | None
    falls: bool = False
    at_least: Fraction | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all of its numbers are published."""
        return None not in (self.step, self.add, self.most)

    def of_anything(self) -> Points:
        """What a figure that is not known may earn."""
        nothing = self.at_least is not None
        return Points(Fraction(0) if nothing else self.points, self.most)


def points_of(line: Line, value: Fraction, between: Between) -> Points:
    """Give the points of a figure (Decree 307/2025/NĐ-CP: parts of a step in proportion)."""
    if line.at_least is not None and value < line.at_least:
        return NOTHING
    beyond = line.start - value if line.falls else value - line.start
    if beyond <= 0 or line.points == line.most:
        return exactly(line.points)
    if line.step is None or line.add is None:
        return Points(line.points, line.most)
    steps = beyond / line.step
    share, whole = (
        _capped(line.points + line.add * n, line.most)
        for n in (steps, Fraction(floor(steps)))
    )
    return {
        Between.LINEAR: exactly(share),
        Between.WHOLE: exactly(whole),
        Between.UNKNOWN: Points(whole, share),
    }[between]


def _capped(points: Fraction, most: Fraction | None) -> Fraction:
    return points if most is None else min(points, most)


class Scaled(StrEnum):
    """What a reduced level reduces: the start, start and step, or what is not established."""

    START = "start"
    BOTH = "both"
    UNKNOWN = "unknown"


def scaled(line: Line, percent: Fraction, what: Scaled) -> list[Line]:
    """Give the line with its level reduced; two where it is not said what is reduced."""
    start = replace(line, start=line.start * percent / 100)
    step = None if line.step is None else line.step * percent / 100
    both = replace(start, step=step)
    return {
        Scaled.START: [start],
        Scaled.BOTH: [both],
        Scaled.UNKNOWN: [start, both],
    }[what]


def rounded(points: Points) -> Points:
    """Round to two decimals, as every criterion is (Decree 307/2025/NĐ-CP)."""
    most = None if points.most is None else two_decimals(points.most)
    return Points(two_decimals(points.least), most)


def two_decimals(number: Fraction) -> Fraction:
    """Round half up, exactly."""
    hundred = Decimal(number.numerator * 100) / Decimal(number.denominator)
    return Fraction(int(hundred.quantize(Decimal(1), ROUND_HALF_UP)), 100)
