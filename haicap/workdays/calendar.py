"""When an office is open: weekly hours, days off, decreed working days, own days."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, Literal, NamedTuple, Self

from haicap.workdays.hours import Sessions, Week, parse_week
from haicap.workdays.timeline import Timeline
from haicap.workdays.vietnam import Kind, Name, named_days

OFFICE_HOURS: Final = parse_week("mon-fri 07:30-11:30,13:00-17:00")
ROUND_THE_CLOCK: Final = Week((((0, 24 * 60),),) * 7)


@dataclass(frozen=True, slots=True)
class DeclaredDay:
    """A single day that somebody declared off or working; hours only where it has its own."""

    on: date
    kind: Kind
    sessions: Sessions = ()
    name: Name | None = None


class Day(NamedTuple):
    """How one day is worked, and why."""

    sessions: Sessions
    kind: Literal["usual", "rest", "off", "work"]
    name: Name | None


@dataclass(frozen=True)
class Calendar:
    """
    The hours of an office through time: a value, compared and hashed as one.

    Nothing in it changes once made, and what is compiled from it is published whole, so
    threads may share it. The default hours are only a default: hours are data.
    """

    weeks: tuple[tuple[date, Week], ...] = ((date.min, OFFICE_HOURS),)
    """Weekly hours, each from its day on, in order."""

    days: tuple[DeclaredDay, ...] = ()
    """Declared days; they win over the nation's, and a later one over an earlier one."""

    is_national: bool = True
    """Whether Vietnam's days off and swapped days apply."""

    minutes_a_day: int = 8 * 60
    """What one working day is worth in running time (Labour Code 2019, Article 105)."""

    in_day_until: int = 15 * 60
    """Minute of the day after which an in-day request is answered the next working day."""

    short_days_count: bool = True
    """Whether a day shorter than ``minutes_a_day`` counts where whole days are counted."""

    def day(self, on: date) -> Day:
        declared = self._declared.get(on)
        if declared is not None:
            sessions = declared.sessions or self.week(on).sessions_when_working(on)
            return Day(
                sessions if declared.kind == "work" else (), declared.kind, declared.name
            )
        national = named_days(on.year).get(on) if self.is_national else None
        if national is None:
            sessions = self.week(on).days[on.weekday()]
            return Day(sessions, "usual" if sessions else "rest", None)
        if national.kind == "off":
            return Day((), "off", national.name)
        return Day(self.week(on).sessions_when_working(on), "work", national.name)

    def week(self, on: date) -> Week:
        """The weekly hours in force on the day; before the first ones, those."""
        found = self.weeks[0][1]
        for since, week in self.weeks:
            if since <= on:
                found = week
        return found

    def counts(self, sessions: Sessions) -> bool:
        """Tell whether a day with these sessions is a working day where days are counted."""
        minutes = sum(closes - opens for opens, closes in sessions)
        return minutes >= (1 if self.short_days_count else self.minutes_a_day)

    def with_days(self, *days: DeclaredDay) -> Self:
        return replace(self, days=(*self.days, *days))

    def followed_by(self, other: Self, on: date) -> Self:
        """
        Work by this calendar until the day, by the other from it on.

        For a dossier whose agency is merged on the way: each instant is counted by the
        calendar of the agency in charge.

        :raises ValueError: if they differ in more than hours and days
        """
        weeks = (
            *(pair for pair in self.weeks if pair[0] < on),
            (on, other.week(on)),
            *(pair for pair in other.weeks if pair[0] > on),
        )
        days = (
            *(day for day in self.days if day.on < on),
            *(day for day in other.days if day.on >= on),
        )
        joined = replace(self, weeks=weeks, days=days)
        if replace(other, weeks=weeks, days=days) != joined:
            raise ValueError(
                "calendars that follow each other differ only in hours and days"
            )
        return joined

    @cached_property
    def _declared(self) -> dict[date, DeclaredDay]:
        return {day.on: day for day in self.days}

    @cached_property
    def timeline(self) -> Timeline:
        """The compiled form, where a deadline is a look-up."""
        return Timeline(self.day, self.counts)


@lru_cache(maxsize=1)
def vietnam() -> Calendar:
    """Monday to Friday, 07:30–11:30 and 13:00–17:00, with the nation's days off and swaps."""
    return Calendar()


@lru_cache(maxsize=1)
def always_open() -> Calendar:
    """Every hour of every day: the calendar “none”."""
    return Calendar(
        weeks=((date.min, ROUND_THE_CLOCK),),
        is_national=False,
        minutes_a_day=24 * 60,
        in_day_until=24 * 60,
    )
