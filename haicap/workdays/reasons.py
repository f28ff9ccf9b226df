"""What each day between start and due moment counted, and why, in codes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Final, NamedTuple

from haicap.workdays.calendar import Calendar
from haicap.workdays.limit import BY_THE_CLOCK, Phase, Policy, Unit, add_months
from haicap.workdays.timeline import DAY, HOUR, MINUTE, Span, Stop, day_of
from haicap.workdays.vietnam import Name


@dataclass(frozen=True, slots=True)
class DayLine:
    """
    One day of an explanation.

    ``counted`` is the time that ran, or the days that counted; ``number`` and ``of`` say
    which day of how many. ``code`` is one of ``CODES``; ``paused`` is the time of that day
    in which the clock stood.
    """

    on: date
    code: str
    counted: timedelta | int
    number: int = 0
    of: int = 0
    name: Name | None = None
    paused: timedelta = timedelta(0)


CODES: Final = (
    "worked",  # running time, so much of it
    "clock",  # clock time, so much of it
    "arrived-closed",  # came when the office was closed
    "received",  # day of receipt: not counted
    "after-cutoff",  # in-day, received too late in the day
    "in-day",  # in-day: due that day
    "day",  # counted as day n of m
    "moved",  # the limit had ended while the office was closed: due this day
    "off",  # day off, with its name
    "rest",  # weekly rest
    "short-day",  # open, but too short to count as a working day
    "paused",  # the clock stood
    "standing",  # the clock stands since this day
    "outside",  # nothing worked before or after this day's part
)


class Count(NamedTuple):
    """One phase as it was counted; ``end`` is None where an open pause stopped it."""

    phase: Phase
    policy: Policy
    at: int
    day_zero: int
    end: int | None
    span: Span

    def runs(self) -> bool:
        """Tell whether time runs here, rather than whole days being counted."""
        unit = self.phase.unit
        if unit is Unit.WORKING_DAY:
            return self.policy is Policy.RUNNING
        return unit is Unit.WORKING_HOUR or unit in BY_THE_CLOCK


def running_time(span: Span | None, begin: int, end: int, stops: Sequence[Stop]) -> int:
    """Time between two instants outside the stops: working time, or all of it without a span."""
    total = _ran(span, begin, end)
    for since, until in stops:
        low, high = max(begin, since), min(end, until)
        if low < high:
            total -= _ran(span, low, high)
    return total


def explain(
    counts: Sequence[Count], calendar: Calendar, stops: Sequence[Stop]
) -> tuple[DayLine, ...]:
    lines: list[DayLine] = []
    for index, count in enumerate(counts):
        days = _Days(count, calendar, stops, is_first=index == 0)
        lines += days.running() if count.runs() else days.counted()
    return tuple(lines)


def _ran(span: Span | None, begin: int, end: int) -> int:
    return end - begin if span is None else span.worked(end) - span.worked(begin)


class _Days:
    def __init__(
        self, count: Count, calendar: Calendar, stops: Sequence[Stop], is_first: bool
    ) -> None:
        self.count = count
        self.calendar = calendar
        self.stops = stops
        self.is_first = is_first
        self.by_clock = count.phase.unit in BY_THE_CLOCK
        unit = HOUR if count.phase.unit is Unit.HOUR else MINUTE
        self.clock_left = round(count.phase.amount * unit)
        # While the clock stands, tell the story as far as the stop.
        self.end = max(stops[-1][0], count.at + 1) if count.end is None else count.end

    def running(self) -> Iterator[DayLine]:
        for number in range(self.count.at // DAY, (self.end - 1) // DAY + 1):
            yield self._running_day(number)
        if self.count.end is None:
            yield DayLine(day_of(self.end // DAY), "standing", timedelta(0))

    def _running_day(self, number: int) -> DayLine:
        span = None if self.by_clock else self.count.span
        low, high = max(self.count.at, number * DAY), min(self.end, (number + 1) * DAY)
        ran = running_time(span, low, high, self.stops)
        paused = timedelta(microseconds=_ran(span, low, high) - ran)
        if self.by_clock:
            # Waiting for the office to open is no part of the limit.
            ran = min(ran, self.clock_left)
            self.clock_left -= ran
        code = self._code_of_running_day(number, ran, bool(paused))
        name = self.calendar.day(day_of(number)).name
        return DayLine(
            day_of(number), code, timedelta(microseconds=ran), name=name, paused=paused
        )

    def _code_of_running_day(self, number: int, ran: int, was_paused: bool) -> str:
        if ran:
            return "clock" if self.by_clock else "worked"
        if was_paused:
            return "paused"
        if number == (self.end - 1) // DAY and self.by_clock:
            return "moved"
        return self._code_of_closed_day(number)

    def _code_of_closed_day(self, number: int) -> str:
        day = self.calendar.day(day_of(number))
        if day.sessions:
            return "outside"
        return "off" if day.kind == "off" else "rest"

    def counted(self) -> Iterator[DayLine]:
        count = self.count
        done, of = 0, self._days_in_all()
        first = (
            min(count.at // DAY, count.day_zero) if self.is_first else count.day_zero + 1
        )
        # The day on which the clock still stands is told once, at the end.
        last = (self.end - 1) // DAY
        if count.end is None and self._is_paused(last):
            last -= 1
        for number in range(first, last + 1):
            code = self._code_of_day(number, done < of)
            counted = int(code in ("day", "in-day"))
            done += counted
            name = self.calendar.day(day_of(number)).name
            yield DayLine(day_of(number), code, counted, done if counted else 0, of, name)
        if count.end is None:
            yield DayLine(day_of(self.end // DAY), "standing", 0, of=of)

    def _days_in_all(self) -> int:
        count, unit = self.count, self.count.phase.unit
        if unit is Unit.IN_DAY:
            return 1
        if unit is Unit.MONTH:
            received = day_of(count.day_zero)
            return (add_months(received, int(count.phase.amount)) - received).days
        return ceil(count.phase.amount)

    def _code_of_day(self, number: int, is_running: bool) -> str:
        if number <= self.count.day_zero and self.is_first:
            return self._code_of_arrival(number)
        is_open = bool(self.calendar.day(day_of(number)).sessions)
        if is_running and self._counts(number):
            said = "in-day" if self.count.phase.unit is Unit.IN_DAY else "day"
        elif is_open:
            said = "short-day" if is_running else "moved"
        else:
            return self._code_of_closed_day(number)
        return "paused" if self._is_paused(number) else said

    def _code_of_arrival(self, number: int) -> str:
        if number < self.count.day_zero:
            if number == self.count.at // DAY:
                return "arrived-closed"
            return self._code_of_closed_day(number)
        if self.count.phase.unit is not Unit.IN_DAY:
            return "received"
        if self.count.end is not None and (self.end - 1) // DAY == number:
            return "in-day"
        cutoff = number * DAY + self.calendar.in_day_until * MINUTE
        return "after-cutoff" if self.count.at > cutoff else "paused"

    def _counts(self, number: int) -> bool:
        unit, span = self.count.phase.unit, self.count.span
        if unit in (Unit.CALENDAR_DAY, Unit.MONTH):
            return True
        days = span.open_days if unit is Unit.IN_DAY else span.counted_days
        which = bisect_left(days, number)
        return which < len(days) and days[which] == number

    def _is_paused(self, number: int) -> bool:
        span = self.count.span
        close = span.closes_of_days[number - span.first_day]
        return any(since < close <= until for since, until in self.stops)
