"""What a service index consists of: groups, criteria, other groupings, limits of time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from haicap.measures.measure import Words


class Judged(StrEnum):
    """The levels of units that an index may judge."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    COMMUNE = "commune"


class Empty(StrEnum):
    """What a criterion earns when there was nothing to divide by."""

    FULL = "full"
    ZERO = "zero"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Criterion:
    """
    One line: ``points × min(1, ratio ÷ target)``.

    ``number`` is that of the official table, where it has one; ``sure`` says in per cent how
    sure points and rule are. Without ``levels`` it applies to all.
    """

    code: str
    points: Fraction
    name: Words
    numerator: Words
    denominator: Words
    empty: Empty
    sure: int
    number: int | None = None
    target: Fraction = Fraction(1)
    levels: frozenset[Judged] = frozenset(Judged)
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Criteria that are shown together; their points add up to those of the group."""

    code: str
    name: Words
    points: Fraction
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Watched:
    """A line of the official table that earns no points."""

    number: int
    name: Words
    levels: frozenset[Judged] = frozenset(Judged)


@dataclass(frozen=True)
class Bundle:
    """One or more groups shown as one, in another grouping."""

    name: Words
    groups: tuple[str, ...]


@dataclass(frozen=True)
class TimeLimit:
    """
    A limit in working days: ``before`` an effect, or ``after`` a beginning.

    Without ``level`` it holds for all.
    """

    code: str
    before: int | None
    after: int | None
    level: Judged | None
    sure: int


@dataclass(frozen=True)
class Scheme:
    """One version of an index, with the legal document that it rests on."""

    ground: str
    title: Words
    valid_from: date
    valid_until: date | None
    source: str
    note: str
    groups: tuple[Group, ...]
    watched: tuple[Watched, ...]
    groupings: Mapping[str, tuple[Bundle, ...]]
    limits: tuple[TimeLimit, ...]

    @property
    def points(self) -> Fraction:
        """All that can be earned."""
        return sum((group.points for group in self.groups), Fraction(0))

    @property
    def criteria(self) -> Mapping[str, Criterion]:
        """All criteria, by their codes."""
        return {each.code: each for group in self.groups for each in group.criteria}

    def is_valid(self, on: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= on and (
            self.valid_until is None or on < self.valid_until
        )
