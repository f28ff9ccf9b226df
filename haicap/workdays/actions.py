"""Everything that changes calendars."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import NATION, Actor, require
from haicap.common.errors import Invalid, Refused
from haicap.journal import actions as journal
from haicap.workdays.facts import DayDeclared, HoursSet
from haicap.workdays.hours import Sessions, Unreadable, Week, parse_sessions, parse_week
from haicap.workdays.models import DayKind, DayOverride, WorkingHours
from haicap.workdays.permissions import DECLARE
from haicap.workdays.vietnam import Name


class HoursOverlap(Refused):
    """Hours that begin later are already set; they must be given way to."""

    code = "calendar.hours-overlap"
    message = _("Other hours are set from %(since)s: let these end by then.")


def declare_day_off(
    day: date,
    *,
    name: Name,
    ground: str,
    agency_id: int | None = None,
    by: Actor,
    at: datetime,
) -> DayOverride:
    """
    Make a day a day off, for the nation or for an agency and those below it.

    A second declaration of the same day takes the place of the first.
    """
    return _declare(day, DayKind.OFF, "", name, ground, agency_id=agency_id, by=by, at=at)


def declare_working_day(
    day: date,
    *,
    name: Name,
    ground: str,
    sessions: str = "",
    agency_id: int | None = None,
    by: Actor,
    at: datetime,
) -> DayOverride:
    """
    Make a day a working day; without sessions it has the usual hours of a weekday.

    :raises Invalid: if the sessions cannot be read
    """
    hours = _text(_read(sessions))
    return _declare(
        day, DayKind.WORK, hours, name, ground, agency_id=agency_id, by=by, at=at
    )


@transaction.atomic
def set_hours(
    week: str,
    *,
    valid_from: date,
    valid_until: date | None = None,
    ground: str,
    agency_id: int | None = None,
    by: Actor,
    at: datetime,
) -> list[WorkingHours]:
    """
    Set weekly hours ("mon-fri 07:30-11:30,13:00-17:00"); those in force end where these begin.

    :raises Invalid: if the hours cannot be read, or end before they begin
    :raises HoursOverlap: if hours that begin later are set already
    """
    require(by, DECLARE, NATION if agency_id is None else agency_id)
    read = _read_week(week)
    if valid_until is not None and valid_until <= valid_from:
        raise Invalid("valid_until", _("must be after the first day"))
    _make_way(agency_id, valid_from, valid_until)
    rows = WorkingHours.objects.bulk_create(
        WorkingHours(
            agency_id=agency_id,
            weekday=weekday,
            sessions=_text(sessions),
            valid_from=valid_from,
            valid_until=valid_until,
            ground=ground,
        )
        for weekday, sessions in enumerate(read.days)
        if sessions
    )
    said = HoursSet(
        tuple(map(_text, read.days)),
        valid_from.isoformat(),
        valid_until.isoformat() if valid_until is not None else None,
    )
    journal.record(said, about=_about(agency_id), agency_id=agency_id, by=by, at=at)
    return rows


def _make_way(agency_id: int | None, valid_from: date, valid_until: date | None) -> None:
    rows = WorkingHours.objects.select_for_update().filter(agency_id=agency_id)
    # Hours of the same first day are a correction of it.
    rows.filter(valid_from=valid_from).delete()
    later = rows.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    if later is not None and (valid_until is None or valid_until > later.valid_from):
        raise HoursOverlap(since=later.valid_from)
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)
    rows.filter(in_force, valid_from__lt=valid_from).update(valid_until=valid_from)


@transaction.atomic
def _declare(
    day: date,
    kind: DayKind,
    sessions: str,
    name: Name,
    ground: str,
    *,
    agency_id: int | None,
    by: Actor,
    at: datetime,
) -> DayOverride:
    require(by, DECLARE, NATION if agency_id is None else agency_id)
    row, _created = DayOverride.objects.update_or_create(
        agency_id=agency_id,
        day=day,
        defaults={
            "kind": kind,
            "sessions": sessions,
            "name_vi": name.vi,
            "name_en": name.en,
            "ground": ground,
        },
    )
    said = DayDeclared(day.isoformat(), kind.value, sessions)
    journal.record(said, about=_about(agency_id), agency_id=agency_id, by=by, at=at)
    return row


def _about(agency_id: int | None) -> str:
    return f"calendar:{'nation' if agency_id is None else agency_id}"


def _read(sessions: str) -> Sessions:
    try:
        return parse_sessions(sessions, "sessions")
    except Unreadable as error:
        raise Invalid(error.field, error.allowed) from error


def _read_week(week: str) -> Week:
    try:
        return parse_week(week, "week")
    except Unreadable as error:
        raise Invalid(error.field, error.allowed) from error


def _text(sessions: Iterable[tuple[int, int]]) -> str:
    return ",".join(
        f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
        for opens, closes in sessions
    )
