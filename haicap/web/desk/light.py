"""The light of a due moment, in words: how much working time is left, or by how much it is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from haicap.units.models import Agency
from haicap.web.status import Tag
from haicap.workdays import clock
from haicap.workdays.calendar import Calendar
from haicap.workdays.calendars import Calendars
from haicap.workdays.words import Lang, time_in_words

SOON = 0.2  # of the whole time: below this the light is amber


def language() -> Lang:
    """The language of the words of time."""
    return "en" if translation.get_language() == "en" else "vi"


@lru_cache(maxsize=1)
def _calendars(minute: int) -> Calendars:
    # One statement a minute instead of one a page: due moments themselves are kept in the
    # rows, so a day off declared just now at most makes the words of a list a minute old.
    return Calendars()


def calendar_at(agency: Agency, at: datetime) -> Calendar:
    """The calendar of the agency for words about the time; known ones cost no statement."""
    return _calendars(int(at.timestamp()) // 60).of(agency.ancestor_ids())


@dataclass(frozen=True)
class Running:
    """A time that runs: since when, until when, by whose calendar."""

    since: datetime
    due_at: datetime
    calendar: Calendar


def light(running: Running, at: datetime) -> Tag:
    """Say how the time stands, the word first, the colour only beside it."""
    due_at, calendar = running.due_at, running.calendar
    if due_at < at:
        late = clock.elapsed(due_at, at, calendar)
        if late < timedelta(minutes=1):
            return Tag("late", "✖", _("Overdue"))
        return Tag(
            "late", "✖", _("Overdue by %(time)s") % {"time": rough(late, calendar)}
        )
    left = clock.elapsed(at, due_at, calendar)
    said = rough(left, calendar)
    if localdate(due_at) == localdate(at):
        if left < timedelta(minutes=1):
            return Tag("warn", "▲", _("Due today"))
        return Tag("warn", "▲", _("Due today, %(time)s left") % {"time": said})
    whole = clock.elapsed(running.since, due_at, calendar)
    words = _("%(time)s left") % {"time": said}
    return Tag("warn", "▲", words) if left < whole * SOON else Tag("ok", "●", words)


def paused(words: str = "") -> Tag:
    """The light of a clock that stands."""
    return Tag("info", "‖", words or _("The clock stands"))


def unlimited() -> Tag:
    """The light where the law sets no limit."""
    return Tag("", "–", _("No time limit"))


def rough(time: timedelta, calendar: Calendar) -> str:
    """Say a working time in its largest unit: "2 days", "3 hours"."""
    minutes = int(time / timedelta(minutes=1))
    a_day = calendar.minutes_a_day
    unit = a_day if minutes >= a_day else 60 if minutes >= 60 else 1
    whole = timedelta(minutes=minutes // unit * unit)
    return time_in_words(whole, language(), a_day)
