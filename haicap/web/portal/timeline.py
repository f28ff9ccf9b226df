"""The way of a dossier in plain words: what happened, what happens now, what will come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.dossiers.lifecycle import State
from haicap.dossiers.reading import Detail
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from haicap.units.models import Agency

# What concerns the applicant; the rest of the journal is the work inside the agencies.
_SAID: dict[str, str | Promise] = {
    "dossier.submitted": gettext_lazy("The dossier was sent."),
    "dossier.received": gettext_lazy("The centre received the dossier."),
    "dossier.refused": gettext_lazy("The centre refused to receive the dossier."),
    "dossier.supplement-asked": gettext_lazy("You were asked for what is missing."),
    "dossier.supplemented": gettext_lazy("What was missing was added."),
    "dossier.taken": gettext_lazy("An officer began to deal with it."),
    "dossier.handed-over": gettext_lazy("It was handed over to another agency."),
    "dossier.suspended": gettext_lazy("The clock stopped."),
    "dossier.resumed": gettext_lazy("The clock runs again."),
    "dossier.payment-requested": gettext_lazy("You were asked to pay."),
    "dossier.paid": gettext_lazy("The payment arrived."),
    "dossier.reappointed": gettext_lazy(
        "The agency apologised and made a new appointment."
    ),
    "dossier.leg-started": gettext_lazy("This part of the dossier began."),
    "dossier.decided": gettext_lazy("A decision was taken."),
    "dossier.settled": gettext_lazy("All parts have a result."),
    "dossier.stopped": gettext_lazy("The settlement was stopped."),
    "dossier.reopened": gettext_lazy("The dossier was taken up again."),
    "dossier.withdrawn": gettext_lazy("The dossier was withdrawn."),
    "dossier.returned": gettext_lazy("The result was handed over."),
    "dossier.rated": gettext_lazy("The service was rated."),
}
_NOW: dict[State, str | Promise] = {
    State.REGISTERED: gettext_lazy("The centre checks whether everything is there."),
    State.RECEIVED: gettext_lazy("It waits for the officer who deals with it."),
    State.PROCESSING: gettext_lazy("It is being dealt with."),
    State.SUPPLEMENT: gettext_lazy("It waits for you: add what is missing."),
    State.PAYMENT: gettext_lazy("It waits for you: pay."),
    State.SETTLED: gettext_lazy("The result is ready."),
}
_DEALT = gettext_lazy("It is dealt with.")
_DECISION = gettext_lazy("A decision is taken.")
_RESULT = gettext_lazy("You get the result.")
_COMING: dict[State, tuple[str | Promise, ...]] = {
    State.REGISTERED: (_DEALT, _DECISION, _RESULT),
    State.RECEIVED: (_DEALT, _DECISION, _RESULT),
    State.PROCESSING: (_DECISION, _RESULT),
    State.SUPPLEMENT: (_DECISION, _RESULT),
    State.PAYMENT: (_DECISION, _RESULT),
    State.SETTLED: (_RESULT,),
}


@dataclass(frozen=True)
class Milestone:
    """A point of the way; ``when`` is ``done``, ``now`` or empty for what will come."""

    said: str
    when: str
    at: datetime | None = None
    agency: Agency | None = None
    until: datetime | None = None


def timeline(detail: Detail) -> list[Milestone]:
    """Tell the whole way, in order."""
    return [*_past(detail.history), *_present(detail), *_future(detail)]


def _past(history: Sequence[Entry]) -> Iterator[Milestone]:
    told = [entry for entry in history if entry.kind in _SAID]
    agencies = Agency.objects.in_bulk(
        {entry.agency_id for entry in told if entry.agency_id is not None}
    )
    for entry in told:
        agency = agencies.get(entry.agency_id or 0)
        yield Milestone(str(_SAID[entry.kind]), "done", at=entry.at, agency=agency)


def _present(detail: Detail) -> Iterator[Milestone]:
    dossier = detail.dossier
    said = _NOW.get(State(dossier.state))
    if said is None:
        return
    duty = holding(detail)
    if dossier.state == State.PROCESSING and duty and duty.kind == "dossier.sign":
        said = _("It waits for the signature.")
    until = None if dossier.is_waiting else (duty and duty.due_at) or dossier.due_at
    agency = duty.agency if duty else dossier.responsible
    yield Milestone(str(said), "now", agency=agency, until=until)


def _future(detail: Detail) -> Iterator[Milestone]:
    for said in _COMING.get(State(detail.dossier.state), ()):
        yield Milestone(str(said), "")


def holding(detail: Detail) -> Duty | None:
    """Give the open duty: who has the dossier in hand, and until when."""
    return next((duty for duty in detail.duties if duty.closed_at is None), None)
