"""The rows of a dossier. They change only through ``dossiers.actions``."""

from haicap.dossiers.models.dossier import Counter, Delivery, Dossier, Money, Subject
from haicap.dossiers.models.draft import Draft
from haicap.dossiers.models.moving import (
    MoveCandidate,
    Relocation,
    UnresolvedMove,
    UnresolvedReason,
)
from haicap.dossiers.models.papers import Attachment, Part
from haicap.dossiers.models.rows import (
    Assignment,
    Charge,
    Decision,
    Handover,
    Outcome,
    Rating,
    Reappointment,
    Refusal,
    Return,
    Satisfaction,
    Stop,
    Supplement,
    Suspension,
    SuspensionKind,
    Withdrawal,
)
from haicap.dossiers.models.step import Step

__all__ = [
    "Assignment",
    "Attachment",
    "Charge",
    "Counter",
    "Decision",
    "Delivery",
    "Dossier",
    "Draft",
    "Handover",
    "Money",
    "MoveCandidate",
    "Outcome",
    "Part",
    "Rating",
    "Reappointment",
    "Refusal",
    "Relocation",
    "Return",
    "Satisfaction",
    "Step",
    "Stop",
    "Subject",
    "Supplement",
    "Suspension",
    "SuspensionKind",
    "UnresolvedMove",
    "UnresolvedReason",
    "Withdrawal",
]
