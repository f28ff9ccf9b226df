"""Answers: values with their numerators, denominators and definitions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from haicap.measures.measure import Measure, Period

LensName = Literal["as-was", "as-is"]
LENSES: tuple[LensName, ...] = ("as-was", "as-is")


@dataclass(frozen=True)
class Row:
    """
    The value for one combination of the dimensions.

    ``keys`` stand in the order of ``by``; a unit by its code, and the lowest unit also by
    its ``territory``. ``value`` is null where there is nothing to divide by. What is not
    attributable lies at units that were split in an unknown way.
    """

    keys: tuple[Any, ...]
    value: float | None
    numerator: float | None
    denominator: float | None
    territory: int | None = None
    is_attributable: bool = True


@dataclass(frozen=True)
class Result:
    """The answer, with all that is needed to say what it is."""

    measure: Measure
    by: tuple[str, ...]
    period: Period
    lens: LensName
    on: date | None  # the day of the units; None as it was
    rows: tuple[Row, ...]
    data_as_of: datetime | None

    @property
    def total(self) -> Row:
        """All rows together; of quantiles, which do not add up, only how many there were."""
        denominator = sum(row.denominator or 0 for row in self.rows)
        if not self.measure.is_additive:
            alone = self.rows[0].value if len(self.rows) == 1 else None
            return Row((), alone, None, denominator)
        numerator = sum(row.numerator or 0 for row in self.rows)
        if not self.measure.is_ratio:
            return Row((), numerator, numerator, None)
        value = _value(self.measure, numerator, denominator)
        return Row((), value, numerator, denominator)

    def ranked(self, count: int, *, best: bool = True) -> list[Row]:
        """The best rows, or the worst, by what the measure calls good; ties by key."""
        known = [r for r in self.rows if r.value is not None and r.is_attributable]
        known.sort(key=lambda row: [str(key) for key in row.keys])
        known.sort(
            key=lambda row: row.value or 0,
            reverse=best == (self.measure.good != "less"),
        )
        return known[:count]


class Sums:
    """
    Sums of several readings, added up by what tells rows apart.

    ``names`` are the parts of a measure: ``r0`` (rows seen), ``n0``, ``d0``, ``r1``, …
    """

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.found: dict[tuple[Any, ...], dict[str, float]] = {}

    def add(self, rows: Iterable[tuple[Any, ...]], at: Mapping[str, int]) -> None:
        """Add the rows of a reading; ``at`` says in which column what stands."""
        width = len(self.keys)
        for row in rows:
            sums = self.found.setdefault(tuple(map(_day, row[:width])), {})
            for name, place in at.items():
                sums[name] = sums.get(name, 0) + (row[place] or 0)

    def rows(self, measure: Measure, index: int) -> tuple[Row, ...]:
        """The rows of one measure, in a steady order."""
        # Without a row seen, the key is there for another measure.
        rows = [
            self._row(measure, index, key, sums)
            for key, sums in self.found.items()
            if sums.get(f"r{index}")
        ]
        return tuple(sorted(rows, key=_place))

    def _row(
        self,
        measure: Measure,
        index: int,
        key: tuple[Any, ...],
        sums: Mapping[str, float],
    ) -> Row:
        said = dict(zip(self.keys, key, strict=True))
        seen, numerator = sums[f"r{index}"], sums.get(f"n{index}", 0)
        if not measure.is_additive:
            return self._made(said, numerator, None, _number(seen))
        amount = _number(numerator)
        among = _number(sums.get(f"d{index}", 0)) if measure.is_ratio else None
        return self._made(said, _value(measure, amount, among), amount, among)

    def _made(
        self,
        said: Mapping[str, Any],
        value: float | None,
        numerator: float | None,
        denominator: float | None,
    ) -> Row:
        return Row(
            tuple(key for name, key in said.items() if name.startswith("k")),
            value,
            numerator,
            denominator,
            said.get("territory"),
            said.get("is_known", True),
        )


def _place(row: Row) -> tuple[bool, list[str], int]:
    # One code may be that of two units, one after the other.
    return not row.is_attributable, [str(key) for key in row.keys], row.territory or 0


def _value(measure: Measure, numerator: float, denominator: float | None) -> float | None:
    """A count is its numerator; a share of nothing has no value."""
    if not measure.is_ratio:
        return numerator
    return numerator / denominator if denominator else None


def _number(amount: Any) -> float:
    """A whole number as one, whatever the engine counts in."""
    return int(amount) if float(amount).is_integer() else float(amount)


def _day(key: Any) -> Any:
    return key.date() if isinstance(key, datetime) else key
