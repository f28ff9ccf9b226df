"""
The clock of ``workdays`` for whole columns of dossiers at once.

The rules are those of ``workdays.clock``, to the microsecond, for at most one pause; a test
holds both equal over every limit of the catalogue. Moments are instants of
``workdays.timeline``: whole microseconds in Hanoi.
"""

from collections.abc import Callable
from datetime import date
from math import ceil
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from haicap.workdays.calendar import Calendar
from haicap.workdays.limit import Limit, Phase, Policy, Unit, add_months
from haicap.workdays.timeline import DAY, HOUR, MINUTE, day_number, day_of

Instants = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER: Final = 1 << 62
"""Later than every moment: what has not happened."""


class Stop(NamedTuple):
    """The one pause of each dossier: NEVER in ``since`` is none, in ``until`` is open."""

    since: Instants
    until: Instants


def no_stop(count: int) -> Stop:
    """Give no pause to any of them."""
    never = np.full(count, NEVER, np.int64)
    return Stop(never, never)


class Clock:
    """A calendar compiled for columns, from a day until some years after another."""

    def __init__(self, calendar: Calendar, since: date, until: date) -> None:
        span = calendar.timeline.span(
            day_number(since) * DAY,
            day_number(date(until.year + 2, 1, 1)) * DAY,
        )
        self.first_day = span.first_day
        self.day_length = calendar.minutes_a_day * MINUTE
        self.cutoff = calendar.in_day_until * MINUTE
        self.opens = np.array(span.opens, np.int64)
        self.closes = np.array(span.closes, np.int64)
        self.before = np.array(span.before, np.int64)
        self.upto = np.array(span.upto, np.int64)
        self.open_days = np.array(span.open_days, np.int64)
        self.open_closes = np.array(span.open_closes, np.int64)
        self.counted_days = np.array(span.counted_days, np.int64)
        self.counted_closes = np.array(span.counted_closes, np.int64)
        self.closes_of_days = np.array(span.closes_of_days, np.int64)

    def worked(self, at: Instants) -> Instants:
        """Working time from the origin to each instant."""
        last = np.searchsorted(self.opens, at, side="right") - 1
        return self.before[last] + np.minimum(at, self.closes[last]) - self.opens[last]

    def when_worked(self, time: Instants) -> Instants:
        """The first instant by which so much was worked."""
        which = np.searchsorted(self.upto, time, side="left")
        return self.opens[which] + time - self.before[which]

    def next_open(self, at: Instants) -> Instants:
        """The instant itself within a session or at its end, else the next opening."""
        return np.maximum(at, self.opens[np.searchsorted(self.closes, at, side="left")])

    def due(
        self, limit: Limit | None, policy: Policy | str, at: Instants, stop: Stop
    ) -> Instants:
        """Count a limit from each instant; NEVER where there is none or the clock stands."""
        if limit is None:
            return np.full(len(at), NEVER, np.int64)
        end, ended = at, np.zeros(len(at), bool)
        for number, phase in enumerate(limit.phases):
            day_zero = (end - 1) // DAY if number else self._received_on(end)
            rule = self._rule(phase, Policy(policy))
            found = rule(phase, end, day_zero, stop)
            ended = ended | (found == NEVER)
            end = np.where(ended, at, found)  # a safe place to count on from
        return np.where(ended, NEVER, end)

    def _rule(
        self, phase: Phase, policy: Policy
    ) -> Callable[[Phase, Instants, Instants, Stop], Instants]:
        if phase.unit is Unit.WORKING_DAY and policy is Policy.RUNNING:
            return self._run
        return {
            Unit.WORKING_DAY: self._count_working_days,
            Unit.CALENDAR_DAY: self._count_days,
            Unit.WORKING_HOUR: self._run,
            Unit.HOUR: self._run_by_the_clock,
            Unit.MINUTE: self._run_by_the_clock,
            Unit.MONTH: self._count_months,
            Unit.IN_DAY: self._count_in_day,
        }[phase.unit]

    def _received_on(self, at: Instants) -> Instants:
        which = np.searchsorted(self.open_closes, at, side="left")
        which = which + (self.open_days[which] < at // DAY)
        return self.open_days[which]

    def _run(
        self, phase: Phase, at: Instants, day_zero: Instants, stop: Stop
    ) -> Instants:
        unit = self.day_length if phase.unit is Unit.WORKING_DAY else HOUR
        need = np.full(len(at), round(phase.amount * unit), np.int64)
        done = self.worked(at)
        ran = self.worked(np.minimum(np.maximum(stop.since, at), self.closes[-1])) - done
        stands = (stop.since < NEVER) & (stop.until > at) & (ran < need)
        until = np.where(stands & (stop.until < NEVER), stop.until, at)
        need = np.where(stands, need - ran, need)
        found = self.when_worked(self.worked(until) + need)
        return np.where(stands & (stop.until == NEVER), NEVER, found)

    def _run_by_the_clock(
        self, phase: Phase, at: Instants, day_zero: Instants, stop: Stop
    ) -> Instants:
        unit = HOUR if phase.unit is Unit.HOUR else MINUTE
        end = at + round(phase.amount * unit)
        stands = (stop.since < NEVER) & (stop.until > at)
        stands &= self.next_open(end) > stop.since
        is_open = stands & (stop.until == NEVER)
        left = np.maximum(0, end - np.maximum(np.where(stands, stop.since, at), at))
        end = np.where(stands & ~is_open, np.where(is_open, at, stop.until) + left, end)
        found = self.next_open(np.where(is_open, at, end))
        return np.where(is_open, NEVER, found)

    def _count_working_days(
        self, phase: Phase, at: Instants, day_zero: Instants, stop: Stop
    ) -> Instants:
        first = np.searchsorted(self.counted_days, day_zero, side="right")
        last = first + ceil(phase.amount) - 1
        return self._close_of(self.counted_closes, first, last, stop)

    def _count_days(
        self, phase: Phase, at: Instants, day_zero: Instants, stop: Stop
    ) -> Instants:
        return self._end_of_days(day_zero, int(phase.amount), stop)

    def _count_months(
        self, phase: Phase, at: Instants, day_zero: Instants, stop: Stop
    ) -> Instants:
        days, which = np.unique(day_zero, return_inverse=True)
        ends = [day_number(add_months(day_of(d), int(phase.amount))) - d for d in days]
        return self._end_of_days(day_zero, np.array(ends, np.int64)[which], stop)

    def _end_of_days(
        self, day_zero: Instants, days: int | Instants, stop: Stop
    ) -> Instants:
        first = day_zero + 1 - self.first_day
        last, stands = _moved_on(self.closes_of_days, first, first + days - 1, stop)
        number = np.where(stands, day_zero, self.first_day + last)
        found = self._close_of_day_open_from(number, stop)
        return np.where(stands, NEVER, found)

    def _count_in_day(
        self, phase: Phase, at: Instants, day_zero: Instants, stop: Stop
    ) -> Instants:
        late = at > day_zero * DAY + self.cutoff
        return self._close_of_day_open_from(day_zero + late, stop)

    def _close_of_day_open_from(self, number: Instants, stop: Stop) -> Instants:
        which = np.searchsorted(self.open_days, number, side="left")
        return self._close_of(self.open_closes, which, which, stop)

    def _close_of(
        self, closes: Instants, first: Instants, last: Instants, stop: Stop
    ) -> Instants:
        which, stands = _moved_on(closes, first, last, stop)
        return np.where(stands, NEVER, closes[np.where(stands, 0, which)])


def _moved_on(
    closes: Instants, first: Instants, last: Instants, stop: Stop
) -> tuple[Instants, Flags]:
    """Move ``last`` on by the days at whose closing the clock stands; and where it stands."""
    begin = np.maximum(first, np.searchsorted(closes, stop.since, side="right"))
    touched = (stop.since < NEVER) & (begin <= last)
    stands = touched & (stop.until == NEVER)
    until = np.where(touched & ~stands, stop.until, 0)
    more = np.maximum(0, np.searchsorted(closes, until, side="right") - begin)
    return last + np.where(touched & ~stands, more, 0), stands
