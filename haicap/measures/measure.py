"""What a measure is: a numerator and a denominator, in words and as expressions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

import ibis
from django.utils.translation import get_language

# Columns and conditions of Ibis: one expression for DuckDB and for Spark.
Column = Any
Expression = Callable[[Any, "Period"], Column]


@dataclass(frozen=True)
class Period:
    """Days from ``since`` until ``until``, which is not included."""

    since: date
    until: date

    @property
    def before(self) -> "Period":
        """The same number of days, directly before."""
        return Period(self.since - (self.until - self.since), self.since)


def one(_table: Any, _period: Period) -> Column:
    """Every row counts."""
    return ibis.literal(True)


class Unit(StrEnum):
    """In what the value is told."""

    DOSSIERS = "dossiers"
    SHARE = "share"  # 0 to 1, or null when there is nothing to divide by
    CHANGE = "change"  # 0.05 is five per cent more than before
    SECONDS = "seconds"
    UNITS = "units"


@dataclass(frozen=True)
class Words:
    """A text in Vietnamese and in English."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.vi if (get_language() or "").startswith("vi") else self.en


@dataclass(frozen=True, eq=False)
class Part:
    """
    What some milestones add to a measure: which rows in a period, and how much of each.

    An amount is a condition, which counts one where it holds, or a whole number.
    """

    milestones: frozenset[str]
    rows: Expression
    numerator: Expression | None = None
    denominator: Expression | None = None


@dataclass(frozen=True, eq=False)  # one of each: compared as itself
class Measure:
    """
    One measure, declared once.

    ``rows`` says which rows of ``table``, of these ``milestones``, it looks at in a period;
    ``numerator`` and ``denominator`` what each adds to the two sums. Where different
    milestones add to the two, they stand in ``parts`` instead. A measure without
    denominator is a count. ``quantile`` takes the quantile of the numerator, which can
    neither be summed nor shared out. A changed definition is a new ``version``.
    """

    name: str
    title: Words
    definition: Words
    counted: Words  # the numerator
    unit: Unit
    dimensions: frozenset[str]
    rows: Expression | None = None
    numerator: Expression | None = None
    denominator: Expression | None = None
    among: Words | None = None  # the denominator; none for a count
    milestones: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    looks_back: bool = False  # whether rows before the period count
    # What there is at the end of the period, and not what happened in it.
    is_stock: bool = False
    quantile: float | None = None
    table: str = "milestones"
    grain: str = "dossier"
    version: int = 1
    owner: str = "Văn phòng Chính phủ"
    valid_from: date = date(2025, 7, 1)
    good: str = field(default="")  # "more" or "less" where one of them is better

    @cached_property
    def all_parts(self) -> tuple[Part, ...]:
        """Its parts, one where it has no several."""
        if self.parts:
            return self.parts
        assert self.rows is not None  # either parts or this
        return (Part(self.milestones, self.rows, self.numerator, self.denominator),)

    @property
    def is_additive(self) -> bool:
        """Whether its sums may be added up over units and shared out by successions."""
        return self.quantile is None

    @property
    def is_ratio(self) -> bool:
        """Whether it divides."""
        return self.among is not None
