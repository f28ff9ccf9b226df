"""What happens to dossiers, in the past tense: ids, codes, numbers and moments."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("dossier.submitted", _("%(by)s submitted the dossier %(number)s."))
@dataclass(frozen=True)
class Submitted:
    number: str
    procedure: str
    version: int
    channel: str
    place: int
    received_at_agency: int
    competent: int
    helped_at: int | None


@fact("dossier.received", _("%(by)s received the dossier; due %(due_at)s."))
@dataclass(frozen=True)
class Received:
    due_at: str | None
    sent_to: int


@fact("dossier.refused", _("%(by)s refused to receive the dossier."))
@dataclass(frozen=True)
class Refused:
    refusal: int


@fact("dossier.supplement-asked", _("%(by)s asked for a supplement: %(faults)s faults."))
@dataclass(frozen=True)
class SupplementAsked:
    supplement: int
    faults: int
    before_reception: bool


@fact("dossier.supplemented", _("%(by)s supplemented the dossier; due %(due_at)s."))
@dataclass(frozen=True)
class Supplemented:
    supplement: int
    due_at: str | None


@fact("dossier.taken", _("%(by)s took over the dossier."))
@dataclass(frozen=True)
class Taken:
    agency: int
    handover: int | None


@fact("dossier.handed-over", _("%(by)s handed the dossier over."))
@dataclass(frozen=True)
class HandedOver:
    handover: int
    from_agency: int
    to_agency: int


@fact("dossier.recalled", _("%(by)s took the dossier back before it was taken."))
@dataclass(frozen=True)
class Recalled:
    handover: int


@fact("dossier.suspended", _("%(by)s stopped the clock."))
@dataclass(frozen=True)
class Suspended:
    suspension: int
    kind: str


@fact("dossier.resumed", _("%(by)s let the clock run again; due %(due_at)s."))
@dataclass(frozen=True)
class Resumed:
    suspension: int
    due_at: str | None


@fact("dossier.payment-requested", _("%(by)s requested a payment of %(amount)s đồng."))
@dataclass(frozen=True)
class PaymentRequested:
    charge: int
    amount: int


@fact("dossier.paid", _("%(by)s paid %(amount)s đồng; due %(due_at)s."))
@dataclass(frozen=True)
class Paid:
    charge: int
    amount: int
    method: str
    due_at: str | None


@fact("dossier.reappointed", _("%(by)s apologised and appointed %(new_due_at)s."))
@dataclass(frozen=True)
class Reappointed:
    old_due_at: str
    new_due_at: str


@fact("dossier.proposed", _("%(by)s proposed: %(outcome)s."))
@dataclass(frozen=True)
class Proposed:
    decision: int
    outcome: str


@fact("dossier.sent-back", _("%(by)s sent the proposal back."))
@dataclass(frozen=True)
class SentBack:
    decision: int


@fact("dossier.decided", _("%(by)s decided: %(outcome)s."))
@dataclass(frozen=True)
class Decided:
    decision: int
    outcome: str
    due_at: str | None
    is_late: bool | None


@fact("dossier.settled", _("All parts of the inter-connected dossier are settled."))
@dataclass(frozen=True)
class Settled:
    due_at: str | None
    is_late: bool | None


@fact("dossier.leg-started", _("The part %(leg)s began as %(number)s."))
@dataclass(frozen=True)
class LegStarted:
    leg: str
    number: str
    competent: int
    due_at: str | None


@fact("dossier.stopped", _("%(by)s stopped the settlement."))
@dataclass(frozen=True)
class Stopped:
    stop: int


@fact("dossier.reopened", _("%(by)s reopened the dossier; due %(due_at)s."))
@dataclass(frozen=True)
class Reopened:
    stop: int
    due_at: str | None


@fact("dossier.withdrawn", _("%(by)s withdrew the dossier."))
@dataclass(frozen=True)
class Withdrawn:
    withdrawal: int


@fact("dossier.returned", _("%(by)s returned the result."))
@dataclass(frozen=True)
class Returned:
    delivery: str
    agency: int


@fact("dossier.rated", _("%(by)s rated the service: %(grade)s."))
@dataclass(frozen=True)
class Rated:
    grade: str


@fact("dossier.secret-renewed", _("%(by)s gave the applicant another secret."))
@dataclass(frozen=True)
class SecretRenewed:
    version: int


@fact("dossier.moved", _("A reorganisation of units moved the dossier."))
@dataclass(frozen=True)
class Moved:
    reorganisation: int
    on: str
    from_place: int
    to_place: int | None
    from_competent: int
    to_competent: int
    from_agency: int
    to_agency: int
    from_return: int
    to_return: int
    waits: bool
    due_at: str | None  # where the move changed it


@fact("dossier.move-resolved", _("%(by)s said where the dossier belongs."))
@dataclass(frozen=True)
class MoveResolved:
    move: int
    place: int
    competent: int
    agency: int
    return_at: int
    due_at: str | None  # where it changed
