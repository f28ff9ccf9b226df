"""Declared days and office hours in the console."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, Through, shown
from haicap.workdays import actions
from haicap.workdays.models import DayKind, DayOverride, WorkingHours
from haicap.workdays.vietnam import Name


@shown(WorkingHours, _("office hours"), _("office hours"))
class WorkingHoursAdmin(ReadOnly):
    """Weekly hours; no agency is the whole nation."""

    list_display = ("agency_id", "weekday", "sessions", "valid_from", "valid_until")
    search_fields = ("=agency_id",)
    ordering = ("agency_id", "valid_from", "weekday")


@shown(DayOverride, _("declared day"), _("declared days"))
class DayOverrideAdmin(Through):
    """Days off and working days; a day declared again takes the place of the first."""

    may_add = True
    list_display = ("day", "kind", "name_vi", "agency_id", "ground")
    list_filter = ("kind",)
    search_fields = ("name_vi", "ground")
    ordering = ("-day",)

    def act(self, row: DayOverride, by: Any, *, is_new: bool) -> DayOverride:
        """Declare the day."""
        name, at = Name(row.name_vi, row.name_en or row.name_vi), datetime.now(UTC)
        if row.kind == DayKind.OFF:
            return actions.declare_day_off(
                row.day,
                name=name,
                ground=row.ground,
                agency_id=row.agency_id,
                by=by,
                at=at,
            )
        return actions.declare_working_day(
            row.day,
            name=name,
            ground=row.ground,
            sessions=row.sessions,
            agency_id=row.agency_id,
            by=by,
            at=at,
        )
