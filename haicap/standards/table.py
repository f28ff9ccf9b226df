"""What a version of the rules consists of, as its file says it; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import get_language

from haicap.standards.points import Between, Line, Scaled

OTHER_REDUCTION = "other_reduction_percent"
PRIORITY = "priority_points"
CLASS = "class-"  # before a class whose beginning is not published


class Words(tuple[str, str]):
    """The same in Vietnamese and in English; read in the language of the reader."""

    __slots__ = ()

    def __str__(self) -> str:
        return self[0] if (get_language() or "vi").startswith("vi") else self[1]


class Told(StrEnum):
    """How a figure is told."""

    NUMBER = "number"
    YES_NO = "yes-no"
    POINTS = "points"


@dataclass(frozen=True)
class Quantity:
    """A figure of a unit: population, whether it is mountainous, points somebody gave."""

    name: str
    title: Words
    told: Told
    unit: str = ""
    most: Fraction | None = None


@dataclass(frozen=True)
class Scale:
    """A reduced level: in units where ``when`` is yes the figure is measured by ``percent``."""

    when: str
    percent: Fraction
    what: Scaled
    clause: str


@dataclass(frozen=True)
class Way:
    """One way to earn the points of a criterion: where ``when`` is yes, or where it is empty."""

    when: str
    value: str
    fixed: Fraction
    line: Line | None
    scales: tuple[Scale, ...]
    clause: str


@dataclass(frozen=True)
class Criterion:
    """
    One line of a table of points; the first of its ``ways`` that applies earns them.

    Without ways its numbers are not published. ``sure`` says in per cent how sure they are.
    """

    code: str
    group: str
    title: Words
    clause: str
    ways: tuple[Way, ...]
    most: Fraction | None
    sure: int | None
    note: Words

    @property
    def own(self) -> str:
        """The name under which a person may enter its points."""
        return f"{self.code}_points"

    @property
    def is_complete(self) -> bool:
        """Whether every number and every reading of it is published."""
        return bool(self.ways) and all(
            (way.line is None or way.line.is_complete)
            and all(scale.what != Scaled.UNKNOWN for scale in way.scales)
            for way in self.ways
        )

    def names(self) -> Iterator[str]:
        """Every figure that it may ask for."""
        for way in self.ways:
            yield from filter(None, (way.when, way.value))
            yield from (scale.when for scale in way.scales)
        if not self.is_complete:
            yield self.own


@dataclass(frozen=True)
class ClassRule:
    """
    From how many points a class begins; ``start`` is None where it is not published.

    ``bare``: priority points do not count. ``when`` names a further condition.
    """

    code: str
    start: Fraction | None
    kinds: frozenset[str]
    bare: bool
    when: str
    clause: str


@dataclass(frozen=True)
class Settled:
    """Units whose class the law itself names."""

    code: str
    codes: frozenset[str]
    kinds: frozenset[str]
    clause: str


@dataclass(frozen=True)
class ScoreTable:
    """The criteria for some kinds of unit."""

    kinds: frozenset[str]
    clause: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Least:
    """A least number, where ``when`` is yes or empty."""

    when: str
    least: Fraction
    clause: str
    reductions: tuple["Reduction", ...]


@dataclass(frozen=True)
class Reduction:
    """A special factor: where ``when`` is yes, only ``percent`` of the least is asked."""

    when: str
    percent: Fraction
    clause: str


@dataclass(frozen=True)
class Requirement:
    """
    One thing that a unit must have to be of its kind; a yes-or-no figure must be 1.

    ``open``: there may be reductions that are not known here.
    """

    value: str
    clause: str
    leasts: tuple[Least, ...]
    open: bool
    sure: int | None
    note: Words

    def names(self) -> Iterator[str]:
        """Every figure that it may ask for."""
        yield self.value
        for least in self.leasts:
            yield from filter(None, (least.when, *(r.when for r in least.reductions)))
        if self.open:
            yield OTHER_REDUCTION


@dataclass(frozen=True)
class StandardTable:
    """What units of some kinds must have; nothing, where the law fixes no numbers."""

    kinds: frozenset[str]
    clause: str
    requirements: tuple[Requirement, ...]
    note: Words


@dataclass(frozen=True)
class Rules:
    """One version of standards or of classification, with the document that it rests on."""

    document: str
    title: Words
    valid_from: date
    valid_until: date | None
    source: str
    note: Words

    def is_valid(self, on: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= on and (
            self.valid_until is None or on < self.valid_until
        )


@dataclass(frozen=True)
class Classes(Rules):
    """A version of the classification."""

    between: Between
    settled: tuple[Settled, ...]
    classes: tuple[ClassRule, ...]
    tables: tuple[ScoreTable, ...]
    priority_most: Fraction | None
    priority_note: Words

    def table(self, kind: str) -> ScoreTable | None:
        """The criteria for a kind of unit; None where there are none."""
        return next((each for each in self.tables if kind in each.kinds), None)

    def cited(self) -> Iterator[tuple[str, str]]:
        """Every document and clause that it cites."""
        yield from ((self.document, each.clause) for each in self.settled)
        yield from ((self.document, each.clause) for each in self.classes)
        yield from ((self.document, each.clause) for each in self.tables)
        for criterion in (each for table in self.tables for each in table.criteria):
            yield self.document, criterion.clause
        ways = (w for t in self.tables for one in t.criteria for w in one.ways)
        for way in ways:
            yield self.document, way.clause
            yield from ((self.document, scale.clause) for scale in way.scales)


@dataclass(frozen=True)
class Standards(Rules):
    """A version of the standards."""

    tables: tuple[StandardTable, ...]

    def table(self, kind: str) -> StandardTable | None:
        """What a kind of unit must have; None where nothing is known."""
        return next((each for each in self.tables if kind in each.kinds), None)

    def cited(self) -> Iterator[tuple[str, str]]:
        """Every document and clause that it cites."""
        for table in self.tables:
            yield self.document, table.clause
            for each in table.requirements:
                yield self.document, each.clause
                yield from ((self.document, least.clause) for least in each.leasts)
