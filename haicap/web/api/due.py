"""When something is due, counted over working days; the command ``haicap due`` for programs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, TypeVar

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from haicap.common.errors import Invalid
from haicap.units import agencies
from haicap.web.api.operations import reads
from haicap.web.api.schemas.base import DayIn, MomentIn
from haicap.web.api.schemas.reference import DayCounted, DueOut
from haicap.web.api.words import MOMENT
from haicap.workdays import clock, words
from haicap.workdays.calendar import Calendar, DeclaredDay, always_open, vietnam
from haicap.workdays.calendars import calendar_for
from haicap.workdays.hours import Unreadable, parse_week
from haicap.workdays.limit import Limit
from haicap.workdays.reasons import DayLine
from haicap.workdays.timeline import HANOI

router = Router(tags=["Working days"])

T = TypeVar("T")
Days = list[DayIn]


@reads(router, "/due", answers=DueOut, refuses=(agencies.NoAgency, Invalid))
def get_due(
    request: HttpRequest,
    limit: Annotated[str, Query(max_length=80, examples=["3 working days"])],
    start: Annotated[MomentIn, Query(alias="from", description="Received at.")],
    policy: Annotated[
        Literal["running", "end-of-day"],
        Query(description="Running: 8 working hours a day."),
    ] = "running",
    calendar: Annotated[
        Literal["vn", "none"] | None, Query(description="none: always open.")
    ] = None,
    agency: Annotated[
        str | None, Query(max_length=20, description="Code: its own calendar.")
    ] = None,
    hours: Annotated[
        str | None,
        Query(max_length=200, examples=["mon-fri 07:30-11:30,13:00-17:00"]),
    ] = None,
    off: Annotated[Days, Query(max_length=50, description="Further days off.")] = [],  # noqa: B006
    work: Annotated[Days, Query(max_length=50, description="Days worked.")] = [],  # noqa: B006
    pause: Annotated[
        list[str],
        Query(max_length=50, description="SINCE..UNTIL; no UNTIL: it still stands."),
    ] = [],  # noqa: B006
) -> DueOut:
    """Count a time limit and explain it day by day."""
    said = _read("limit", Limit.parse, limit)
    own = _with_own(_calendar(calendar, agency, start), hours, off, work)
    pauses = [_pause(each) for each in pause]
    try:
        found = clock.due(said, start, own, pauses, policy)
        return _shaped(found)
    except (ValueError, OverflowError) as error:
        raise Invalid(
            "limit", _("This leads outside the years that are known.")
        ) from error


def _read(field: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except Unreadable as error:
        raise Invalid(field, error.allowed) from error


def _calendar(name: str | None, code: str | None, start: datetime) -> Calendar:
    if code is None:
        return always_open() if name == "none" else vietnam()
    if name is not None:
        raise Invalid("calendar", _("Give a calendar or an agency, not both."))
    agency = agencies.by_code(code, start.astimezone(HANOI).date())
    return calendar_for(agency.ancestor_ids())


def _with_own(
    calendar: Calendar, hours: str | None, off: list[date], work: list[date]
) -> Calendar:
    both = sorted(set(off) & set(work))
    if both:
        raise Invalid("work", _("A day cannot be off and worked at once."))
    if hours is not None:
        # With hours of its own, even a calendar that is always open has days of rest.
        calendar = Calendar(
            weeks=((date.min, _read("hours", parse_week, hours)),),
            days=calendar.days,
            is_national=calendar.is_national,
        )
    return calendar.with_days(
        *(DeclaredDay(day, "off") for day in off),
        *(DeclaredDay(day, "work") for day in work),
    )


def _pause(text: str) -> clock.Pause:
    since, dots, until = text.partition("..")
    if not dots:
        raise Invalid("pause", _("Write two moments with .. between them."))
    read = clock.Pause(_moment(since), _moment(until) if until else None)
    if read.until is not None and read.until < read.since:
        raise Invalid("pause", _("A pause ends after it begins."))
    return read


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Invalid("pause", MOMENT) from error
    if moment.tzinfo is None or not 1900 < moment.year < 2200:
        raise Invalid("pause", MOMENT)
    return moment


def _shaped(found: clock.Due) -> DueOut:
    language: words.Lang = "en" if translation.get_language() == "en" else "vi"
    left = found.remaining
    return DueOut(
        due=found.at,
        state=found.state,
        limit=words.limit_in_words(found.limit, language) if found.limit else "",
        start=found.start,
        policy=found.policy,
        remaining_seconds=None if left is None else left.total_seconds(),
        summary=words.summary(found, language),
        days=[_day(line, language) for line in found.explanation],
    )


def _day(line: DayLine, language: words.Lang) -> DayCounted:
    runs = isinstance(line.counted, timedelta)
    return DayCounted(
        date=line.on,
        code=line.code,
        counted_seconds=line.counted.total_seconds()
        if isinstance(line.counted, timedelta)
        else None,
        counted_days=None if runs else int(line.number > 0),
        day=line.number or None,
        of=line.of or None,
        name=line.name.in_language(language) if line.name is not None else None,
        why=words.reason(line, language),
    )
