"""Carrying a plan out, and rehearsing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import Actor, require
from haicap.common.reorganising import Change, Consequence, Room
from haicap.units.models import Agency, AgencySuccession, Reorganisation
from haicap.units.permissions import REORGANISE
from haicap.units.reorganise import consequences, locking, passing
from haicap.units.reorganise.actions import telling
from haicap.units.reorganise.actions.writing import Written, write
from haicap.units.reorganise.checking import faults_of
from haicap.units.reorganise.faults import Fault
from haicap.units.reorganise.plan import Plan
from haicap.units.reorganise.refusals import (
    AlreadyApplied,
    OutOfOrder,
    PlanRefused,
    TooEarly,
)
from haicap.units.reorganise.world import world_before

# No agency has this number, so only a post for the whole nation passes the door.
NATION = 0

Tick = Callable[[str], None]


@dataclass
class Report:
    """What a reorganisation does or did."""

    plan: Plan
    event: int = 0
    consequences: list[Consequence] = field(default_factory=list)


def rooms() -> Sequence[Room]:
    """Whose things move (``config/consequences.py``)."""
    found: Sequence[Room] = import_string(settings.HAICAP_CONSEQUENCES)
    return found


def steps() -> list[str]:
    """The names of the steps that ``tick`` is told of, in their order."""
    names = [_name(room) for room in rooms()]
    return [
        "lock", "check", "units", "agencies",
        *(f"look at {name}" for name in names), *(f"move {name}" for name in names),
        "facts",
    ]  # fmt: skip


def rehearse(plan: Plan, *, tick: Tick = lambda step: None, at: datetime) -> Report:
    """
    Tell every consequence of a plan, and leave nothing behind.

    Units are written and taken back, unseen by anybody; of all other things nothing is
    written. Nobody else waits for it but who changes units.

    :raises PlanRefused: with every fault of the plan
    :raises AlreadyApplied, OutOfOrder: if it cannot happen any more
    """
    with transaction.atomic():
        report, _change, _written = _begin(plan, tick=tick, by=None, at=at)
        transaction.set_rollback(True)
    return report


@transaction.atomic
def reorganise(
    plan: Plan, *, tick: Tick = lambda step: None, by: Actor | None, at: datetime
) -> Report:
    """
    Carry a plan out: units, agencies, and the things of every room, or nothing at all.

    ``by`` is None when its day has come and the program itself does it.

    :raises NotAllowed: if ``by`` does not reorganise units in the whole nation
    :raises TooEarly: before its day
    :raises PlanRefused: with every fault of the plan
    :raises AlreadyApplied, OutOfOrder: if it cannot happen any more
    :raises Busy: if others hold on to what must move
    """
    if by is not None:
        require(by, REORGANISE, NATION)
    if localdate(at) < plan.effective_on:
        raise TooEarly(on=f"{plan.effective_on:%d/%m/%Y}")
    tick("lock")
    locking.lock([table for room in rooms() for table in room.TABLES])
    report, change, written = _begin(plan, tick=tick, by=by, at=at)
    for room in rooms():
        tick(f"move {_name(room)}")
        room.carry_out(change)
    tick("facts")
    telling.tell(plan, written, change)
    Reorganisation.objects.filter(pk=change.event).update(applied_at=at)
    return report


def _begin(
    plan: Plan, *, tick: Tick, by: Actor | None, at: datetime
) -> tuple[Report, Change, Written]:
    """Check, write the units, and ask every room what follows."""
    tick("check")
    locking.prepare()
    _require_open(plan)
    world = world_before(plan.effective_on)
    faults = faults_of(plan, world)
    if faults:
        raise PlanRefused(faults)
    event = _event(plan)
    written = write(plan, world, event.pk, tick)
    passing.derive_agencies(event.pk)
    _require_heirs(plan, event)
    change = Change(event.pk, plan.ground, plan.effective_on, by, at)
    passing.prepare(change.values)
    report = Report(plan, event.pk, consequences.of_units(plan, world, written, change))
    for room in rooms():
        tick(f"look at {_name(room)}")
        report.consequences += room.find(change)
    return report, change, written


def _require_open(plan: Plan) -> None:
    known = Reorganisation.objects.select_for_update().filter(key=plan.key).first()
    if known is not None and known.applied_at is not None:
        raise AlreadyApplied(key=plan.key)
    done = Reorganisation.objects.exclude(applied_at=None)
    later = done.filter(effective_on__gt=plan.effective_on).first()
    if later is not None:
        raise OutOfOrder(key=later.key, on=f"{later.effective_on:%d/%m/%Y}")


def _event(plan: Plan) -> Reorganisation:
    said = {
        "title": plan.title,
        "ground": plan.ground,
        "effective_on": plan.effective_on,
        "source": plan.source,
    }
    # Kept until the end, where the moment takes its place.
    event, _new = Reorganisation.objects.update_or_create(
        key=plan.key, defaults=said, create_defaults={**said, "plan": {}}
    )
    return event


def _require_heirs(plan: Plan, event: Reorganisation) -> None:
    """:raises PlanRefused: if an agency ends and nobody takes over what it leaves"""
    heirs = AgencySuccession.objects.filter(reorganisation=event).values("predecessor")
    lost = Agency.objects.filter(valid_until=plan.effective_on).exclude(pk__in=heirs)
    said = _("it ends, and no agency takes over")
    faults = [
        Fault(plan.file or plan.key, 0, agency.code, "no-heir", said)
        for agency in lost.order_by("code")
    ]
    if faults:
        raise PlanRefused(faults)


def _name(room: Room) -> str:
    return str(getattr(room, "__name__", room)).split(".")[-2]
