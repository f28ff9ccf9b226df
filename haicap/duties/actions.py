"""Opening, moving and closing duties; always inside the action of the room that owns them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Refused
from haicap.duties import facts
from haicap.duties.models import Duty
from haicap.journal import actions as journal
from haicap.units.models import Agency


class DutyClosed(Refused):
    """Somebody finished it before."""

    code = "duty.closed"
    message = _("%(who)s has already finished this (%(when)s).")


class DutyTaken(Refused):
    """Somebody else has it."""

    code = "duty.taken"
    message = _("%(who)s has this duty.")


@dataclass(frozen=True)
class Clears:
    """The six clears of a new duty; the person may be found later."""

    work: str
    agency: Agency
    role: str
    product: str
    authority: str = ""
    due_at: datetime | None = None
    person: User | None = None


def open_duty(*, kind: str, reference: str, clears: Clears, at: datetime) -> Duty:
    """Open a duty; the caller's own fact tells of it."""
    return Duty.objects.create(
        kind=kind,
        reference=reference,
        work=clears.work[:300],
        agency=clears.agency,
        role=clears.role,
        product=clears.product[:300],
        authority=clears.authority[:300],
        due_at=clears.due_at,
        person=clears.person,
        opened_at=at,
    )


def close(duty: Duty, *, outcome: str, by: User | None, at: datetime) -> None:
    """Close a duty; the caller holds the lock of what it is about."""
    duty.closed_at, duty.closed_by, duty.outcome = at, by, outcome
    duty.save(update_fields=["closed_at", "closed_by", "outcome"])


def set_time(duty: Duty, *, due_at: datetime | None, is_paused: bool) -> None:
    """Move the time of a duty with the clock of what it is about."""
    duty.due_at, duty.is_paused = due_at, is_paused
    duty.save(update_fields=["due_at", "is_paused"])


def set_times(rows: Sequence[Duty]) -> None:
    """Move the times of many duties, which the caller has set on the rows."""
    Duty.objects.bulk_update(rows, ["due_at", "is_paused"])


def pass_on(duty: Duty, *, to: Agency) -> None:
    """Give a duty to another agency, where nobody has it yet; the caller holds the lock."""
    duty.agency, duty.person = to, None
    duty.save(update_fields=["agency", "person"])


@transaction.atomic
def take(duty: Duty, *, permission: str, by: User, at: datetime) -> Duty:
    """
    Become the clear person of a duty of one's agency.

    :raises DutyClosed: if it is finished
    :raises DutyTaken: if somebody else has it
    :raises NotAllowed: if ``by`` does not hold the permission at its agency
    """
    duty = _locked(duty)
    require(by, permission, duty.agency_id)
    if duty.person is not None and duty.person != by:
        raise DutyTaken(who=duty.person.name)
    return _give(duty, to=by, by=by, at=at)


@transaction.atomic
def give(duty: Duty, *, to: User, permission: str, by: User, at: datetime) -> Duty:
    """
    Make somebody of the agency the clear person, whoever had it before.

    :raises DutyClosed: if it is finished
    :raises NotAllowed: if either of the two lacks the permission at its agency
    """
    duty = _locked(duty)
    require(by, permission, duty.agency_id)
    require(to, permission, duty.agency_id)
    return _give(duty, to=to, by=by, at=at)


def _locked(duty: Duty) -> Duty:
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("person", "closed_by")
        .get(pk=duty.pk)
    )
    if duty.closed_at is not None:
        raise DutyClosed(
            who=duty.closed_by or _("The program"),
            when=f"{localtime(duty.closed_at):%H:%M %d/%m/%Y}",
        )
    return duty


def _give(duty: Duty, *, to: User, by: User, at: datetime) -> Duty:
    duty.person = to
    duty.save(update_fields=["person"])
    journal.record(
        facts.Given(duty=duty.pk, person=to.pk),
        about=f"duty:{duty.pk}",
        agency_id=duty.agency_id,
        by=by,
        at=at,
    )
    return duty
