"""The state of a dossier for people: a sign, a word, a tone; the same on every face."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier


@dataclass(frozen=True)
class Tag:
    """What ``ui/tag.html`` draws; the tone is a class of the style sheet."""

    tone: str
    sign: str
    words: str


_TONES = {
    State.REGISTERED: ("info", "●"),
    State.RECEIVED: ("info", "●"),
    State.PROCESSING: ("info", "●"),
    State.SUPPLEMENT: ("warn", "‖"),
    State.PAYMENT: ("warn", "‖"),
    State.SETTLED: ("ok", "✓"),
    State.RETURNED: ("ok", "✓"),
}


def state_tag(dossier: Dossier) -> Tag:
    """Name the state."""
    tone, sign = _TONES.get(State(dossier.state), ("", "–"))
    label = str(State(dossier.state).label)
    return Tag(tone, sign, label[:1].upper() + label[1:])


def time_tag(dossier: Dossier, at: datetime) -> Tag | None:
    """Say in words how the time stands; nothing where no time runs."""
    if dossier.settled_at is not None:
        if dossier.is_late is None:
            return None
        return (
            Tag("late", "✖", _("late"))
            if dossier.is_late
            else Tag("ok", "✓", _("on time"))
        )
    if dossier.is_waiting:
        return Tag("info", "‖", _("the clock stands"))
    if dossier.due_at is None or dossier.ended_at is not None:
        return None
    if dossier.due_at < at:
        return Tag("late", "✖", _("overdue"))
    if localdate(dossier.due_at) == localdate(at):
        return Tag("warn", "▲", _("due today"))
    return Tag("ok", "●", _("in time"))
