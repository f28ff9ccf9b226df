"""At the competent agency: take, hand over, propose, send back."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common import periods
from haicap.common.actor import require
from haicap.common.errors import Invalid
from haicap.dossiers import clock, facts
from haicap.dossiers.actions.common import (
    close_duties,
    locked,
    moved,
    open_step,
    refusal_of,
    tell,
)
from haicap.dossiers.lifecycle import Move, State
from haicap.dossiers.models import Assignment, Decision, Dossier, Handover, Outcome
from haicap.dossiers.permissions import PROCESS, SIGN
from haicap.dossiers.refusals import (
    AlreadyProposed,
    BundleHasLegs,
    HandoverOpen,
    NoHandover,
    NothingProposed,
)
from haicap.duties.models import Duty
from haicap.units.models import Agency


@transaction.atomic
def start(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """
    Take the dossier that was handed over, and begin or go on processing.

    :raises MoveRefused: if it was not received, or nothing is on its way to be taken
    :raises NotAllowed: if ``by`` does not process at the agency it was sent to
    """
    dossier = locked(dossier)
    handover = _open_handover(dossier)
    target = handover.to_agency if handover else dossier.competent
    require(by, PROCESS, target.pk)
    if dossier.state == State.RECEIVED or handover is None:
        moved(dossier, Move.START, at=at)
    if handover is not None:
        handover.taken_at, handover.taken_by = at, by
        handover.save(update_fields=["taken_at", "taken_by"])
    _assign(dossier, target, by=by, at=at)
    dossier.save()
    Duty.objects.filter(step__dossier=dossier, closed_at=None).update(person=by)
    tell(
        dossier,
        facts.Taken(agency=target.pk, handover=handover.pk if handover else None),
        by=by,
        at=at,
    )
    return dossier


@transaction.atomic
def hand_over(
    dossier: Dossier, *, to: Agency, note: str, by: User, at: datetime
) -> Dossier:
    """
    Send a dossier in processing on to another agency, of whatever level; the clock runs on.

    :raises Invalid: without a note that says why, or to an agency that does not exist now
    :raises HandoverOpen: if it is already on its way
    :raises MoveRefused: if it is not in processing
    :raises BundleHasLegs: if it is inter-connected: its parts are settled
    :raises NotAllowed: if ``by`` does not process where it lies
    """
    if not note.strip():
        raise Invalid("note", _("Write why it is handed over."))
    dossier = locked(dossier)
    require(by, PROCESS, dossier.responsible_id)
    require_processing(dossier)
    if not Agency.objects.filter(periods.on(localdate(at)), pk=to.pk).exists():
        raise Invalid("to", _("This agency does not exist today."))
    if to.pk == dossier.responsible_id:
        raise Invalid("to", _("The dossier is there already."))
    handover = Handover.objects.create(
        dossier=dossier,
        from_agency=dossier.responsible,
        to_agency=to,
        note=note.strip(),
        due_at=clock.within(clock.HAND_OVER_WITHIN, at, dossier.responsible),
        by=by,
        at=at,
    )
    close_duties(dossier, "handed_over", by=by, at=at)
    open_step(
        dossier, "process", agency=to, due_at=clock.step_due(dossier, "process"), at=at
    )
    tell(
        dossier,
        facts.HandedOver(
            handover=handover.pk, from_agency=dossier.responsible_id, to_agency=to.pk
        ),
        by=by,
        at=at,
    )
    return dossier


@transaction.atomic
def recall(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """
    Take back what was sent and has not been taken yet; the line stays on the control sheet.

    :raises NoHandover: if nothing is on its way
    :raises MoveRefused: if it was just received: then it belongs to the competent agency
    :raises NotAllowed: if ``by`` does not process where it was sent from
    """
    dossier = locked(dossier)
    handover = _open_handover(dossier)
    if handover is None:
        raise NoHandover
    require(by, PROCESS, handover.from_agency_id)
    if dossier.state != State.PROCESSING:
        raise refusal_of(dossier, Move.DECIDE)
    handover.taken_at, handover.taken_by = at, by
    handover.note = f"{handover.note} — {_('taken back')}"[:300]
    handover.save(update_fields=["taken_at", "taken_by", "note"])
    close_duties(dossier, "recalled", by=by, at=at)
    open_step(
        dossier,
        "process",
        agency=handover.from_agency,
        due_at=clock.step_due(dossier, "process"),
        who=by,
        at=at,
    )
    tell(dossier, facts.Recalled(handover=handover.pk), by=by, at=at)
    return dossier


@transaction.atomic
def propose(
    dossier: Dossier, *, outcome: str, proposal: str, by: User, at: datetime
) -> Dossier:
    """
    Propose what the signer should decide; the duty passes to the signer.

    :raises Invalid: with an unknown outcome, or when a rejection gives no reasons
    :raises AlreadyProposed: if a proposal waits for the signer
    :raises MoveRefused: if it is not in processing
    :raises BundleHasLegs: if it is inter-connected: its parts are settled
    :raises HandoverOpen: if it is on its way to another agency
    :raises AlreadySuspended: if the clock stands
    :raises NotAllowed: if ``by`` does not process where it lies
    """
    if outcome not in Outcome.values:
        raise Invalid("outcome", _("Choose granted or not granted."))
    if outcome == Outcome.REJECTED and not proposal.strip():
        raise Invalid(
            "proposal", _("Write the reasons; the applicant has a right to them.")
        )
    dossier = locked(dossier)
    require(by, PROCESS, dossier.responsible_id)
    require_processing(dossier)
    waiting = open_proposal(dossier)
    if waiting is not None:
        raise AlreadyProposed(who=waiting.by)
    decision = Decision.objects.create(
        dossier=dossier, proposed=outcome, proposal=proposal.strip(), by=by, at=at
    )
    close_duties(dossier, "proposed", by=by, at=at)
    open_step(dossier, "sign", agency=dossier.competent, due_at=dossier.due_at, at=at)
    tell(dossier, facts.Proposed(decision=decision.pk, outcome=outcome), by=by, at=at)
    return dossier


@transaction.atomic
def send_back(dossier: Dossier, *, reason: str, by: User, at: datetime) -> Dossier:
    """
    Send a proposal back to who made it; the step goes on under its first time limit.

    :raises Invalid: without a reason
    :raises NothingProposed: if no proposal waits
    :raises NotAllowed: if ``by`` does not sign for the competent agency
    """
    if not reason.strip():
        raise Invalid("reason", _("Write what must be changed."))
    dossier = locked(dossier)
    require(by, SIGN, dossier.competent_id)
    decision = open_proposal(dossier)
    if decision is None:
        raise NothingProposed
    decision.sent_back_at, decision.sent_back_reason = at, reason.strip()
    decision.save(update_fields=["sent_back_at", "sent_back_reason"])
    close_duties(dossier, "sent_back", by=by, at=at)
    open_step(
        dossier,
        "process",
        agency=dossier.responsible,
        due_at=clock.step_due(dossier, "process"),
        who=decision.by,
        at=at,
    )
    tell(dossier, facts.SentBack(decision=decision.pk), by=by, at=at)
    return dossier


def open_proposal(dossier: Dossier) -> Decision | None:
    """The proposal that waits for the signer."""
    return (
        dossier.decisions.filter(decided_at=None, sent_back_at=None)
        .select_related("by")
        .first()
    )


def require_processing(dossier: Dossier) -> None:
    """
    Let pass what lies with an officer and can be worked on.

    :raises MoveRefused: if the state is another
    :raises HandoverOpen: if it is on its way
    :raises BundleHasLegs: if it is an inter-connected dossier
    """
    if dossier.state != State.PROCESSING:
        raise refusal_of(dossier, Move.DECIDE)
    legs = list(dossier.legs.values_list("number", flat=True))
    if legs:
        raise BundleHasLegs(numbers=", ".join(legs))
    handover = _open_handover(dossier)
    if handover is not None:
        raise HandoverOpen(agency=handover.to_agency.name_vi)


def _open_handover(dossier: Dossier) -> Handover | None:
    return (
        dossier.handovers.filter(taken_at=None)
        .select_related("from_agency", "to_agency")
        .first()
    )


def _assign(dossier: Dossier, agency: Agency, *, by: User, at: datetime) -> None:
    if dossier.responsible_id != agency.pk:
        dossier.responsible = agency
        Assignment.objects.create(dossier=dossier, agency=agency, by=by, at=at)
