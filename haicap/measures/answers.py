"""Answers: values with their numerators, denominators and definitions."""

from collections.abc import Iterable
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
        if self.measure.denominator is None:
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


def rows_of(
    measure: Measure, index: int, found: Iterable[tuple[Any, ...]], at: "Columns"
) -> tuple[Row, ...]:
    """Read the rows of one measure out of the answer for several, in a steady order."""
    seen = at[f"r{index}"]  # none: the row is there for another measure
    rows = [_row(measure, index, each, at) for each in found if each[seen]]
    rows.sort(key=_place)
    return tuple(rows)


def _place(row: Row) -> tuple[bool, list[str], int]:
    # One code may be that of two units, one after the other.
    return not row.is_attributable, [str(key) for key in row.keys], row.territory or 0


Columns = dict[str, int]  # where each column stands in a row


def _row(measure: Measure, index: int, each: tuple[Any, ...], at: Columns) -> Row:
    keys = tuple(_day(each[place]) for name, place in at.items() if name.startswith("k"))
    numerator, denominator = each[at[f"n{index}"]], None
    if not measure.is_additive:
        value, denominator = numerator, each[at[f"r{index}"]]
        numerator = None
    else:
        numerator = _number(numerator or 0)
        if measure.denominator is not None:
            denominator = _number(each[at[f"d{index}"]] or 0)
        value = _value(measure, numerator, denominator)
    territory = each[at["territory"]] if "territory" in at else None
    is_known = "is_known" not in at or each[at["is_known"]]
    return Row(keys, value, numerator, denominator, territory, is_attributable=is_known)


def _value(measure: Measure, numerator: float, denominator: float | None) -> float | None:
    """A count is its numerator; a share of nothing has no value."""
    if measure.denominator is None:
        return numerator
    return numerator / denominator if denominator else None


def _number(amount: Any) -> float:
    """A whole number as one, whatever the engine counts in."""
    return int(amount) if float(amount).is_integer() else float(amount)


def _day(key: Any) -> Any:
    return key.date() if isinstance(key, datetime) else key
