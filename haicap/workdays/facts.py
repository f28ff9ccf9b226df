"""What happens to calendars."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("calendar.day-declared", _("%(by)s declared %(day)s as “%(kind)s”."))
@dataclass(frozen=True)
class DayDeclared:
    """A day became off or working; ``sessions`` are its own hours, if any."""

    day: str
    kind: str
    sessions: str


@fact("calendar.hours-set", _("%(by)s set the working hours from %(valid_from)s."))
@dataclass(frozen=True)
class HoursSet:
    """Weekly hours: seven texts, Monday first, empty for a day of rest."""

    days: tuple[str, ...]
    valid_from: str
    valid_until: str | None
