"""A calendar compiled into sorted arrays, year by year as years are asked for."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from threading import Lock
from typing import Final, Protocol

from haicap.workdays.hours import Sessions
from haicap.workdays.vietnam import FIRST_YEAR, LAST_YEAR

# One time zone, no summer time.
HANOI: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

# Instants are whole microseconds since the first day of the calendar, in Hanoi; a day's
# number is its instant divided by DAY.
MINUTE: Final = 60_000_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
FOREVER: Final = 1 << 63
Stop = tuple[int, int]
"""The clock stands from one instant to the other (FOREVER: without an end)."""

_FIRST_DAY: Final = date.min.toordinal()
_BEGIN: Final = datetime(1, 1, 1, tzinfo=HANOI)
_TICK: Final = timedelta(microseconds=1)


class OutsideCalendar(ValueError):
    """The counting would leave the years for which calendars can be made."""


def instant(moment: datetime) -> int:
    """
    Give the instant of a moment in any time zone.

    :raises ValueError: if it names no time zone: a deadline needs one
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} names no time zone")
    return (moment - _BEGIN) // _TICK


def moment(at: int) -> datetime:
    return _BEGIN + timedelta(microseconds=at)


def day_number(on: date) -> int:
    return on.toordinal() - _FIRST_DAY


def day_of(number: int) -> date:
    return date.fromordinal(number + _FIRST_DAY)


class _Hours(Protocol):
    @property
    def sessions(self) -> Sessions: ...


@dataclass(slots=True)
class Span:
    """
    Some years of a calendar; complete when published, never changed after.

    ``before`` and ``upto`` are the working time since the span's origin at the opening and
    at the closing of each session. ``open_days`` have sessions; ``counted_days`` are those
    of them that count as working days; ``closes_of_days`` is for every day, 24:00 for one
    without sessions (Civil Code 2015, Article 148: a limit ends at the end of its last day).
    """

    begin: int
    end: int
    opens: list[int] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    upto: list[int] = field(default_factory=list)
    open_days: list[int] = field(default_factory=list)
    open_closes: list[int] = field(default_factory=list)
    counted_days: list[int] = field(default_factory=list)
    counted_closes: list[int] = field(default_factory=list)
    closes_of_days: list[int] = field(default_factory=list)

    @property
    def first_day(self) -> int:
        return self.begin // DAY

    def worked(self, at: int) -> int:
        """Working time from the origin to the instant."""
        last = bisect_right(self.opens, at) - 1
        if last < 0:
            return 0
        return self.before[last] + min(at, self.closes[last]) - self.opens[last]

    def when_worked(self, time: int) -> int:
        """
        The first instant by which so much was worked: the end of a session, not the next opening.

        :raises IndexError: if the span is too short
        """
        which = bisect_left(self.upto, time)
        return self.opens[which] + time - self.before[which]

    def next_open(self, at: int) -> int:
        """The instant itself within a session or at its end, else the next opening."""
        return max(at, self.opens[bisect_left(self.closes, at)])


class Timeline:
    """Gives spans of a calendar and keeps the longest; safe to share between threads."""

    def __init__(
        self, plan: Callable[[date], _Hours], counts: Callable[[Sessions], bool]
    ) -> None:
        self._plan = plan
        self._counts = counts
        self._lock = Lock()
        self._span = Span(0, 0)

    def span(self, since: int, until: int) -> Span:
        """
        A span that holds both instants.

        :raises OutsideCalendar: if no calendar is made for them
        """
        span = self._span
        if span.begin <= since and until < span.end:
            return span
        return self._grow(moment(since).year, moment(until).year + 1)

    def longer(self, span: Span) -> Span:
        """A span that begins no later and ends well after."""
        begin, last = moment(span.begin).year, moment(span.end - 1).year
        if last >= LAST_YEAR:
            raise OutsideCalendar(f"no calendar after {LAST_YEAR}")
        return self._grow(begin, min(last + max(1, last - begin), LAST_YEAR))

    def _grow(self, first: int, last: int) -> Span:
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise OutsideCalendar(f"no calendar before {FIRST_YEAR} or after {LAST_YEAR}")
        with self._lock:
            span = self._span
            if span.end:
                first = min(first, moment(span.begin).year)
                last = max(last, moment(span.end - 1).year)
            self._span = self._compiled(first, last)
            return self._span

    def _compiled(self, first: int, last: int) -> Span:
        begin, end = day_number(date(first, 1, 1)), day_number(date(last + 1, 1, 1))
        span = Span(begin * DAY, end * DAY)
        worked = 0
        for number in range(begin, end):
            sessions = self._plan(day_of(number)).sessions
            worked = _add_day(span, number, sessions, worked)
            if self._counts(sessions):
                span.counted_days.append(number)
                span.counted_closes.append(span.closes[-1])
        return span


def _add_day(span: Span, number: int, sessions: Sessions, worked: int) -> int:
    midnight = number * DAY
    for opens, closes in sessions:
        span.opens.append(midnight + opens * MINUTE)
        span.closes.append(midnight + closes * MINUTE)
        span.before.append(worked)
        worked += (closes - opens) * MINUTE
        span.upto.append(worked)
    span.closes_of_days.append(span.closes[-1] if sessions else midnight + DAY)
    if sessions:
        span.open_days.append(number)
        span.open_closes.append(span.closes[-1])
    return worked
