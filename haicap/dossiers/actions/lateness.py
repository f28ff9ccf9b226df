"""When it will be late: the apology, and the one new appointment."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Invalid
from haicap.dossiers import clock, facts
from haicap.dossiers.actions.common import iso, locked, refusal_of, set_due, tell
from haicap.dossiers.lifecycle import Move, State
from haicap.dossiers.models import Dossier, Reappointment
from haicap.dossiers.permissions import SIGN
from haicap.dossiers.refusals import (
    NoDueMoment,
    ReappointmentOnce,
    ReappointmentTooLate,
)


@transaction.atomic
def reappoint(
    dossier: Dossier, *, new_due_at: datetime, reason: str, by: User, at: datetime
) -> Dossier:
    """
    Apologise and appoint a later moment, once, before the old one passes (form 04).

    :raises Invalid: without a reason, or with a moment that is not later or not in hours
    :raises ReappointmentOnce: if it was done before
    :raises ReappointmentTooLate: if the old moment has passed
    :raises NoDueMoment: if the clock stands or there is no limit
    :raises MoveRefused: if it is not in hand
    :raises NotAllowed: if ``by`` does not sign for the competent agency
    """
    if not reason.strip():
        raise Invalid(
            "reason", _("Write the reason; it stands in the letter of apology.")
        )
    dossier = locked(dossier)
    require(by, SIGN, dossier.competent_id)
    if dossier.state not in (State.RECEIVED, State.PROCESSING):
        raise refusal_of(dossier, Move.DECIDE)
    made = Reappointment.objects.filter(dossier=dossier).first()
    if made is not None:
        raise ReappointmentOnce(when=f"{localtime(made.at):%d/%m/%Y}")
    old_due_at = dossier.due_at
    if old_due_at is None:
        raise NoDueMoment
    if at > old_due_at:
        raise ReappointmentTooLate(due=f"{localtime(old_due_at):%H:%M %d/%m/%Y}")
    if new_due_at <= old_due_at:
        raise Invalid(
            "new_due_at", _("The new appointment must be later than the old one.")
        )
    if not clock.is_working_moment(dossier, new_due_at):
        raise Invalid("new_due_at", _("The new appointment must lie in office hours."))
    dossier.reappointment = Reappointment.objects.create(
        dossier=dossier,
        old_due_at=old_due_at,
        new_due_at=new_due_at,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    set_due(dossier)
    dossier.save()
    told = facts.Reappointed(
        old_due_at=iso(old_due_at) or "", new_due_at=iso(new_due_at) or ""
    )
    tell(dossier, told, by=by, at=at)
    return dossier
