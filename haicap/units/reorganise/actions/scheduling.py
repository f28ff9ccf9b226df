"""Plans that wait for their day."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from haicap.common.actor import Actor, require
from haicap.journal import actions as journal
from haicap.units import facts
from haicap.units.models import Reorganisation
from haicap.units.permissions import REORGANISE
from haicap.units.reorganise.actions.carrying import (
    NATION,
    Report,
    rehearse,
    reorganise,
)
from haicap.units.reorganise.document import kept, restored
from haicap.units.reorganise.plan import Plan
from haicap.units.reorganise.refusals import AlreadyApplied, AlreadyScheduled


@transaction.atomic
def schedule(plan: Plan, *, by: Actor | None, at: datetime) -> Reorganisation:
    """
    Keep a plan until its day; on that day the worker carries it out.

    It is rehearsed now, so that a plan with faults never waits.

    :raises NotAllowed: if ``by`` does not reorganise units in the whole nation
    :raises AlreadyScheduled: if a plan of this key waits
    :raises PlanRefused, AlreadyApplied, OutOfOrder: as for ``reorganise``
    """
    if by is not None:
        require(by, REORGANISE, NATION)
    waiting = Reorganisation.objects.filter(key=plan.key, applied_at=None).first()
    if waiting is not None:
        raise AlreadyScheduled(key=plan.key, on=f"{waiting.effective_on:%d/%m/%Y}")
    rehearse(plan, at=at)
    event = Reorganisation.objects.create(
        key=plan.key,
        title=plan.title,
        ground=plan.ground,
        effective_on=plan.effective_on,
        source=plan.source,
        plan=kept(plan),
    )
    _tell(facts.Scheduled(event.pk, plan.effective_on.isoformat()), event, by, at)
    return event


@transaction.atomic
def cancel(event: Reorganisation, *, by: Actor | None, at: datetime) -> None:
    """
    Take back a plan that waits for its day.

    :raises NotAllowed: if ``by`` does not reorganise units in the whole nation
    :raises AlreadyApplied: if it has taken effect
    """
    if by is not None:
        require(by, REORGANISE, NATION)
    event = Reorganisation.objects.select_for_update().get(pk=event.pk)
    if event.applied_at is not None:
        raise AlreadyApplied(key=event.key)
    _tell(facts.Cancelled(event.pk, event.effective_on.isoformat()), event, by, at)
    event.delete()


def reorganise_due(*, at: datetime) -> list[Report]:
    """Carry out what has waited until today, the earliest first; what the worker does."""
    today = localdate(at)
    due = Reorganisation.objects.filter(applied_at=None, effective_on__lte=today)
    done = []
    for pk in due.order_by("effective_on", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Another worker may be at it, or have done it.
            waiting = Reorganisation.objects.select_for_update(skip_locked=True)
            event = waiting.filter(pk=pk, applied_at=None).first()
            if event is not None and event.plan is not None:
                done.append(reorganise(restored(event.plan), by=None, at=at))
    return done


def _tell(fact: object, event: Reorganisation, by: Actor | None, at: datetime) -> None:
    about = f"reorganisation:{event.pk}"
    journal.record(fact, about=about, agency_id=None, by=by, at=at)
