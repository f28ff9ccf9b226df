"""
The naive oracle: walks minute by minute and knows nothing of the engine but its rules.

Moments are naive and in Hanoi; ``hours`` gives a day's sessions in minutes from midnight.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

Hours = Callable[[date], Sequence[tuple[int, int]]]
Pauses = Sequence[tuple[datetime, datetime | None]]

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def is_open(minute: datetime, hours: Hours) -> bool:
    of_day = minute.hour * 60 + minute.minute
    return any(opens <= of_day < closes for opens, closes in hours(minute.date()))


def stands(minute: datetime, pauses: Pauses) -> bool:
    return any(
        since <= minute and (until is None or minute < until) for since, until in pauses
    )


def running(
    start: datetime, minutes: int, hours: Hours, pauses: Pauses
) -> datetime | None:
    """Spend the minutes one by one; None when a pause without an end swallows the rest."""
    now = start
    while minutes:
        if stands(now, pauses):
            if any(until is None and since <= now for since, until in pauses):
                return None
        elif is_open(now, hours):
            minutes -= 1
        now += MINUTE
    return now


def by_the_clock(
    start: datetime, minutes: int, hours: Hours, pauses: Pauses
) -> datetime | None:
    """Spend every minute, open or not; then wait for the office, and for the clock, to go on."""
    now = start
    while minutes or not _can_end(now, hours, pauses):
        if any(
            until is None and since < now + bool(minutes) * MINUTE
            for since, until in pauses
        ):
            return None
        if minutes and not stands(now, pauses):
            minutes -= 1
        now += MINUTE
    return now


def _can_end(now: datetime, hours: Hours, pauses: Pauses) -> bool:
    """A moment within or at the edges of a session, and not inside a pause."""
    inside = any(
        since < now and (until is None or now < until) for since, until in pauses
    )
    return not inside and (is_open(now, hours) or is_open(now - MINUTE, hours))


def last_minute(day: date, hours: Hours) -> datetime:
    """The last minute in which the day is still the day: closing, or midnight."""
    end = max((closes for _, closes in hours(day)), default=24 * 60)
    return datetime.combine(day, time()) + (end - 1) * MINUTE


def received_on(start: datetime, hours: Hours) -> date:
    day = start.date()
    while not hours(day) or start > last_minute(day, hours) + MINUTE:
        day += DAY
    return day


def whole_days(
    start: datetime,
    days: int,
    hours: Hours,
    pauses: Pauses,
    counts: Callable[[date], bool],
) -> datetime | None:
    """Count days at whose end the clock runs; then on to a day that is open and not paused."""
    day = received_on(start, hours)
    while days or not hours(day) or stands(last_minute(day, hours), pauses):
        if days == 0 or day > received_on(start, hours):
            open_end = any(
                until is None and since <= last_minute(day, hours)
                for since, until in pauses
            )
            if open_end and (days == 0 or counts(day)):
                return None
        day += DAY
        if days and counts(day) and not stands(last_minute(day, hours), pauses):
            days -= 1
    return last_minute(day, hours) + MINUTE
