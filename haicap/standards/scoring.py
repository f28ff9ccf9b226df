"""How many points a unit earns, and which classes are possible with them; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from haicap.standards.points import (
    NOTHING,
    Between,
    Line,
    Points,
    any_of,
    exactly,
    points_of,
    rounded,
    scaled,
)
from haicap.standards.table import CLASS, PRIORITY, Classes, ClassRule, Criterion, Way

Values = Mapping[str, Fraction]
WHOLE = Fraction(100)


@dataclass(frozen=True)
class Earned:
    """What a criterion earns, the figures that it used, and those that it lacks."""

    criterion: Criterion
    points: Points
    used: tuple[str, ...]
    missing: tuple[str, ...]
    clause: str


@dataclass(frozen=True)
class Score:
    """The points of a unit without (``bare``) and with priority points, and its classes."""

    lines: tuple[Earned, ...]
    bare: Points
    priority: Points
    full: Points
    possible: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def decided(self) -> str:
        """The class; empty when it cannot be decided."""
        return self.possible[0] if len(self.possible) == 1 else ""


def score(rules: Classes, kind: str, values: Values) -> Score | None:
    """Count the points of a unit of this kind; None where the rules have no table for it."""
    table = rules.table(kind)
    if table is None:
        return None
    lines = tuple(earned(each, values, rules.between) for each in table.criteria)
    bare = total(line.points for line in lines)
    priority = _priority(rules, values)
    full = _with(bare, priority)
    possible, asked = _possible(rules.classes, kind, bare, full, values)
    missing = [name for line in lines for name in line.missing]
    missing += asked + ([] if priority.is_exact else [PRIORITY])
    return Score(lines, bare, priority, full, possible, tuple(dict.fromkeys(missing)))


def total(points: Iterable[Points]) -> Points:
    """Add up; never more than 100 (priority points come on top)."""
    all_ = list(points)
    least = sum((each.least for each in all_), Fraction(0))
    mosts = [WHOLE if each.most is None else each.most for each in all_]
    return Points(min(least, WHOLE), min(sum(mosts, Fraction(0)), WHOLE))


def _priority(rules: Classes, values: Values) -> Points:
    if PRIORITY in values:
        return exactly(values[PRIORITY])
    return Points(Fraction(0), rules.priority_most)


def _with(bare: Points, priority: Points) -> Points:
    most = None
    if bare.most is not None and priority.most is not None:
        most = bare.most + priority.most
    return Points(bare.least + priority.least, most)


def earned(criterion: Criterion, values: Values, between: Between) -> Earned:
    """
    Give the points of one criterion by the first of its ways that applies.

    Points that a person gives count only where all its figures are known and the published
    numbers still leave it open, and only within what these allow.
    """
    points, asked, clause = _by_ways(criterion, values, between)
    used = [name for name in asked if name in values]
    missing = [] if points.is_exact else [name for name in asked if name not in values]
    own = criterion.own
    if not points.is_exact and not missing:
        if own in values:
            points, used = exactly(_within(points, values[own])), [*used, own]
        else:
            missing = [own]
    return Earned(criterion, points, tuple(used), tuple(missing), clause)


def _within(bounds: Points, points: Fraction) -> Fraction:
    points = max(bounds.least, points)
    return points if bounds.most is None else min(bounds.most, points)


def _by_ways(
    criterion: Criterion, values: Values, between: Between
) -> tuple[Points, list[str], str]:
    """What the ways that may apply earn, the figures that they ask for, and their clause."""
    if not criterion.ways:
        return Points(Fraction(0), criterion.most), [], criterion.clause
    found: list[Points] = []
    asked: list[str] = []
    clauses: list[str] = []
    for way in criterion.ways:
        says = values.get(way.when) if way.when else Fraction(1)
        asked += [way.when] if way.when else []
        if says == 0:
            continue
        points, names = _of_way(way, values, between)
        found.append(points)
        asked += names
        clauses.append(way.clause)
        if says is not None:
            break
    else:
        found.append(NOTHING)
    clause = clauses[0] if len(clauses) == 1 else criterion.clause
    return rounded(any_of(found)), asked, clause


def _of_way(way: Way, values: Values, between: Between) -> tuple[Points, list[str]]:
    """What one way earns, and the figures that it asks for."""
    if way.line is None:
        return exactly(way.fixed), []
    lines = _lines(way, way.line, values)
    asked = [way.value, *(scale.when for scale in way.scales)]
    value = values.get(way.value)
    if value is None:
        return any_of(line.of_anything() for line in lines), asked
    return any_of(points_of(line, value, between) for line in lines), asked


def _lines(way: Way, line: Line, values: Values) -> Sequence[Line]:
    """The line, reduced as the unit is; all that are possible where that is not known."""
    applies = [scale for scale in way.scales if values.get(scale.when)]
    may_apply = [scale for scale in way.scales if scale.when not in values]
    reduced = [
        each
        for scale in (*applies, *may_apply)
        for each in scaled(line, scale.percent, scale.what)
    ]
    return reduced if applies else [line, *reduced]


def _possible(
    classes: Iterable[ClassRule], kind: str, bare: Points, full: Points, values: Values
) -> tuple[tuple[str, ...], list[str]]:
    """The classes that the points allow, highest first, and what would tell them apart."""
    found: list[str] = []
    asked: list[str] = []
    for rule in classes:
        if kind not in rule.kinds:
            continue
        points = bare if rule.bare else full
        if rule.start is None:
            found.append(rule.code)
            asked.append(f"{CLASS}{rule.code}")
            continue
        may = points.most is None or points.most >= rule.start
        says = values.get(rule.when) if rule.when else Fraction(1)
        if not may or says == 0:
            continue
        found.append(rule.code)
        asked += [rule.when] if says is None else []
        if says is not None and points.least >= rule.start:
            break
    return tuple(found), asked
