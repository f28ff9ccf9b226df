"""The week of a report: which there are, which are over, which is due on a Wednesday."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Self

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.measures.moments import VIETNAM
from haicap.measures.periods import PeriodInFuture, UnknownPeriod, week_of

# Ministries and localities report to the Prime Minister every Wednesday (Notice
# 593/TB-VPCP of 31 October 2025); two-level government counts from the day it began.
WEDNESDAY: Final = 2
HOUR: Final = 7
START: Final = date(2025, 7, 1)

_NAME = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)


class WeekNotOver(Invalid):
    """The week has begun and not ended; ``nearest`` is the last that has."""

    code = "measures.week-not-over"
    message = _("The week %(value)s is not over; the latest that is over is %(nearest)s.")

    def __init__(self, value: str, nearest: str) -> None:
        super().__init__("week", "", value=value, nearest=nearest)


class BeforeTheRecord(Invalid):
    """Nothing was counted as early as that; ``nearest`` is the first week that was."""

    code = "measures.before-the-record"
    message = _("The record begins after the week %(value)s; the first is %(nearest)s.")

    def __init__(self, value: str, nearest: str) -> None:
        super().__init__("week", "", value=value, nearest=nearest)


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday; ``until`` is not included."""

    since: date

    @property
    def until(self) -> date:
        """The Monday after it."""
        return self.since + timedelta(days=7)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.since + timedelta(days=6)

    @property
    def name(self) -> str:
        """Such as 2025-W34."""
        return week_of(self.since)

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that a day is in."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def before(cls, day: date) -> Self:
        """The last week that is over on a day."""
        return cls(cls.of(day).since - timedelta(days=7))


def parse(text: str, today: date) -> Week:
    """
    Read 2025-W34: a week that is over and not before two-level government.

    :raises UnknownPeriod: if it names no week; likewise PeriodInFuture, WeekNotOver and
        BeforeTheRecord, each naming the nearest week
    """
    latest = Week.before(today).name
    found = _NAME.fullmatch(text.strip())
    if found is None:
        raise UnknownPeriod(text, latest)
    week = _week(text, today, int(found[1]), int(found[2]))
    if week.since > today:
        raise PeriodInFuture(text, latest)
    if week.until > today:
        raise WeekNotOver(text, latest)
    if week.until <= START:
        raise BeforeTheRecord(text, Week.of(START).name)
    return week


def due(now: datetime) -> Week:
    """The week to be reported by now: on Wednesday morning, the one that ended on Sunday."""
    local = now.astimezone(VIETNAM)
    back = (local.weekday() - WEDNESDAY) % 7
    if back == 0 and local.time() < time(HOUR):
        back = 7
    return Week.before(local.date() - timedelta(days=back))


def _week(text: str, today: date, year: int, number: int) -> Week:
    try:
        return Week(date.fromisocalendar(year, number, 1))
    except ValueError:
        # The last week of a year is the one that 28 December is in.
        end = date(max(year, 1), 12, 28) if number else date(max(year, 1), 1, 4)
        latest, first = Week.before(today), Week.of(START)
        nearest = max(min(Week.of(end).since, latest.since), first.since)
        raise UnknownPeriod(text, Week(nearest).name) from None
