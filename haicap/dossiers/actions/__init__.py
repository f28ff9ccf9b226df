"""
Every verb of a dossier. They are the only writers of this room.

First the dossier, then keyword-only, ``by`` and ``at`` last. Each is one transaction: lock,
permission, state, change, fact.
"""

from haicap.dossiers.actions.drafts import discard_draft, save_draft
from haicap.dossiers.actions.ending import (
    decide,
    rate,
    reopen,
    return_result,
    stop,
    withdraw,
)
from haicap.dossiers.actions.lateness import reappoint
from haicap.dossiers.actions.moving import resolve_move
from haicap.dossiers.actions.processing import (
    hand_over,
    propose,
    recall,
    send_back,
    start,
)
from haicap.dossiers.actions.reception import accept, refuse, renew_secret
from haicap.dossiers.actions.submission import Applicant, Upload, submit
from haicap.dossiers.actions.waiting import (
    answer_supplement,
    ask_supplement,
    pay,
    request_payment,
    resume,
    suspend,
)

__all__ = [
    "Applicant",
    "Upload",
    "accept",
    "answer_supplement",
    "ask_supplement",
    "decide",
    "discard_draft",
    "hand_over",
    "pay",
    "propose",
    "rate",
    "reappoint",
    "recall",
    "refuse",
    "renew_secret",
    "reopen",
    "request_payment",
    "resolve_move",
    "resume",
    "return_result",
    "save_draft",
    "send_back",
    "start",
    "stop",
    "submit",
    "suspend",
    "withdraw",
]
