"""The clock stands and runs again: supplement, payment, other causes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Invalid
from haicap.dossiers import clock, facts
from haicap.dossiers.actions.common import (
    close_duties,
    iso,
    locked,
    moved,
    open_step,
    set_due,
    tell,
)
from haicap.dossiers.actions.processing import open_proposal, require_processing
from haicap.dossiers.actions.submission import Upload
from haicap.dossiers.door import Party, person, require_party
from haicap.dossiers.lifecycle import Move, State
from haicap.dossiers.models import (
    Attachment,
    Charge,
    Dossier,
    Money,
    Supplement,
    Suspension,
    SuspensionKind,
)
from haicap.dossiers.permissions import PROCESS, RECEIVE
from haicap.dossiers.refusals import (
    AlreadyProposed,
    AlreadySuspended,
    NotSuspended,
    SupplementOnce,
)
from haicap.dossiers.terms import terms_of

# What is missing or wrong: "about" a component code or a question's name ("" is neither),
# and "what" in a sentence.
Fault = Mapping[str, str]


@transaction.atomic
def ask_supplement(
    dossier: Dossier, *, faults: Sequence[Fault], by: User, at: datetime
) -> Dossier:
    """
    Ask for everything that is missing, once (form 02). The clock stands until the answer.

    :raises Invalid: without a fault, or with one that says nothing
    :raises SupplementOnce: if it was asked before
    :raises MoveRefused: if the state does not allow it
    :raises BundleHasLegs: if it is inter-connected: its parts are settled
    :raises HandoverOpen: if it is on its way to another agency
    :raises AlreadySuspended: if the clock stands
    :raises AlreadyProposed: if a proposal waits for the signer
    :raises NotAllowed: if ``by`` may not receive or process it where it lies
    """
    if not faults or any(not fault["what"].strip() for fault in faults):
        raise Invalid("faults", _("Write every fault in a sentence, at least one."))
    dossier = locked(dossier)
    before_reception = dossier.received_at is None
    if before_reception:
        require(by, RECEIVE, dossier.return_at_id)
    else:
        require(by, PROCESS, dossier.responsible_id)
    asked = Supplement.objects.filter(dossier=dossier).first()
    if asked is not None:
        raise SupplementOnce(when=f"{localtime(asked.at):%d/%m/%Y}")
    if not before_reception:
        _require_at_hand(dossier)
    moved(dossier, Move.ASK_SUPPLEMENT, at=at)
    supplement = Supplement.objects.create(
        dossier=dossier,
        faults=[{"about": f["about"], "what": f["what"].strip()} for f in faults],
        before_reception=before_reception,
        by=by,
        at=at,
    )
    if before_reception:
        close_duties(dossier, "supplement_asked", by=by, at=at)
    else:
        _stand_still(dossier, SuspensionKind.SUPPLEMENT, str(supplement), by=by, at=at)
    dossier.save()
    tell(
        dossier,
        facts.SupplementAsked(
            supplement=supplement.pk,
            faults=len(faults),
            before_reception=before_reception,
        ),
        by=by,
        at=at,
    )
    return dossier


@transaction.atomic
def answer_supplement(
    dossier: Dossier,
    *,
    answer: str = "",
    uploads: Sequence[Upload] = (),
    by: Party,
    at: datetime,
) -> Dossier:
    """
    Hand in what was asked for; the clock runs again, or the dossier waits to be received.

    :raises Invalid: with nothing handed in
    :raises MoveRefused: if no supplement is waited for
    :raises NotAllowed: if ``by`` is not the applicant nor receives for him
    """
    if not answer.strip() and not uploads:
        raise Invalid("answer", _("Write an answer or add a file."))
    dossier = locked(dossier)
    require_party(by, dossier)
    before_reception = dossier.received_at is None
    moved(
        dossier,
        Move.ANSWER_BEFORE_RECEPTION if before_reception else Move.ANSWER_SUPPLEMENT,
        at=at,
    )
    supplement = dossier.supplement
    supplement.answered_at, supplement.answered_by = at, person(by)
    supplement.answer = answer.strip()[:1000]
    supplement.save()
    _add(dossier, uploads, by=by, at=at)
    if before_reception:
        centre = dossier.responsible
        due_at = clock.within(clock.CHECK_WITHIN, at, centre)
        open_step(dossier, "check", agency=centre, due_at=due_at, at=at)
    else:
        _run_again(dossier, by=by, at=at)
    dossier.save()
    tell(
        dossier,
        facts.Supplemented(supplement=supplement.pk, due_at=iso(dossier.due_at)),
        by=by,
        at=at,
    )
    return dossier


@transaction.atomic
def request_payment(
    dossier: Dossier, *, amount: int, what: str, ground: str = "", by: User, at: datetime
) -> Dossier:
    """
    Request a financial obligation; the clock stands until it is paid.

    :raises Invalid: with an amount that is not above zero, or without saying for what
    :raises MoveRefused: if it is not in processing
    :raises BundleHasLegs: if it is inter-connected: its parts are settled
    :raises HandoverOpen: if it is on its way to another agency
    :raises AlreadySuspended: if the clock stands
    :raises AlreadyProposed: if a proposal waits for the signer
    :raises NotAllowed: if ``by`` does not process where it lies
    """
    if amount <= 0:
        raise Invalid("amount", _("The amount is a whole number of đồng above zero."))
    if not what.strip():
        raise Invalid("what", _("Write what the payment is for."))
    dossier = locked(dossier)
    require(by, PROCESS, dossier.responsible_id)
    _require_at_hand(dossier)
    moved(dossier, Move.REQUEST_PAYMENT, at=at)
    charge = Charge.objects.create(
        dossier=dossier, amount=amount, what=what.strip(), ground=ground, by=by, at=at
    )
    dossier.money = Money.DUE
    _stand_still(dossier, SuspensionKind.PAYMENT, what.strip(), by=by, at=at)
    dossier.save()
    tell(dossier, facts.PaymentRequested(charge=charge.pk, amount=amount), by=by, at=at)
    return dossier


@transaction.atomic
def pay(
    dossier: Dossier, *, method: str, receipt: str = "", by: Party, at: datetime
) -> Dossier:
    """
    Note that the obligation was paid, with the method and the number of the receipt.

    :raises Invalid: without a method
    :raises MoveRefused: if nothing is to be paid
    :raises NotAllowed: if ``by`` is not the applicant nor receives for him
    """
    if not method.strip():
        raise Invalid("method", _("Say how it was paid."))
    dossier = locked(dossier)
    require_party(by, dossier)
    moved(dossier, Move.PAY, at=at)
    charge = dossier.charges.get(paid_at=None)
    charge.paid_at, charge.paid_by = at, person(by)
    charge.method, charge.receipt = method.strip()[:20], receipt.strip()[:80]
    charge.save()
    dossier.money = Money.PAID
    _run_again(dossier, by=by, at=at)
    dossier.save()
    paid = facts.Paid(
        charge=charge.pk,
        amount=charge.amount,
        method=charge.method,
        due_at=iso(dossier.due_at),
    )
    tell(dossier, paid, by=by, at=at)
    return dossier


@transaction.atomic
def suspend(
    dossier: Dossier,
    *,
    kind: str,
    reason: str,
    ground: str,
    expected_end: date | None = None,
    by: User,
    at: datetime,
) -> Dossier:
    """
    Let the clock stand for a cause the law knows: another agency, a verification.

    :raises Invalid: without a reason or a legal ground, or of a kind that has its own verb
    :raises AlreadySuspended: if the clock stands
    :raises MoveRefused: if it is not in processing
    :raises BundleHasLegs: if it is inter-connected: its parts are settled
    :raises HandoverOpen: if it is on its way to another agency
    :raises NotAllowed: if ``by`` does not process where it lies
    """
    if kind not in (SuspensionKind.OTHER_AGENCY, SuspensionKind.VERIFICATION):
        raise Invalid("kind", _("Choose another agency or a verification."))
    if not reason.strip():
        raise Invalid("reason", _("Write why the clock stands."))
    if not ground.strip():
        raise Invalid("ground", _("Name the legal ground on which the clock stands."))
    dossier = locked(dossier)
    require(by, PROCESS, dossier.responsible_id)
    require_processing(dossier)
    row = _stand_still(
        dossier,
        kind,
        reason.strip(),
        ground=ground,
        expected_end=expected_end,
        by=by,
        at=at,
    )
    dossier.save()
    tell(dossier, facts.Suspended(suspension=row.pk, kind=kind), by=by, at=at)
    return dossier


@transaction.atomic
def resume(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """
    Let the clock run again.

    :raises NotSuspended: if it runs, or waits for the applicant
    :raises NotAllowed: if ``by`` does not process where it lies
    """
    dossier = locked(dossier)
    require(by, PROCESS, dossier.responsible_id)
    if (
        dossier.state != State.PROCESSING
        or not dossier.suspensions.filter(until=None).exists()
    ):
        raise NotSuspended
    row = _run_again(dossier, by=by, at=at)
    dossier.save()
    tell(
        dossier,
        facts.Resumed(suspension=row.pk, due_at=iso(dossier.due_at)),
        by=by,
        at=at,
    )
    return dossier


def _require_at_hand(dossier: Dossier) -> None:
    """
    Let pass what the specialist has: in processing, not suspended, not with the signer.

    :raises AlreadySuspended: if the clock stands
    :raises AlreadyProposed: if a proposal waits
    """
    require_processing(dossier)
    require_running(dossier)
    proposal = open_proposal(dossier)
    if proposal is not None:
        raise AlreadyProposed(who=proposal.by)


def require_running(dossier: Dossier) -> None:
    """:raises AlreadySuspended: if the clock stands"""
    row = dossier.suspensions.filter(until=None).first()
    if row is not None:
        raise AlreadySuspended(reason=row.reason)


def _stand_still(
    dossier: Dossier,
    kind: str,
    reason: str,
    *,
    ground: str = "",
    expected_end: date | None = None,
    by: User,
    at: datetime,
) -> Suspension:
    require_running(dossier)
    row = Suspension.objects.create(
        dossier=dossier,
        kind=kind,
        reason=reason[:400],
        ground=ground.strip(),
        expected_end=expected_end,
        by=by,
        at=at,
    )
    set_due(dossier)
    return row


def _run_again(dossier: Dossier, *, by: Party, at: datetime) -> Suspension:
    row = dossier.suspensions.get(until=None)
    row.until, row.ended_by = at, person(by)
    row.save(update_fields=["until", "ended_by"])
    set_due(dossier)
    return row


def _add(dossier: Dossier, uploads: Sequence[Upload], *, by: Party, at: datetime) -> None:
    components = {
        c.code: c for c in terms_of(dossier.version).components_of(dossier.case_id)
    }
    for upload in uploads:
        if upload.component and upload.component not in components:
            raise Invalid(
                f"file.{upload.component}", _("The procedure asks for no such paper.")
            )
    Attachment.objects.bulk_create(
        Attachment(
            dossier=dossier,
            component=components.get(upload.component),
            file=upload.file,
            name=upload.name[:200],
            added_at=at,
            added_by=person(by),
        )
        for upload in uploads
    )
    given = [upload.component for upload in uploads if upload.component]
    dossier.parts.filter(component__code__in=given).update(is_present=True)
