"""Shapes of classes, standards, figures of units, and villages."""

from datetime import date
from typing import Annotated

from pydantic import Field

from haicap.web.api.schemas.base import DayIn, In, Out, text


class JudgedUnit(Out):
    """The unit that was judged."""

    code: str = Field(examples=["38"])
    name: str
    kind: str = Field(examples=["province"])


class Span(Out):
    """Points: equal bounds where they are known; no upper one where none is published."""

    least: float
    most: float | None


class Priority(Span):
    """Priority points."""

    note: str | None


class UsedValue(Out):
    """A figure with where it comes from."""

    name: str = Field(examples=["population"])
    title: str
    amount: bool | float
    unit: str | None
    source: str
    as_of: date | None


class MissingValue(Out):
    """What would have to be known."""

    name: str = Field(examples=["mountain"])
    title: str
    why: str


class CriterionOut(Out):
    """A criterion with what it earns."""

    code: str
    group: str
    title: str
    clause: str | None
    points: Span
    of: float | None = Field(description="At most so many; null where not published.")
    values: list[UsedValue]
    missing: list[str]
    sure_percent: int | None = Field(description="How sure the numbers of the rule are.")
    note: str | None


class RulesOut(Out):
    """The rules of the day."""

    unit: JudgedUnit
    on: date
    title: str
    document: str = Field(examples=["307/2025/NĐ-CP"])
    clause: str | None
    valid_from: date
    valid_until: date | None
    source: str
    note: str | None
    missing: list[MissingValue]


class ClassificationOut(RulesOut):
    """The class of a unit; null where it cannot be decided."""

    class_code: str | None = Field(examples=["I"])
    possible: list[str]
    points: Span | None
    priority: Priority | None
    total: Span | None
    criteria: list[CriterionOut]


class LeastOut(Out):
    """What is asked at least; two bounds where it is not known which reduction applies."""

    lowest: float
    highest: float


class RequirementOut(Out):
    """One standard and whether it is met."""

    value: str
    title: str
    unit: str | None
    told: str = Field(description="number or yes-no (1 is yes)")
    clause: str | None
    verdict: str = Field(description="met, not-met or undecided")
    least: LeastOut
    values: list[UsedValue]
    missing: list[str]
    may_be_reduced: bool = Field(description="There may be reductions not known here.")
    sure_percent: int | None
    note: str | None


class StandardsOut(RulesOut):
    """Whether a unit meets the standards of its kind."""

    verdict: str = Field(description="met, not-met or undecided")
    table_note: str | None
    requirements: list[RequirementOut]


class ValueIn(In):
    """A figure of a unit as of a day."""

    name: Annotated[str, text(60, 1)] = Field(examples=["mountain"])
    value: Annotated[str, text(40, 1)] = Field(examples=["no"])
    as_of: DayIn
    source: Annotated[str, text(300, 1)]


class ValueOut(Out):
    """A figure that was entered."""

    name: str
    value: str
    as_of: date
    source: str


class VillageOut(Out):
    """A village or residential group on a day."""

    number: int
    name: str
    kind: str = Field(description="village or residential_group")
    kind_name: str
    code: str | None = Field(description="Null until it is established.")
    valid_from: date
    valid_until: date | None
    ground: str | None
    is_simulated: bool
    households: int | None
    population: int | None
    counted_on: date | None
    count_source: str | None
