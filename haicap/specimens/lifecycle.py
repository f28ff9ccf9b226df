"""An introduction of specimens: its states and moves, one table. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IntroductionState(TextChoices):
    """Where an introduction stands."""

    SENT = "sent", _("sent")
    RECEIVED = "received", _("received")
    PROCESSED = "processed", _("processed")
    SENT_BACK = "sent_back", _("sent back")


class IntroductionMove(TextChoices):
    """What is done with an introduction."""

    RECEIVE = "receive", _("receive")
    PROCESS = "process", _("process")
    SEND_BACK = "send_back", _("send back")


MOVES = {
    (IntroductionState.SENT, IntroductionMove.RECEIVE): IntroductionState.RECEIVED,
    (IntroductionState.RECEIVED, IntroductionMove.PROCESS): IntroductionState.PROCESSED,
    (IntroductionState.RECEIVED, IntroductionMove.SEND_BACK): IntroductionState.SENT_BACK,
}


def state_after(state: str, move: IntroductionMove) -> IntroductionState | None:
    """Tell where a move leads, or None when it may not be made from there."""
    return MOVES.get((IntroductionState(state), move))
