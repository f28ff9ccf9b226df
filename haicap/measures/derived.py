"""
What follows from declared figures: shares, ratios, sums and differences, never typed in.

A derived value is declared once, with its formula in words, over the keys of bundled figures.
It follows them: when a figure is restated, the new one counts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from operator import mul
from typing import Protocol

from haicap.measures.measure import Words
from haicap.measures.models import Observation
from haicap.workdays.calendar import vietnam

Figures = Mapping[str, Observation]


class Told(StrEnum):
    """How a derived value is shown."""

    SHARE = "share"  # 0.7385 is 73.85 %
    CHANGE = "change"  # 0.166 is 16.6 % more
    NUMBER = "number"


class Term(Protocol):
    """Something that has an amount once the figures are known."""

    def amount(self, figures: Figures) -> float | None:
        """The amount, or None when a figure that it needs does not tell it."""
        ...

    def keys(self) -> Iterator[str]:
        """The figures that it needs."""
        ...


@dataclass(frozen=True)
class Figure:
    """The value of a figure, or its numerator or denominator."""

    key: str
    part: str = "value"

    def amount(self, figures: Figures) -> float | None:
        found = figures.get(self.key)
        return None if found is None else getattr(found, self.part)

    def keys(self) -> Iterator[str]:
        yield self.key


@dataclass(frozen=True)
class Number:
    """A number of the formula itself."""

    number: float

    def amount(self, _figures: Figures) -> float | None:
        return self.number

    def keys(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True)
class Days:
    """The days of a period, from the first to the last; working days of the nation or all."""

    first: date
    last: date
    only_working: bool

    def amount(self, _figures: Figures) -> float | None:
        count = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=number) for number in range(count))
        if not self.only_working:
            return float(count)
        return float(sum(vietnam().counts(vietnam().day(day).sessions) for day in days))

    def keys(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True)
class Sum:
    """What is added, less what is taken away."""

    plus: tuple[Term, ...]
    minus: tuple[Term, ...] = ()

    def amount(self, figures: Figures) -> float | None:
        added, taken = _amounts(self.plus, figures), _amounts(self.minus, figures)
        return None if added is None or taken is None else sum(added) - sum(taken)

    def keys(self) -> Iterator[str]:
        for term in (*self.plus, *self.minus):
            yield from term.keys()


@dataclass(frozen=True)
class Product:
    """What is multiplied."""

    factors: tuple[Term, ...]

    def amount(self, figures: Figures) -> float | None:
        found = _amounts(self.factors, figures)
        return None if found is None else reduce(mul, found, 1.0)

    def keys(self) -> Iterator[str]:
        for term in self.factors:
            yield from term.keys()


def _amounts(terms: Iterable[Term], figures: Figures) -> list[float] | None:
    found = [term.amount(figures) for term in terms]
    known = [amount for amount in found if amount is not None]
    return known if len(known) == len(found) else None


@dataclass(frozen=True)
class Derived:
    """
    One derived value: a numerator over a denominator, or a numerator alone.

    ``formula`` is the arithmetic in words; ``why`` what it shows, where that is not plain.
    """

    name: str
    title: Words
    formula: Words
    numerator: Term
    denominator: Term | None = None
    told: Told = Told.NUMBER
    why: Words | None = None

    def keys(self) -> list[str]:
        """The figures that it follows from."""
        terms = [self.numerator] if self.denominator is None else [
            self.numerator, self.denominator,
        ]  # fmt: skip
        return list(dict.fromkeys(key for term in terms for key in term.keys()))  # noqa: SIM118


@dataclass(frozen=True)
class Answer:
    """A derived value with all that it came from; without a value, ``missing`` says why."""

    derived: Derived
    value: float | None
    numerator: float | None
    denominator: float | None
    figures: tuple[Observation, ...]
    missing: tuple[str, ...]

    @property
    def as_of(self) -> date | None:
        """The day of the newest figure in it."""
        return max((figure.as_of for figure in self.figures), default=None)


def compute(derived: Derived, figures: Figures | None = None) -> Answer:
    """Derive a value; by default from the figures as they stand in the database."""
    keys = derived.keys()
    known = standing(keys) if figures is None else figures
    numerator = derived.numerator.amount(known)
    below = derived.denominator
    denominator = None if below is None else below.amount(known)
    value = numerator
    if below is not None:
        is_known = numerator is not None and denominator
        value = numerator / denominator if is_known else None  # type: ignore[operator]
    used = tuple(known[key] for key in keys if key in known)
    missing = tuple(key for key in keys if key not in known)
    return Answer(derived, value, numerator, denominator, used, missing)


def standing(keys: Iterable[str]) -> dict[str, Observation]:
    """The bundled figures of these keys, or those that were put in their places since."""
    rows = Observation.objects.filter(key__in=list(keys)).select_related("restated_by")
    return {row.key: _last(row) for row in rows if row.key is not None}


def _last(row: Observation) -> Observation:
    while row.restated_by is not None:
        row = row.restated_by
    return row
