"""Computing the figures of a week, all through the declared measures."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from haicap.measures.answers import Result, Row
from haicap.measures.engine import compute, compute_many
from haicap.measures.measure import Period
from haicap.measures.periods import week_of
from haicap.measures.registry import measure as measure_of
from haicap.measures.weekly.figures import (
    UNKNOWN,
    Counted,
    Counts,
    Declared,
    Figures,
    Locality,
    Number,
    Past,
    Previous,
)
from haicap.measures.weekly.weeks import Week
from haicap.units.models import Level, TerritoryVersion

IN_WEEK: Final = (
    "received", "received-at-communes", "online", "online-assisted", "returned", "on-time",
)  # fmt: skip
TO_DATE: Final = (
    "received", "received-at-communes", "online", "online-assisted",
    "returned-of-received", "on-time", "on-time-of-received",
)  # fmt: skip
AT_END: Final = "overdue-open"
GROWTH: Final = "received-growth"
MEASURES: Final = tuple(dict.fromkeys((*IN_WEEK, GROWTH, *TO_DATE, AT_END)))
WEEKS_BACK: Final = 26


def versions() -> dict[str, int]:
    """The measures that a report uses, each with its version."""
    return {name: measure_of(name).version for name in MEASURES}


def figures_of(
    week: Week,
    record_since: date,
    previous: Previous | None,
    declared: Sequence[Declared] = (),
) -> Figures:
    """
    Compute what a report says of a week, by the provinces of its last day.

    What lies before ``record_since`` is not known and is not compared with.
    """
    since = max(week.since, record_since)
    in_week = _by_province(IN_WEEK, Period(since, week.until))
    to_date = _by_province((*TO_DATE, AT_END), Period(record_since, week.until))
    return Figures(
        week=week.name,
        since=since.isoformat(),
        until=week.until.isoformat(),
        record_since=record_since.isoformat(),
        simulated=_simulated(Period(record_since, week.until)),
        in_week=_totals(in_week) | {GROWTH: _growth(week, record_since)},
        to_date=_totals(to_date),
        localities=_localities(week.last, in_week, to_date),
        past=_past(week, record_since),
        previous=previous,
        declared=tuple(declared),
    )


Results = Mapping[str, Result]


def _by_province(names: Sequence[str], period: Period) -> Results:
    found = compute_many(
        names, by=["province"], since=period.since, until=period.until, lens="as-is"
    )
    return dict(zip(names, found, strict=True))


def _totals(results: Results) -> dict[str, Counted]:
    return {name: _counted(result.total) for name, result in results.items()}


def _counted(row: Row) -> Counted:
    return Counted(_plain(row.numerator), _plain(row.denominator))


def _plain(amount: float | None) -> Any:
    """A whole number as one; shares of split units add up to it only nearly."""
    if amount is None:
        return None
    near = round(float(amount), 6)
    return int(near) if near.is_integer() else near


def _growth(week: Week, record_since: date) -> Counted:
    """Against the week before, where all of that week is on record."""
    if Period(week.since, week.until).before.since < record_since:
        return UNKNOWN
    return _counted(compute(GROWTH, since=week.since, until=week.until).total)


def _simulated(period: Period) -> Number:
    found = compute(
        "received", by=["simulated"], since=period.since, until=period.until
    ).rows
    return sum(_plain(row.numerator) or 0 for row in found if row.keys[0])


def _localities(last: date, *parts: Results) -> tuple[Locality, ...]:
    """Every province of the day, with nothing where nothing was; what is nobody's last."""
    units = TerritoryVersion.objects.on(last).filter(level=Level.PROVINCE)
    names = dict(units.order_by("code").values_list("code", "short_name"))
    in_week, to_date = (
        {name: _by_code(result) for name, result in part.items()} for part in parts
    )
    codes: list[str | None] = [*names]
    if any(None in rows for rows in (*in_week.values(), *to_date.values())):
        codes.append(None)
    return tuple(
        Locality(
            code or "",
            names[code] if code else "",
            _of(code, in_week),
            _of(code, to_date),
        )
        for code in codes
    )


def _by_code(result: Result) -> dict[str | None, Counted]:
    """The rows by code; all that lies at no unit of the day together."""
    zero = Counted(0, 0 if result.measure.is_ratio else None)
    found: dict[str | None, Counted] = {}
    for row in result.rows:
        code = row.keys[0] if row.is_attributable else None
        found[code] = _sum(found.get(code, zero), _counted(row))
    # A unit of which there is no row had nothing: the lake holds all of the period.
    return _Zeros(found, zero)


class _Zeros(dict[str | None, Counted]):
    """Gives what nothing counts as for what is not there."""

    def __init__(self, found: Mapping[str | None, Counted], zero: Counted) -> None:
        super().__init__(found)
        self.zero = zero

    def __missing__(self, code: str | None) -> Counted:
        return self.zero


def _sum(one: Counted, other: Counted) -> Counted:
    numerator = _plain((one.numerator or 0) + (other.numerator or 0))
    if one.denominator is None:
        return Counted(numerator)
    return Counted(numerator, _plain(one.denominator + (other.denominator or 0)))


def _of(code: str | None, rows: Mapping[str, dict[str | None, Counted]]) -> Counts:
    return {name: by_code[code] for name, by_code in rows.items()}


def _past(week: Week, record_since: date) -> tuple[Past, ...]:
    """The weeks up to this one."""
    first = max(week.since - timedelta(weeks=WEEKS_BACK - 1), Week.of(record_since).since)
    since = max(first, record_since)
    received, returned = (
        {row.keys[0]: _plain(row.numerator) for row in result.rows}
        for result in compute_many(
            ["received", "returned"], by=["week"], since=since, until=week.until
        )
    )
    mondays = [first + timedelta(weeks=n) for n in range((week.until - first).days // 7)]
    return tuple(
        Past(week_of(day), received.get(day, 0), returned.get(day, 0)) for day in mondays
    )
