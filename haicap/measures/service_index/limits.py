"""
On time or not: publication of procedures and answers to petitions.

Decision 766/QĐ-TTg counts working days: a procedure is published so many before it takes
effect and made public so many after it was decided; a petition is rejected, sent back for a
supplement, answered and published so many after it came.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from haicap.measures.service_index.scheme import Judged, Scheme, TimeLimit
from haicap.workdays.calendar import Calendar


def limit(scheme: Scheme, code: str, level: Judged) -> TimeLimit:
    """
    Give the limit of this name for a unit of the level.

    :raises KeyError: if there is none
    """
    for each in scheme.limits:
        if each.code == code and each.level in (None, level):
            return each
    raise KeyError(f"{code} has no limit for a {level}")


def is_kept(of: TimeLimit, begun: date, done: date, calendar: Calendar) -> bool:
    """
    Tell whether a limit was kept.

    ``begun`` is the day of effect for a limit before it, else the day from which it counts.
    """
    if of.before is not None:
        return done <= shifted(begun, -of.before, calendar)
    return done <= shifted(begun, of.after or 0, calendar)


def all_kept(
    of: TimeLimit, times: Iterable[tuple[date, date]], calendar: Calendar
) -> bool:
    """Tell whether it was kept each time: one late decision makes a procedure late."""
    return all(is_kept(of, begun, done, calendar) for begun, done in times)


def shifted(day: date, working_days: int, calendar: Calendar) -> date:
    """Go so many working days forward, or back when negative; the day itself is not counted."""
    step = timedelta(days=1 if working_days > 0 else -1)
    left = abs(working_days)
    while left:
        day += step
        left -= calendar.counts(calendar.day(day).sessions)
    return day
