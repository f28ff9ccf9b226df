"""``haicap due``: when something is due, and why, day by day. Needs no database."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeVar

import click

from haicap.workdays import clock, words
from haicap.workdays.calendar import Calendar, DeclaredDay, always_open, vietnam
from haicap.workdays.hours import Unreadable, Week, parse_week
from haicap.workdays.limit import Limit
from haicap.workdays.reasons import DayLine
from haicap.workdays.timeline import HANOI, OutsideCalendar
from haicap.workdays.vietnam import Kind

T = TypeVar("T")

_MOMENT = "a moment such as 2025-08-28 09:00 (in Hanoi, unless it names an offset)"
_PAUSE = (
    "two moments such as 2025-07-09 14:00..2025-07-14 09:00; no end if it still stands"
)
_DAYS = "days such as 2025-04-30,2025-05-02"


def read_by(read: Callable[[str], T]) -> Callable[..., Any]:
    """Read an option, or each of several; what cannot be read is refused by its name."""

    def callback(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        if value is None:
            return None
        try:
            return read(value) if isinstance(value, str) else tuple(map(read, value))
        except Unreadable as error:
            said = f"“{error.got}” is not understood; allowed: {error.allowed}"
            raise click.BadParameter(said, ctx, param) from error

    return callback


def read_moment(text: str) -> datetime:
    """Read a moment; one without an offset is in Hanoi."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Unreadable("moment", text, _MOMENT) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def read_pause(text: str) -> clock.Pause:
    """Read "since..until"; without until it still stands."""
    since, dots, until = text.partition("..")
    if not dots:
        raise Unreadable("pause", text, _PAUSE)
    pause = clock.Pause(read_moment(since), read_moment(until) if until.strip() else None)
    if pause.until is not None and pause.until < pause.since:
        raise Unreadable("pause", text, f"a pause that ends after it begins: {_PAUSE}")
    return pause


def read_days(text: str) -> list[date]:
    """Read "2025-04-30,2025-05-02"."""
    try:
        return [date.fromisoformat(day.strip()) for day in text.split(",") if day.strip()]
    except ValueError as error:
        raise Unreadable("days", text, _DAYS) from error


@click.command()
@click.argument("limit", callback=read_by(Limit.parse))
@click.option(
    "--from",
    "start",
    required=True,
    callback=read_by(read_moment),
    help="Received.",
)
@click.option(
    "--policy",
    type=click.Choice(["running", "end-of-day"]),
    default="running",
    show_default=True,
    help="Running: 8 working hours a day. End of day: the day of receipt is not counted.",
)
@click.option(
    "--calendar",
    type=click.Choice(["vn", "none"]),
    help="vn: Vietnam's office hours and days off (default). none: every hour of every day.",
)
@click.option(
    "--agency", metavar="CODE", help="The calendar of an agency (needs the database)."
)
@click.option(
    "--hours",
    callback=read_by(parse_week),
    help='Such as "mon-fri 07:30-11:30,13:00-17:00; sat 07:30-11:30".',
)
@click.option("--off", callback=read_by(read_days), default="", help="Further days off.")
@click.option("--work", callback=read_by(read_days), default="", help="Days worked.")
@click.option(
    "--pause",
    "pauses",
    multiple=True,
    callback=read_by(read_pause),
    help="SINCE..UNTIL; may be given several times.",
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def due(
    limit: Limit,
    start: datetime,
    policy: str,
    calendar: Literal["vn", "none"] | None,
    agency: str | None,
    hours: Week | None,
    off: list[date],
    work: list[date],
    pauses: tuple[clock.Pause, ...],
    lang: words.Lang,
    as_json: bool,
) -> None:
    """
    Tell when LIMIT is due and why, day by day.

    LIMIT: "3 working days", "30 days", "in day", "1 month", "4 working hours",
    "10 days + 5 working days"; "3 ngày làm việc", "trong ngày", …
    """
    if agency and calendar:
        raise click.UsageError("--agency and --calendar: name one of them")
    counted_by = _calendar(calendar, agency, start)
    counted_by = _with_own(counted_by, hours, off, work)
    try:
        found = clock.due(limit, start, counted_by, pauses, policy)
        said = _as_json(found, lang) if as_json else _as_text(found, lang)
    except OutsideCalendar as error:
        raise click.UsageError(f"LIMIT, --from or --pause: {error}") from error
    click.echo(said)


def _calendar(name: str | None, agency: str | None, start: datetime) -> Calendar:
    if agency is None:
        return always_open() if name == "none" else vietnam()
    from haicap import cli

    cli.setup_django()
    from haicap.units.models import Agency
    from haicap.workdays.calendars import calendar_for

    day = start.astimezone(HANOI).date()
    found = Agency.objects.on(day).filter(code=agency).first()
    if found is None:
        raise click.BadParameter(
            f"there is no agency “{agency}” on {day}", param_hint="'--agency'"
        )
    return calendar_for(found.ancestor_ids())


def _with_own(
    calendar: Calendar, hours: Week | None, off: list[date], work: list[date]
) -> Calendar:
    if hours is not None:
        # With hours of its own, even the calendar "none" has days of eight hours again.
        calendar = Calendar(
            weeks=((date.min, hours),),
            days=calendar.days,
            is_national=calendar.is_national,
        )
    days: tuple[tuple[Kind, list[date]], ...] = (("off", off), ("work", work))
    both = sorted(set(off) & set(work))
    if both:
        raise click.UsageError(f"--off and --work: {both[0]} cannot be both")
    return calendar.with_days(
        *(DeclaredDay(day, kind) for kind, listed in days for day in listed)
    )


def _as_text(found: clock.Due, lang: words.Lang) -> str:
    moment = found.at.isoformat() if found.at is not None else "—"
    return "\n".join(
        [moment, words.summary(found, lang), *_indented(words.day_by_day(found, lang))]
    )


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _as_json(found: clock.Due, lang: words.Lang) -> str:
    left = found.remaining
    return json.dumps(
        {
            "due": found.at.isoformat() if found.at is not None else None,
            "state": found.state,
            "limit": words.limit_in_words(found.limit, lang) if found.limit else None,
            "from": found.start.astimezone(HANOI).isoformat(),
            "policy": found.policy,
            "remaining_seconds": None if left is None else left.total_seconds(),
            "summary": words.summary(found, lang),
            "days": [_day_as_json(line, lang) for line in found.explanation],
        },
        ensure_ascii=False,
        indent=2,
    )


def _day_as_json(line: DayLine, lang: words.Lang) -> dict[str, object]:
    runs = isinstance(line.counted, timedelta)
    return {
        "date": line.on.isoformat(),
        "code": line.code,
        "counted_seconds": line.counted.total_seconds()
        if isinstance(line.counted, timedelta)
        else None,
        "counted_days": None if runs else line.counted,
        "day": line.number or None,
        "of": line.of or None,
        "name": line.name.in_language(lang) if line.name is not None else None,
        "why": words.reason(line, lang),
    }
