"""
The ten national states of a dossier and the moves between them.

The numbers are those of the National Public Service Portal. A supplement asked before
reception leads back to ``REGISTERED``, because the dossier must still be received; after
reception it leads back to ``PROCESSING`` (docs/decisions/0006).
"""

from django.db import models
from django.utils.translation import pgettext_lazy as _p


class State(models.TextChoices):
    """The business state; money, delivery and synchronisation are other axes."""

    REGISTERED = "registered", _p("dossier", "newly registered")
    RECEIVED = "received", _p("dossier", "received")
    REFUSED = "refused", _p("dossier", "refused at reception")
    PROCESSING = "processing", _p("dossier", "in processing")
    SUPPLEMENT = "supplement", _p("dossier", "supplement requested")
    PAYMENT = "payment", _p("dossier", "financial obligation requested")
    WITHDRAWN = "withdrawn", _p("dossier", "withdrawn by the applicant")
    STOPPED = "stopped", _p("dossier", "settlement stopped")
    SETTLED = "settled", _p("dossier", "settled, result ready")
    RETURNED = "returned", _p("dossier", "result returned")


class Move(models.TextChoices):
    """What can be done to a dossier that changes its state."""

    ACCEPT = "accept", _p("move", "receive")
    REFUSE = "refuse", _p("move", "refuse reception")
    START = "start", _p("move", "start processing")
    ASK_SUPPLEMENT = "ask_supplement", _p("move", "ask for a supplement")
    ANSWER_BEFORE_RECEPTION = "answer_before_reception", _p("move", "supplement")
    ANSWER_SUPPLEMENT = "answer_supplement", _p("move", "supplement")
    REQUEST_PAYMENT = "request_payment", _p("move", "request a payment")
    PAY = "pay", _p("move", "pay")
    DECIDE = "decide", _p("move", "decide")
    STOP = "stop", _p("move", "stop")
    REOPEN = "reopen", _p("move", "reopen")
    WITHDRAW = "withdraw", _p("move", "withdraw")
    RETURN = "return", _p("move", "return the result")


NATIONAL_CODE: dict[State, int] = {
    State.REGISTERED: 1,
    State.RECEIVED: 2,
    State.REFUSED: 3,
    State.PROCESSING: 4,
    State.SUPPLEMENT: 5,
    State.PAYMENT: 6,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.SETTLED: 9,
    State.RETURNED: 10,
}

MOVES: dict[tuple[State, Move], State] = {
    (State.REGISTERED, Move.ACCEPT): State.RECEIVED,
    (State.REGISTERED, Move.REFUSE): State.REFUSED,
    (State.REGISTERED, Move.ASK_SUPPLEMENT): State.SUPPLEMENT,
    (State.REGISTERED, Move.WITHDRAW): State.WITHDRAWN,
    (State.RECEIVED, Move.START): State.PROCESSING,
    (State.RECEIVED, Move.WITHDRAW): State.WITHDRAWN,
    (State.PROCESSING, Move.ASK_SUPPLEMENT): State.SUPPLEMENT,
    (State.PROCESSING, Move.REQUEST_PAYMENT): State.PAYMENT,
    (State.PROCESSING, Move.WITHDRAW): State.WITHDRAWN,
    (State.PROCESSING, Move.STOP): State.STOPPED,
    (State.PROCESSING, Move.DECIDE): State.SETTLED,
    (State.SUPPLEMENT, Move.ANSWER_BEFORE_RECEPTION): State.REGISTERED,
    (State.SUPPLEMENT, Move.ANSWER_SUPPLEMENT): State.PROCESSING,
    (State.SUPPLEMENT, Move.STOP): State.STOPPED,
    (State.SUPPLEMENT, Move.WITHDRAW): State.WITHDRAWN,
    (State.PAYMENT, Move.PAY): State.PROCESSING,
    (State.PAYMENT, Move.STOP): State.STOPPED,
    (State.PAYMENT, Move.WITHDRAW): State.WITHDRAWN,
    (State.STOPPED, Move.REOPEN): State.PROCESSING,
    (State.SETTLED, Move.RETURN): State.RETURNED,
}

ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED, State.RETURNED})
AWAITING_RECEPTION = frozenset({State.REGISTERED})
AWAITING_APPLICANT = frozenset({State.SUPPLEMENT, State.PAYMENT})
OPEN = frozenset(State) - ENDED


def state_after(state: str, move: Move) -> State | None:
    """Tell where a move leads, or None when it may not be made from there."""
    return MOVES.get((State(state), move))
