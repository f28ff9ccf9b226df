"""After a reorganisation: a person says where a dossier belongs; an old one catches up."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common import periods
from haicap.common.actor import require
from haicap.common.errors import Invalid
from haicap.common.reorganising import Change
from haicap.dossiers import facts, reorganise
from haicap.dossiers.actions.common import iso, locked, open_duties, set_due, tell
from haicap.dossiers.known import Known
from haicap.dossiers.models import Assignment, Dossier, Relocation, UnresolvedMove
from haicap.dossiers.permissions import RESOLVE
from haicap.dossiers.refusals import NothingUnresolved
from haicap.duties import actions as duties
from haicap.units.models import Agency, Reorganisation, Territory
from haicap.units.reorganise import passing


@transaction.atomic
def resolve_move(
    dossier: Dossier,
    *,
    to: Territory,
    agency: Agency | None = None,
    by: User,
    at: datetime,
) -> Dossier:
    """
    Say to which place a dossier belongs whose place was split, and so who goes on with it.

    ``agency`` names the deciding one where the record names nobody.

    :raises NothingUnresolved: if nothing is to be said
    :raises Invalid: if the place is none of the candidates, or the agency is no more
    :raises NobodyDecides: if the record names nobody there and no agency is named
    :raises NotAllowed: if ``by`` may not say it at the interim agency
    """
    dossier = locked(dossier)
    move = _waiting(dossier, by=by)
    _require_choice(move, to, agency, at=at)
    before, due_before = (dossier.competent, dossier.present_place), dossier.due_at
    _place(dossier, move, to, agency, at=at)
    Relocation.objects.create(
        dossier=dossier,
        reorganisation_id=move.reorganisation_id,
        on=localdate(at),
        place_before=before[1],
        place_after=to,
        competent_before=before[0],
        competent_after=dossier.competent,
    )
    _hand_to(dossier, move, by=by, at=at)
    set_due(dossier)
    dossier.save()
    move.resolved_at, move.resolved_by, move.resolved_to = at, by, to
    move.save(update_fields=["resolved_at", "resolved_by", "resolved_to"])
    fact = facts.MoveResolved(
        move=move.pk,
        place=to.pk,
        competent=dossier.competent_id,
        agency=dossier.responsible_id,
        return_at=dossier.return_at_id,
        due_at=iso(dossier.due_at) if dossier.due_at != due_before else None,
    )
    tell(dossier, fact, by=by, at=at)
    return dossier


def _waiting(dossier: Dossier, *, by: User) -> UnresolvedMove:
    """What waits, if the person may say it; strangers learn not even that nothing does."""
    waiting = UnresolvedMove.objects.select_for_update(of=("self",))
    move = waiting.filter(dossier=dossier, resolved_at=None).first()
    require(by, RESOLVE, dossier.return_at_id if move is None else move.interim_id)
    if move is None:
        raise NothingUnresolved(number=dossier.number)
    return move


def _require_choice(
    move: UnresolvedMove, to: Territory, agency: Agency | None, *, at: datetime
) -> None:
    if not move.candidates.filter(territory=to).exists():
        raise Invalid("to", _("Choose one of the places to which it may belong."))
    there = Agency.objects.filter(periods.on(localdate(at)))
    if agency is not None and not there.filter(pk=agency.pk).exists():
        raise Invalid("agency", _("This agency does not exist today."))


def _place(
    dossier: Dossier,
    move: UnresolvedMove,
    to: Territory,
    agency: Agency | None,
    *,
    at: datetime,
) -> None:
    """Put the dossier there; what was only in the interim agency's hands finds its own."""
    known, day = Known(), localdate(at)
    if agency is not None:
        dossier.competent = agency
    elif dossier.competent_id == move.interim_id:
        found = known.decider(dossier.procedure.pk, to, day)
        dossier.competent, dossier.competence = found.agency, found.competence
    if dossier.return_at_id == move.interim_id:
        dossier.return_at = known.centre(to, day)
    dossier.place_now, dossier.moved_on = to, day


def _hand_to(dossier: Dossier, move: UnresolvedMove, *, by: User, at: datetime) -> None:
    """Let who answers for it take it, with its open duties."""
    if dossier.responsible_id == move.interim_id:
        is_early = dossier.received_at is None
        dossier.responsible = dossier.return_at if is_early else dossier.competent
        Assignment.objects.create(
            dossier=dossier, agency=dossier.responsible, by=by, at=at
        )
    for duty in open_duties(dossier):
        if duty.agency_id == move.interim_id:
            step = duty.kind.partition(".")[2]
            at_counter = step in ("check", "return")
            agency = dossier.return_at if at_counter else dossier.responsible
            duties.pass_on(duty, to=agency)


def catch_up(dossier: Dossier, *, by: User, at: datetime) -> None:
    """
    Let a dossier that comes to life again go the way that the open ones went meanwhile.

    The caller has locked and saved it, and reads it anew.
    """
    ended = [
        agency
        for agency in (dossier.competent, dossier.responsible, dossier.return_at)
        if agency.valid_until is not None and agency.valid_until <= localdate(at)
    ]
    if not ended:
        return
    since = min(agency.valid_until or localdate(at) for agency in ended)
    events = Reorganisation.objects.exclude(applied_at=None).filter(
        effective_on__gte=since
    )
    for event in events.order_by("effective_on", "pk"):
        change = Change(
            event.pk, event.ground, event.effective_on, by, at, only=dossier.pk
        )
        passing.prepare(change.values)
        reorganise.find(change)
        reorganise.carry_out(change)
