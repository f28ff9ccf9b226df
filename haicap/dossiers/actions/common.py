"""What every verb needs: the lock, the move, the steps, the clock, the fact."""

from datetime import datetime

from django.utils.timezone import localtime

from haicap.accounts.models import User
from haicap.dossiers import clock
from haicap.dossiers.door import Party, person
from haicap.dossiers.history import sentence
from haicap.dossiers.lifecycle import ENDED, Move, State, state_after
from haicap.dossiers.models import Dossier, Step
from haicap.dossiers.refusals import MoveRefused
from haicap.dossiers.terms import terms_of
from haicap.duties import actions as duties
from haicap.duties.models import Duty
from haicap.journal import actions as journal
from haicap.journal.models import Entry
from haicap.units.models import Agency


def locked(dossier: Dossier) -> Dossier:
    """Lock the row; a leg only after its inter-connected dossier, so that none waits in a ring."""
    if dossier.bundle_id is not None:
        Dossier.objects.select_for_update().get(pk=dossier.bundle_id)
    rows = Dossier.objects.select_for_update(of=("self",)).select_related(
        "version__procedure",
        "place",
        "place_now",
        "received_at_agency",
        "competent",
        "responsible",
        "return_at",
        "reappointment",
        "competence",
    )
    return rows.get(pk=dossier.pk)


def moved(dossier: Dossier, move: Move, *, at: datetime) -> State:
    """
    Set the state that the move leads to; gives the state before.

    :raises MoveRefused: if the table does not allow it, telling who did what before
    """
    before = State(dossier.state)
    after = state_after(dossier.state, move)
    if after is None:
        raise refusal_of(dossier, move)
    dossier.state = after
    if after in ENDED:
        dossier.ended_at = at
    elif before in ENDED:
        dossier.ended_at = None
    return before


def refusal_of(dossier: Dossier, move: Move) -> MoveRefused:
    """The refusal of a move, telling who did what before."""
    state = State(dossier.state).label
    return MoveRefused(state=state, move=move.label, last=_last(dossier))


def _last(dossier: Dossier) -> str:
    entry = Entry.objects.filter(about=dossier.about).order_by("-pk").first()
    if entry is None:
        return ""
    names = dict(User.objects.filter(pk=entry.by_id or 0).values_list("pk", "name"))
    return f"{localtime(entry.at):%H:%M %d/%m/%Y}: {sentence(entry, names)}"


def set_due(dossier: Dossier) -> None:
    """Derive the due moment anew, for the dossier and for its open duties."""
    dossier.due_at = clock.due_of(dossier)
    is_paused = dossier.is_waiting or dossier.suspensions.filter(until=None).exists()
    for duty in open_duties(dossier):
        code = duty.kind.partition(".")[2]
        if code in ("process", "sign"):
            due_at = None if is_paused else clock.step_due(dossier, code)
            duties.set_time(duty, due_at=due_at, is_paused=is_paused)


def open_duties(dossier: Dossier) -> list[Duty]:
    """The duties of its steps that are not closed."""
    return list(Duty.objects.filter(step__dossier=dossier, closed_at=None))


def close_duties(
    dossier: Dossier, outcome: str, *, by: Party | None, at: datetime
) -> None:
    """Close what is open; there is one open duty at most points of a dossier's life."""
    who = person(by) if by is not None else None
    for duty in open_duties(dossier):
        duties.close(duty, outcome=outcome, by=who, at=at)


def open_step(
    dossier: Dossier,
    code: str,
    *,
    agency: Agency,
    due_at: datetime | None,
    who: User | None = None,
    at: datetime,
) -> Step:
    """Begin a step of the procedure: its duty carries the six clears."""
    template = terms_of(dossier.version).steps[code]
    duty = duties.open_duty(
        kind=f"dossier.{code}",
        reference=dossier.number,
        clears=duties.Clears(
            work=f"{template.name_vi}: {dossier.version.name_vi}",
            agency=agency,
            role=template.role,
            product=template.product_vi or template.name_vi,
            authority=_authority(dossier),
            due_at=due_at,
            person=who,
        ),
        at=at,
    )
    return Step.objects.create(dossier=dossier, code=code, duty=duty)


def _authority(dossier: Dossier) -> str:
    """The clause under which the agency decides, as it is cited."""
    return f"{dossier.competence.ground} {dossier.competence.clause}".strip()


def tell(dossier: Dossier, fact: object, *, by: Party | None, at: datetime) -> None:
    """Write the fact down, for the agency that answers for the dossier."""
    journal.record(
        fact,
        about=dossier.about,
        agency_id=dossier.responsible_id,
        by=person(by) if by is not None else None,
        at=at,
    )


def iso(moment: datetime | None) -> str | None:
    """A moment as facts keep it: local time with its offset."""
    return None if moment is None else localtime(moment).isoformat(timespec="seconds")
