"""
The calendar of an agency, from the rows that were declared.

An agency works by its own hours, else by those of the nearest agency above it that has
some, else by the nation's, else by the default. Declared days add up; the nearest wins.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q

from haicap.workdays.calendar import OFFICE_HOURS, Calendar, DeclaredDay, vietnam
from haicap.workdays.hours import Sessions, Week, parse_sessions
from haicap.workdays.models import DayOverride, Edition, WorkingHours
from haicap.workdays.vietnam import Kind, Name

Lineage = tuple[int, ...]


def calendar_for(agency: int | Sequence[int] | None) -> Calendar:
    """
    Give the calendar of an agency, or of a lineage from the nearest to the farthest.

    None is the nation. Costs one query for one row, or more after a change. Who asks for
    many agencies at one time takes ``Calendars`` once.
    """
    return Calendars().of(agency)


class Calendars:
    """All calendars as they stand at one moment: one query, and none for those known."""

    def __init__(self) -> None:
        self.stamp = Edition.objects.values_list("stamp", flat=True).first()

    def of(self, agency: int | Sequence[int] | None) -> Calendar:
        """The calendar of an agency; see ``calendar_for``."""
        if agency is None:
            return _compiled(self.stamp, ())
        lineage = (agency,) if isinstance(agency, int) else tuple(agency)
        return _compiled(self.stamp, lineage)


@lru_cache(maxsize=16_384)
def _compiled(stamp: UUID | None, nearest_first: Lineage) -> Calendar:
    concerned = Q(agency_id__in=nearest_first) | Q(agency_id__isnull=True)
    calendar = replace(
        vietnam(),
        weeks=_weeks(nearest_first, concerned),
        days=_days(nearest_first, concerned),
    )
    return _only(calendar)


@lru_cache(maxsize=4_096)
def _only(calendar: Calendar) -> Calendar:
    """The first of equal calendars: thousands of communes share one compiled form."""
    return calendar


def _weeks(nearest_first: Lineage, concerned: Q) -> tuple[tuple[date, Week], ...]:
    rows = list(WorkingHours.objects.filter(concerned))
    changes = {row.valid_from for row in rows} | {
        row.valid_until for row in rows if row.valid_until is not None
    }
    return tuple(
        (day, _week_on(day, rows, nearest_first)) for day in (date.min, *sorted(changes))
    )


def _week_on(day: date, rows: list[WorkingHours], nearest_first: Lineage) -> Week:
    for agency_id in (*nearest_first, None):
        found: dict[int, Sessions] = {
            row.weekday: parse_sessions(row.sessions)
            for row in rows
            if row.agency_id == agency_id
            and row.valid_from <= day
            and (row.valid_until is None or day < row.valid_until)
        }
        if found:
            return Week(tuple(found.get(weekday, ()) for weekday in range(7)))
    return OFFICE_HOURS


def _days(nearest_first: Lineage, concerned: Q) -> tuple[DeclaredDay, ...]:
    rows = DayOverride.objects.filter(concerned).order_by("day")
    kinds: dict[str, Kind] = {"off": "off", "work": "work"}
    rank = {agency_id: place for place, agency_id in enumerate((*nearest_first, None))}
    nearest: dict[date, DayOverride] = {}
    for row in sorted(rows, key=lambda row: -rank[row.agency_id]):
        nearest[row.day] = row
    return tuple(
        DeclaredDay(
            day,
            kinds[row.kind],
            parse_sessions(row.sessions),
            Name(row.name_vi, row.name_en or row.name_vi),
        )
        for day, row in sorted(nearest.items())
    )
