"""
When a request is due, what is left of its time, and by how much it is late.

How days are counted, in the words used below:

- *received on*: the day itself up to the closing of its last session, that minute included;
  what arrives later, or on a day off, is received on the next day the office opens.
- in whole days (Civil Code 2015, Articles 147–148) the day of receipt is not counted; a
  limit that ends on a day off ends with the next working day, when the office closes; a
  month ends on the day of the same number, or on the last day of the month.
- a *pause* (the citizen supplements or pays) stops the clock. Running time simply does not
  run. Where whole days are counted, a day at whose closing the clock stands still does not
  count, so that the due date moves by the days waited and never lies within a pause.
- a pause that begins when the due moment has passed changes nothing: lateness stays.
- phases follow each other, each a limit of its own: the day on which one ends is day zero
  of the next.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final, Literal, NamedTuple

from haicap.workdays import reasons
from haicap.workdays.calendar import Calendar
from haicap.workdays.limit import Limit, Phase, Policy, Unit, add_months
from haicap.workdays.reasons import Count, DayLine
from haicap.workdays.timeline import (
    DAY,
    FOREVER,
    HOUR,
    MINUTE,
    Span,
    Stop,
    day_number,
    day_of,
    instant,
    moment,
)


class Pause(NamedTuple):
    """The clock stands from ``since`` until ``until``; without an end it still stands."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """
    The due moment and everything it was computed from.

    ``at`` is None while the clock stands (``remaining`` tells what is left) and where the
    law sets no limit: such a request is neither on time nor late and belongs in no rate.
    """

    at: datetime | None
    limit: Limit | None
    start: datetime
    calendar: Calendar
    pauses: tuple[Pause, ...]
    policy: Policy

    @property
    def state(self) -> Literal["fixed", "paused", "no-limit"]:
        if self.limit is None:
            return "no-limit"
        return "paused" if self.at is None else "fixed"

    @property
    def on(self) -> date | None:
        """The day it is due; 24:00 belongs to the day that it ends."""
        return None if self.at is None else day_of((instant(self.at) - 1) // DAY)

    @property
    def remaining(self) -> timedelta | None:
        """What was left when the clock was stopped; None while it runs."""
        if self.state != "paused":
            return None
        stopped_at, _ = merged(self.pauses)[-1]
        return remaining(self, moment(stopped_at))

    @property
    def explanation(self) -> tuple[DayLine, ...]:
        """Day by day, what counted and why."""
        return () if self.limit is None else _explain(self, self.limit)


class Lateness(NamedTuple):
    """Late by the instant, late by the day, and by how much working time."""

    by_instant: bool
    by_day: bool
    working: timedelta


def due(
    limit: Limit | None,
    start: datetime,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    policy: Policy | str = Policy.RUNNING,
) -> Due:
    """
    Count a limit from its start.

    :raises ValueError: if a moment names no time zone or a pause ends before it begins
    :raises OutsideCalendar: if the counting leaves the years known
    """
    pauses = tuple(pauses)
    policy = Policy(policy)
    at = instant(start)
    if limit is None:
        return Due(None, None, start, calendar, pauses, policy)
    end = _count(limit, at, calendar, merged(pauses), policy)[-1].end
    known = None if end is None else moment(end)
    return Due(known, limit, start, calendar, pauses, policy)


def remaining(found: Due, at: datetime) -> timedelta | None:
    """
    Give the time left at a moment: working time, or clock time for a limit in hours or minutes.

    Pauses do not use it up; while the clock stands it stays what it was; below zero is
    lateness. None where there is no limit.
    """
    if found.limit is None:
        return None
    stops = merged(found.pauses)
    start = instant(found.start)
    now, by_clock = max(instant(at), start), found.limit.runs_by_the_clock
    if found.at is None:
        # An open pause: what would be left had it not begun, seen from where it began.
        since, _ = stops.pop()
        now = max(min(now, since), start)
        end = _count(found.limit, start, found.calendar, stops, found.policy)[-1].end
    else:
        end = instant(found.at)
    assert end is not None, "only an open pause leaves a limit without an end"
    if now > end:
        return -_time(found.calendar, end, now, [], by_clock)
    return _time(found.calendar, now, end, stops, by_clock)


def elapsed(
    start: datetime, at: datetime, calendar: Calendar, pauses: Iterable[Pause] = ()
) -> timedelta:
    """Give the working time from start to a moment, pauses left out."""
    begin, end = instant(start), instant(at)
    return _time(calendar, begin, max(begin, end), merged(tuple(pauses)), by_clock=False)


def late_by(due_at: datetime | None, done_at: datetime, calendar: Calendar) -> Lateness:
    """
    Compare a due moment with the end of the work, not with when the result was fetched.

    Both levels are given because the national rules use both: Decision 766/QĐ-TTg compares
    the moments as sent, report 06a compares days.
    """
    if due_at is None:
        return Lateness(False, False, timedelta(0))
    end, done = instant(due_at), instant(done_at)
    by_day = done // DAY > (end - 1) // DAY and done > end
    working = _time(calendar, end, max(end, done), [], by_clock=False)
    return Lateness(done > end, by_day, working)


def merged(pauses: Sequence[Pause]) -> list[Stop]:
    """
    Lay pauses on one line: in order, nested and overlapping ones joined.

    :raises ValueError: if one ends before it begins
    """
    stops: list[Stop] = []
    if not pauses:
        return stops
    for since, until in sorted(map(_stop, pauses)):
        if until < since:
            raise ValueError(f"a pause from {moment(since)} ends before it begins")
        if stops and since <= stops[-1][1]:
            stops[-1] = (stops[-1][0], max(until, stops[-1][1]))
        else:
            stops.append((since, until))
    return stops


def _stop(pause: Pause) -> Stop:
    until = FOREVER if pause.until is None else instant(pause.until)
    return instant(pause.since), until


def _explain(found: Due, limit: Limit) -> tuple[DayLine, ...]:
    stops = merged(found.pauses)
    counts = _count(limit, instant(found.start), found.calendar, stops, found.policy)
    return reasons.explain(counts, found.calendar, stops)


def _time(
    calendar: Calendar, begin: int, end: int, stops: Sequence[Stop], by_clock: bool
) -> timedelta:
    """Time between two instants outside the stops."""
    span = None if by_clock else calendar.timeline.span(begin, end)
    return timedelta(microseconds=reasons.running_time(span, begin, end, stops))


def _count(
    limit: Limit, at: int, calendar: Calendar, stops: list[Stop], policy: Policy
) -> list[Count]:
    latest = max([at, *(until for _, until in stops if until < FOREVER)]) if stops else at
    span = calendar.timeline.span(at, latest)
    while True:
        try:
            return _phases(limit, at, calendar, span, stops, policy)
        except IndexError:  # the answer lies beyond the years compiled so far
            span = calendar.timeline.longer(span)


def _phases(
    limit: Limit,
    at: int,
    calendar: Calendar,
    span: Span,
    stops: list[Stop],
    policy: Policy,
) -> list[Count]:
    counts: list[Count] = []
    for phase in limit.phases:
        day_zero = (at - 1) // DAY if counts else _received_on(at, span)
        place = _Place(at, day_zero, calendar, span, stops)
        if phase.unit is Unit.WORKING_DAY and policy is Policy.RUNNING:
            end = _run_working_days(phase, place)
        else:
            end = _RULES[phase.unit](phase, place)
        counts.append(Count(phase, policy, at, day_zero, end, span))
        if end is None:
            break
        at = end
    return counts


def _received_on(at: int, span: Span) -> int:
    which = bisect_left(span.open_closes, at)
    if span.open_days[which] < at // DAY:  # that day closed at 24:00, which is tomorrow
        which += 1
    return span.open_days[which]


class _Place(NamedTuple):
    """Where the counting of a phase begins."""

    at: int
    day_zero: int
    calendar: Calendar
    span: Span
    stops: list[Stop]


def _run_working_days(phase: Phase, place: _Place) -> int | None:
    return _run(place, round(phase.amount * place.calendar.minutes_a_day * MINUTE))


def _run_working_hours(phase: Phase, place: _Place) -> int | None:
    return _run(place, round(phase.amount * HOUR))


def _run(place: _Place, need: int) -> int | None:
    at, _, _, span, stops = place
    done = span.worked(at)
    for since, until in stops:
        if until <= at:
            continue
        ran = span.worked(max(since, at)) - done
        if ran >= need:
            break
        if until == FOREVER:
            return None
        need -= ran
        done = span.worked(until)
    return span.when_worked(done + need)


def _run_by_the_clock(phase: Phase, place: _Place) -> int | None:
    """Run day and night; a limit that ends while the office is closed ends when it opens."""
    at, _, _, span, stops = place
    end = at + round(phase.amount * (HOUR if phase.unit is Unit.HOUR else MINUTE))
    for since, until in stops:
        if until <= at:
            continue
        # What is left counts on from the resumption; a wait for the opening pauses too.
        if span.next_open(end) <= since:
            break
        if until == FOREVER:
            return None
        end = until + max(0, end - max(since, at))
    return span.next_open(end)


def _count_working_days(phase: Phase, place: _Place) -> int | None:
    """Part of a day is due at the end of that day."""
    span = place.span
    first = bisect_right(span.counted_days, place.day_zero)
    last = first + ceil(phase.amount) - 1
    return _close_of(span.counted_closes, first, last, place.stops)


def _count_calendar_days(phase: Phase, place: _Place) -> int | None:
    return _end_of_days(place, int(phase.amount))


def _count_months(phase: Phase, place: _Place) -> int | None:
    last = add_months(day_of(place.day_zero), int(phase.amount))
    return _end_of_days(place, day_number(last) - place.day_zero)


def _end_of_days(place: _Place, days: int) -> int | None:
    span = place.span
    first = place.day_zero + 1 - span.first_day
    last = _without_stops(span.closes_of_days, first, first + days - 1, place.stops)
    if last is None:
        return None
    if last >= len(span.closes_of_days):
        raise IndexError(last)
    return _close_of_day_open_from(place, span.first_day + last)


def _count_in_day(phase: Phase, place: _Place) -> int | None:
    """
    Answer on the day of receipt; received after 15:00, on the next working day.

    The rule stands in the in-day procedures of civil status and in the one-stop mechanism
    (Decree 118/2025/NĐ-CP).
    """
    cutoff = place.day_zero * DAY + place.calendar.in_day_until * MINUTE
    return _close_of_day_open_from(place, place.day_zero + (place.at > cutoff))


def _close_of_day_open_from(place: _Place, number: int) -> int | None:
    """The closing of the first open day from this one on: never due on a day off."""
    span = place.span
    which = bisect_left(span.open_days, number)
    return _close_of(span.open_closes, which, which, place.stops)


def _close_of(closes: list[int], first: int, last: int, stops: list[Stop]) -> int | None:
    which = _without_stops(closes, first, last, stops)
    return None if which is None else closes[which]


def _without_stops(
    closes: list[int], first: int, last: int, stops: list[Stop]
) -> int | None:
    """Move ``last`` on by the days, from ``first`` on, at whose closing the clock stands."""
    for since, until in stops:
        begin = max(first, bisect_right(closes, since))
        if begin > last:
            break
        if until == FOREVER:
            return None
        last += max(0, bisect_right(closes, until) - begin)
    return last


_RULES: Final[dict[Unit, Callable[[Phase, _Place], int | None]]] = {
    Unit.WORKING_DAY: _count_working_days,
    Unit.CALENDAR_DAY: _count_calendar_days,
    Unit.WORKING_HOUR: _run_working_hours,
    Unit.HOUR: _run_by_the_clock,
    Unit.MINUTE: _run_by_the_clock,
    Unit.MONTH: _count_months,
    Unit.IN_DAY: _count_in_day,
}
