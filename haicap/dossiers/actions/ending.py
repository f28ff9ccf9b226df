"""The ends of a dossier: decide, stop, reopen, return, withdraw, rate."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Invalid
from haicap.dossiers import clock, facts
from haicap.dossiers.actions import bundles, moving
from haicap.dossiers.actions.common import (
    close_duties,
    iso,
    locked,
    moved,
    open_step,
    refusal_of,
    set_due,
    tell,
)
from haicap.dossiers.actions.processing import open_proposal, require_processing
from haicap.dossiers.actions.submission import Upload
from haicap.dossiers.actions.waiting import require_running
from haicap.dossiers.door import Party, person, require_party
from haicap.dossiers.lifecycle import ENDED, Move, State
from haicap.dossiers.models import (
    Attachment,
    Delivery,
    Dossier,
    Outcome,
    Rating,
    Return,
    Satisfaction,
    Stop,
    Withdrawal,
)
from haicap.dossiers.permissions import RECEIVE, SIGN
from haicap.dossiers.refusals import (
    BundleHasLegs,
    LegOfBundle,
    NothingProposed,
    NotRatedYet,
    RatedOnce,
)
from haicap.papers.models import File
from haicap.signatures import actions as signatures


@transaction.atomic
def decide(
    dossier: Dossier,
    *,
    outcome: str,
    reason: str = "",
    document_number: str = "",
    result: Sequence[Upload] = (),
    by: User,
    at: datetime,
) -> Dossier:
    """
    Decide on a proposal; the result is ready and the clock stops: on time or late for good.

    The signer may decide otherwise than was proposed. The decision on the last part of an
    inter-connected dossier settles the whole. A result that is a PDF is signed with the
    certificate of the signer, where there is one; if that fails, nothing is decided.

    :raises Invalid: with an unknown outcome, or a rejection without reasons
    :raises NothingProposed: if no proposal waits
    :raises MoveRefused: if it is not in processing
    :raises BundleHasLegs: if it is inter-connected: its parts are settled
    :raises HandoverOpen: if it is on its way to another agency
    :raises AlreadySuspended: if the clock stands
    :raises NotAllowed: if ``by`` does not sign for the competent agency
    """
    _require_reasoned(outcome, reason)
    dossier = locked(dossier)
    require(by, SIGN, dossier.competent_id)
    require_processing(dossier)
    require_running(dossier)
    decision = open_proposal(dossier)
    if decision is None:
        raise NothingProposed
    moved(dossier, Move.DECIDE, at=at)
    decision.outcome, decision.reason = outcome, reason.strip()
    decision.document_number = document_number.strip()
    decision.decided_at, decision.decided_by = at, by
    decision.save()
    _settle(dossier, at=at)
    close_duties(dossier, "decided", by=by, at=at)
    dossier.save()
    _add_result(dossier, result, by=by, at=at)
    told = facts.Decided(
        decision=decision.pk,
        outcome=outcome,
        due_at=iso(dossier.due_at),
        is_late=dossier.is_late,
    )
    tell(dossier, told, by=by, at=at)
    if dossier.bundle is not None:
        bundles.go_on(dossier, by=by, at=at)
    else:
        _open_return(dossier, at=at)
    return dossier


def _require_reasoned(outcome: str, reason: str) -> None:
    if outcome not in Outcome.values:
        raise Invalid("outcome", _("Choose granted or not granted."))
    if outcome == Outcome.REJECTED and not reason.strip():
        raise Invalid(
            "reason", _("Write the reasons; the applicant has a right to them.")
        )


def _settle(dossier: Dossier, *, at: datetime) -> None:
    """Fix whether it is late: compared with the first due moment, not the apologetic one."""
    due_at = clock.reckon(dossier).at
    dossier.settled_at = at
    dossier.is_late = None if due_at is None else at > due_at


def _open_return(dossier: Dossier, *, at: datetime) -> None:
    open_step(dossier, "return", agency=dossier.return_at, due_at=None, at=at)


def _add_result(
    dossier: Dossier, result: Sequence[Upload], *, by: User, at: datetime
) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            dossier=dossier,
            file=_signed(upload.file, dossier, by=by, at=at),
            name=upload.name[:200],
            is_result=True,
            added_at=at,
            added_by=by,
        )
        for upload in result
    )


def _signed(file: File, dossier: Dossier, *, by: User, at: datetime) -> File:
    """Sign a PDF with the certificate of the signer, who may have none."""
    can_sign = signatures.certificate_of(by, dossier.competent, at) is not None
    if not can_sign or file.media_type != signatures.PDF:
        return file
    return signatures.sign(file, agency=dossier.competent, by=by, at=at).file


@transaction.atomic
def stop(
    dossier: Dossier, *, reason: str, ground: str = "", by: User, at: datetime
) -> Dossier:
    """
    Stop the settlement by a notice (form 05).

    :raises Invalid: without a reason
    :raises BundleHasLegs: for an inter-connected dossier: stop its parts
    :raises MoveRefused: if the state does not allow it
    :raises NotAllowed: if ``by`` does not sign for the competent agency
    """
    if not reason.strip():
        raise Invalid("reason", _("Write the reason; it stands in the notice."))
    dossier = locked(dossier)
    require(by, SIGN, dossier.competent_id)
    legs = list(dossier.legs.values_list("number", flat=True))
    if legs:
        raise BundleHasLegs(numbers=", ".join(legs))
    if dossier.received_at is None:  # what was never received is not being settled
        raise refusal_of(dossier, Move.STOP)
    moved(dossier, Move.STOP, at=at)
    row = Stop.objects.create(
        dossier=dossier, reason=reason.strip(), ground=ground.strip(), by=by, at=at
    )
    end_waiting(dossier, by=by, at=at)
    set_due(dossier)
    close_duties(dossier, "stopped", by=by, at=at)
    dossier.save()
    tell(dossier, facts.Stopped(stop=row.pk), by=by, at=at)
    if dossier.bundle is not None:
        bundles.go_on(dossier, by=by, at=at)
    return dossier


@transaction.atomic
def reopen(dossier: Dossier, *, reason: str, by: User, at: datetime) -> Dossier:
    """
    Take a stopped dossier up again by decision; the time it stood stopped counts.

    :raises Invalid: without a reason
    :raises LegOfBundle: for a part whose inter-connected dossier has ended
    :raises MoveRefused: if it is not stopped
    :raises NotAllowed: if ``by`` does not sign for the competent agency
    """
    if not reason.strip():
        raise Invalid("reason", _("Write why it is taken up again."))
    dossier = locked(dossier)
    require(by, SIGN, dossier.competent_id)
    if dossier.bundle is not None and dossier.bundle.state != State.PROCESSING:
        raise LegOfBundle(number=dossier.bundle.number)
    moved(dossier, Move.REOPEN, at=at)
    row = dossier.stops.get(reopened_at=None)
    row.reopened_at, row.reopened_by, row.reopening_reason = at, by, reason.strip()
    row.save()
    dossier.save()
    moving.catch_up(dossier, by=by, at=at)
    dossier = locked(dossier)
    set_due(dossier)
    dossier.save()
    open_step(
        dossier,
        "process",
        agency=dossier.responsible,
        due_at=clock.step_due(dossier, "process"),
        at=at,
    )
    tell(dossier, facts.Reopened(stop=row.pk, due_at=iso(dossier.due_at)), by=by, at=at)
    return dossier


@transaction.atomic
def return_result(
    dossier: Dossier,
    *,
    delivery: str = "",
    collector: str = "",
    by: User,
    at: datetime,
) -> Dossier:
    """
    Hand the result to the applicant: at the counter, by post, electronically.

    Without ``delivery`` the way that the applicant chose. The parts of an inter-connected
    dossier are returned with it.

    :raises Invalid: with an unknown way, or at the counter without saying to whom
    :raises LegOfBundle: for a part
    :raises MoveRefused: if there is no result to return
    :raises NotAllowed: if ``by`` may not return at that centre
    """
    dossier = locked(dossier)
    require(by, RECEIVE, dossier.return_at_id)
    way = delivery or dossier.delivery
    if way not in Delivery.values:
        raise Invalid("delivery", _("Choose one of the ways of returning the result."))
    if way == Delivery.COUNTER and not collector.strip():
        raise Invalid("collector", _("Write to whom it was handed."))
    if dossier.bundle is not None:
        raise LegOfBundle(number=dossier.bundle.number)
    legs = dossier.legs.select_for_update().filter(state=State.SETTLED)
    for each in [dossier, *legs.order_by("pk")]:
        moved(each, Move.RETURN, at=at)
        Return.objects.create(
            dossier=each,
            delivery=way,
            agency=dossier.return_at,
            collector=collector.strip(),
            by=by,
            at=at,
        )
        close_duties(each, "returned", by=by, at=at)
        each.save()
        told = facts.Returned(delivery=way, agency=dossier.return_at.pk)
        tell(each, told, by=by, at=at)
    return dossier


@transaction.atomic
def withdraw(dossier: Dossier, *, reason: str = "", by: Party, at: datetime) -> Dossier:
    """
    Take the dossier back; of an inter-connected one, all parts that are not settled.

    :raises LegOfBundle: for a part
    :raises MoveRefused: if it is settled or ended
    :raises NotAllowed: if ``by`` is not the applicant nor receives for him
    """
    dossier = locked(dossier)
    require_party(by, dossier)
    if dossier.bundle is not None:
        raise LegOfBundle(number=dossier.bundle.number)
    legs = dossier.legs.select_for_update().exclude(state__in=[*ENDED, State.SETTLED])
    for each in [dossier, *legs.order_by("pk")]:
        moved(each, Move.WITHDRAW, at=at)
        row = Withdrawal.objects.create(
            dossier=each, reason=reason.strip(), by=person(by), at=at
        )
        end_waiting(each, by=by, at=at)
        close_duties(each, "withdrawn", by=by, at=at)
        each.save()
        tell(each, facts.Withdrawn(withdrawal=row.pk), by=by, at=at)
    return dossier


def end_waiting(dossier: Dossier, *, by: Party, at: datetime) -> None:
    """Close an open suspension and an open handover: nothing waits behind an end."""
    who = person(by)
    dossier.suspensions.filter(until=None).update(until=at, ended_by=who)
    dossier.handovers.filter(taken_at=None).update(taken_at=at, taken_by=who)


@transaction.atomic
def rate(
    dossier: Dossier, *, grade: str, comment: str = "", by: Party, at: datetime
) -> Rating:
    """
    Rate how the dossier was handled, once, when there is a result or a refusal.

    :raises Invalid: with an unknown grade or a comment above 1,000 letters
    :raises NotRatedYet: while it is open
    :raises RatedOnce: if it was rated
    :raises NotAllowed: if ``by`` is not the applicant nor receives for him
    """
    if grade not in Satisfaction.values:
        raise Invalid("grade", _("Choose one of the three grades."))
    if len(comment) > 1000:
        raise Invalid("comment", _("A comment has at most 1,000 letters."))
    dossier = locked(dossier)
    require_party(by, dossier)
    if dossier.state not in (*ENDED, State.SETTLED):
        raise NotRatedYet
    if Rating.objects.filter(dossier=dossier).exists():
        raise RatedOnce
    rating = Rating.objects.create(
        dossier=dossier, grade=grade, comment=comment.strip(), by=person(by), at=at
    )
    tell(dossier, facts.Rated(grade=grade), by=by, at=at)
    return rating
