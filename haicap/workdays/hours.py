"""Sessions of a day and hours of a week, as people write them."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

Sessions = tuple[tuple[int, int], ...]
"""Opening and closing in minutes from midnight, in order, apart from each other."""

MINUTES_A_DAY: Final = 24 * 60
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SESSION = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_ALLOWED = "hours such as 07:30-11:30,13:00-17:00"
_ALLOWED_WEEK = "parts such as mon-fri 07:30-11:30,13:00-17:00; sat 07:30-11:30"


class Unreadable(ValueError):
    """Something was written in a way that cannot be understood: which field, what may stand there."""

    def __init__(self, field: str, got: object, allowed: str) -> None:
        super().__init__(f"{field}: “{got}” is not understood; allowed: {allowed}")
        self.field = field
        self.got = str(got)
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Week:
    """The sessions of Monday to Sunday; a day without sessions is a day of rest."""

    days: tuple[Sessions, ...]

    @property
    def usual(self) -> Sessions:
        """The hours of the first weekday that has any."""
        return next((sessions for sessions in self.days if sessions), ())

    def sessions_when_working(self, on: date) -> Sessions:
        """
        Give the hours of a day that a decree makes a working day.

        A worked Saturday or Sunday stands for a whole weekday, so a Saturday's own short
        hours do not apply.
        """
        own = self.days[on.weekday()]
        return own if own and on.weekday() < WEEKDAYS.index("sat") else self.usual


def parse_sessions(text: str, field: str = "hours") -> Sessions:
    """
    Read "07:30-11:30,13:00-17:00"; nothing at all is a day of rest.

    :raises Unreadable: if a part is no session, or they are out of order
    """
    sessions = tuple(
        _session(part.strip(), field) for part in text.split(",") if part.strip()
    )
    for (_, closed), (opens, _) in pairwise(sessions):
        if opens < closed:
            raise Unreadable(
                field, text, f"sessions in order that do not overlap, {_ALLOWED}"
            )
    return sessions


def parse_week(text: str, field: str = "hours") -> Week:
    """
    Read "mon-fri 07:30-11:30,13:00-17:00; sat 07:30-11:30".

    :raises Unreadable: if a part is not weekdays and hours
    """
    days: list[Sessions] = [()] * 7
    for part in filter(None, (part.strip() for part in text.split(";"))):
        names, _, hours = part.partition(" ")
        sessions = parse_sessions(hours, field)
        if not sessions:
            raise Unreadable(field, part, _ALLOWED_WEEK)
        for weekday in _weekdays(names, field):
            days[weekday] = sessions
    if not any(days):
        raise Unreadable(field, text, _ALLOWED_WEEK)
    return Week(tuple(days))


def _session(text: str, field: str) -> tuple[int, int]:
    found = _SESSION.fullmatch(text.replace(" ", ""))
    if not found:
        raise Unreadable(field, text, _ALLOWED)
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    opens, closes = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if max(from_minute, to_minute) > 59 or not opens < closes <= MINUTES_A_DAY:
        raise Unreadable(field, text, f"opening before closing, by 24:00, {_ALLOWED}")
    return opens, closes


def _weekdays(names: str, field: str) -> list[int]:
    found: list[int] = []
    for name in names.casefold().split(","):
        first, _, last = name.partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
            raise Unreadable(field, names, _ALLOWED_WEEK)
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        if begin > end:
            raise Unreadable(field, names, f"weekdays in order, {_ALLOWED_WEEK}")
        found += range(begin, end + 1)
    return found
