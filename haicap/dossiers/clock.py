"""When a dossier is due: the rule of the procedure over the legal rows of the dossier."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.timezone import localdate, localtime

from haicap.dossiers.known import Known
from haicap.dossiers.models import Dossier, Relocation, Suspension
from haicap.dossiers.terms import terms_of
from haicap.units.models import Agency
from haicap.workdays import clock
from haicap.workdays.calendar import Calendar
from haicap.workdays.calendars import Calendars, calendar_for
from haicap.workdays.limit import Limit, Unit

# An online dossier is checked within 8 working hours of its arrival (facts: B2-8).
CHECK_WITHIN = Limit.of(8, Unit.WORKING_HOUR)
# What is received before 15:00 is handed over the same day (B2-9): the rule of "in day".
HAND_OVER_WITHIN = Limit.of(1, Unit.IN_DAY)


def calendar_of(agency: Agency) -> Calendar:
    """The calendar of the agency: its own days and hours, else those of its superiors."""
    return calendar_for(agency.ancestor_ids())


def calendar_of_dossier(dossier: Dossier) -> Calendar:
    """
    The calendar of who was competent at each moment.

    The rules are those of reception; when a reorganisation made another agency competent,
    time goes on by the calendar of that one, until there is a result.
    """
    if dossier.moved_on is None:
        return calendar_of(dossier.competent)
    ended = dossier.settled_at and localdate(dossier.settled_at)
    return calendar_through(
        dossier.competent, dossier.relocations.in_order(), until=ended
    )


def calendar_through(
    competent: Agency,
    relocations: Iterable[Relocation],
    known: Calendars | None = None,
    *,
    until: date | None = None,
) -> Calendar:
    """The calendars of all that were competent, one after the other, up to a day."""
    calendars = known or Calendars()
    rows = [
        row for row in relocations if row.competent_before_id != row.competent_after_id
    ]
    first = rows[0].competent_before if rows else competent
    calendar = calendars.of(first.ancestor_ids())
    for row in rows:
        if until is None or row.on <= until:
            after = calendars.of(row.competent_after.ancestor_ids())
            calendar = followed(calendar, after, row.on)
    return calendar


@lru_cache(maxsize=1024)
def followed(one: Calendar, other: Calendar, on: date) -> Calendar:
    """One calendar until the day, the other from it on; compiled once."""
    return one if one == other else one.followed_by(other, on)


def reckon(
    dossier: Dossier,
    suspensions: Iterable[Suspension] | None = None,
    calendar: Calendar | None = None,
) -> clock.Due:
    """
    Derive the due moment from the rows, with its explanation.

    The clock starts with the reception and follows the calendar of who is competent.
    A new appointment takes the place of the limit (``due_of``).
    """
    assert dossier.received_at is not None  # nothing runs before reception
    rows = dossier.suspensions.order_by("at") if suspensions is None else suspensions
    return clock.due(
        terms_of(dossier.version).limit(dossier.channel),
        dossier.received_at,
        calendar or calendar_of_dossier(dossier),
        [clock.Pause(row.at, row.until) for row in rows],
        dossier.version.due_policy,
    )


def due_of(dossier: Dossier) -> datetime | None:
    """The due moment to show and to sort by: the new appointment if there is one."""
    suspensions = list(dossier.suspensions.order_by("at"))
    return due_by(dossier, suspensions, calendar_of_dossier(dossier))


def due_by(
    dossier: Dossier, suspensions: list[Suspension], calendar: Calendar
) -> datetime | None:
    """The same for who has read the rows: of many dossiers at once."""
    derived = reckon(dossier, suspensions, calendar).at
    if derived is None or not hasattr(dossier, "reappointment"):
        return derived
    return _reappointed(dossier, suspensions, calendar)


def _reappointed(
    dossier: Dossier, suspensions: list[Suspension], calendar: Calendar
) -> datetime | None:
    # A pause after the new appointment moves it as it would have moved the old one: what
    # was left of the time when it was made runs again from there.
    made = dossier.reappointment
    later = [clock.Pause(row.at, row.until) for row in suspensions if row.at >= made.at]
    if not later:
        return made.new_due_at
    left = clock.elapsed(made.at, made.new_due_at, calendar)
    hours = Decimal(left.total_seconds()) / 3600
    return clock.due(Limit.of(hours, Unit.WORKING_HOUR), made.at, calendar, later).at


def step_due(dossier: Dossier, step: str) -> datetime | None:
    """When a step must be finished so that the whole stays on time; None while waiting."""
    suspensions = list(dossier.suspensions.order_by("at"))
    return step_due_by(dossier, step, suspensions, calendar_of_dossier(dossier))


def step_due_by(
    dossier: Dossier, step: str, suspensions: Iterable[Suspension], calendar: Calendar
) -> datetime | None:
    """The same for who has read the rows: of many dossiers at once."""
    if dossier.received_at is None:
        return None
    if step == "sign":
        return dossier.due_at
    part = terms_of(dossier.version).limit_until(dossier.channel, step)
    pauses = [clock.Pause(row.at, row.until) for row in suspensions]
    policy = dossier.version.due_policy
    return clock.due(part, dossier.received_at, calendar, pauses, policy).at


def within(
    limit: Limit, since: datetime, agency: Agency, known: Known | None = None
) -> datetime | None:
    """The end of a short limit of the house at an agency."""
    calendar = calendar_of(agency) if known is None else known.calendar(agency)
    return clock.due(limit, since, calendar).at


def is_working_moment(dossier: Dossier, at: datetime) -> bool:
    """Tell whether the competent agency is open at the moment, its closing included."""
    local = localtime(at)
    minute = local.hour * 60 + local.minute
    sessions = calendar_of_dossier(dossier).day(local.date()).sessions
    return any(opens <= minute <= closes for opens, closes in sessions)
