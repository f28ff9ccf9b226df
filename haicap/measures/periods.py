"""Periods as people name them: a week, a month, a quarter, a year, or two days."""

import re
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.measures.measure import Period

_NAMED = re.compile(r"(\d{4})(?:-(?:W(\d{1,2})|Q(\d)|(\d{1,2})))?", re.IGNORECASE)


class UnknownPeriod(Invalid):
    """That names no period; ``nearest`` is one that it may have meant."""

    code = "measures.unknown-period"
    message = _("There is no period “%(value)s”; the nearest is “%(nearest)s”.")

    def __init__(self, value: str, nearest: str) -> None:
        super().__init__("period", "", value=value, nearest=nearest)


class PeriodInFuture(Invalid):
    """The period has not begun, or an end was asked for that is not yet."""

    code = "measures.period-in-future"
    message = _("“%(value)s” lies in the future; the latest is “%(nearest)s”.")

    def __init__(self, value: str, nearest: str) -> None:
        super().__init__("period", "", value=value, nearest=nearest)


def parse(text: str, today: date) -> Period:
    """
    Read 2025-W34, 2025-08, 2025-Q3, 2025 or 2025-07-01..2025-08-23 (both days included).

    A period that has begun and not ended is taken whole; data end where they end.

    :raises UnknownPeriod: naming the nearest
    :raises PeriodInFuture: naming the latest of its kind
    """
    first, dots, last = text.strip().partition("..")
    if dots:
        return between(_day(first, today), _day(last, today), today)
    found = _NAMED.fullmatch(text.strip())
    if found is None:
        raise UnknownPeriod(text, week_of(today))
    period = _named(text, found, today)
    if period.since > today:
        raise PeriodInFuture(text, _same_kind(found, today))
    return period


def between(first: date, last: date, today: date) -> Period:
    """
    Give the days from the first to the last, both included.

    :raises Invalid: if the last is before the first
    :raises PeriodInFuture: if the last is after today
    """
    if last < first:
        raise Invalid("to", _("The last day must not be before the first."))
    if last > today:
        raise PeriodInFuture(last.isoformat(), today.isoformat())
    return Period(first, last + timedelta(days=1))


def week_of(day: date) -> str:
    """The ISO week of a day, such as 2025-W34."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def _named(text: str, found: re.Match[str], today: date) -> Period:
    year = int(found[1])
    try:
        if found[2]:
            monday = date.fromisocalendar(year, int(found[2]), 1)
            return Period(monday, monday + timedelta(days=7))
        if found[3]:
            return _months(year, int(found[3]) * 3 - 2, 3)
        if found[4]:
            return _months(year, int(found[4]), 1)
        return Period(date(year, 1, 1), date(year + 1, 1, 1))
    except ValueError:
        raise UnknownPeriod(text, _same_kind(found, today)) from None


def _months(year: int, month: int, count: int) -> Period:
    after = year * 12 + month - 1 + count
    return Period(date(year, month, 1), date(after // 12, after % 12 + 1, 1))


def _same_kind(found: re.Match[str], day: date) -> str:
    if found[2]:
        return week_of(day)
    if found[3]:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02d}" if found[4] else str(day.year)


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UnknownPeriod(text, today.isoformat()) from None
