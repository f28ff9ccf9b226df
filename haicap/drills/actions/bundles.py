"""
A few inter-connected dossiers, played through the real actions.

Their parts begin on other days than they and take numbers of the same counters, so they come
after the batches; they are few, and every one of them is an action.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.competence.resolve import NobodyDecides, decider_for
from haicap.dossiers import actions
from haicap.dossiers.actions.submission import Applicant, Request
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from haicap.dossiers.terms import terms_of
from haicap.drills.actions.casting import account_of
from haicap.drills.clocks import Clock
from haicap.drills.names import Pool
from haicap.drills.plan import Asked
from haicap.drills.rows.scene import Props
from haicap.drills.world import World, answers
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency, Territory
from haicap.workdays.timeline import DAY, HOUR, day_number, instant, moment

FEWEST = 3


@dataclass
class _Play:
    """What the bundles share."""

    world: World
    asked: Asked
    names: Pool
    chance: np.random.Generator
    at: datetime
    clock: Clock

    def later(self, than: datetime, hours: float) -> datetime | None:
        """So many working hours later; None after the end of the drill."""
        begin = np.array([instant(than)], np.int64)
        done = self.clock.worked(begin) + int(hours * HOUR) // 1_000_000 * 1_000_000
        found = int(self.clock.when_worked(done)[0])
        end = (day_number(self.asked.until) + 1) * DAY
        return moment(found) if found < end else None


def play(props: Props, *, at: datetime) -> int:
    """Play the bundles of a drill; answers how many dossiers that made."""
    odds = props.odds
    count = max(FEWEST, round(odds.scenario.assumed.bundles * odds.asked.scale))
    services = list(_services(odds.asked.since))
    used = np.flatnonzero(odds.plan.counts)
    if not services or not len(used):
        return 0
    chance = np.random.default_rng([odds.asked.seed, 4])
    scene = _Play(odds.world, odds.asked, props.pool, chance, at, odds.world.clocks[0])
    made: list[int] = []
    for number in range(count):
        commune = int(used[chance.integers(len(used))])
        made += _one(scene, services[number % len(services)], commune)
    Dossier.objects.filter(pk__in=made).update(simulated=True)
    return len(made)


def _services(since: date) -> Iterator[ProcedureVersion]:
    """Services with papers of their own; the parts of the others share theirs."""
    rows = ProcedureVersion.objects.on(since).select_related("procedure")
    for version in rows.order_by("procedure__slug"):
        terms = terms_of(version)
        if (
            terms.legs
            and terms.components
            and terms.components[0].version_id == version.pk
        ):
            yield version


def _one(scene: _Play, service: ProcedureVersion, commune: int) -> list[int]:
    place = Territory.objects.get(pk=scene.world.communes[commune].id)
    if not _is_decided(service, place, scene.asked.since):
        return []
    centre = Agency.objects.get(
        pk=int(scene.world.agency_ids[scene.world.centre[commune]])
    )
    receptionist = _officer(scene, Role.RECEPTIONIST, centre)
    begin = moment(day_number(scene.asked.since) * DAY + 9 * HOUR)
    days = max((scene.asked.until - scene.asked.since).days - 1, 1)
    at = scene.later(begin, float(scene.chance.integers(0, days * 5)))
    if at is None:
        return []
    dossier = actions.submit(
        service, _request(scene, service, place), by=receptionist, at=at
    )
    at = scene.later(at, 0.25)
    if at is not None:
        actions.accept(dossier, by=receptionist, at=at)
        _legs(scene, dossier, at)
    legs = Dossier.objects.filter(bundle=dossier).values_list("pk", flat=True)
    return [dossier.pk, *legs]


def _is_decided(service: ProcedureVersion, place: Territory, day: date) -> bool:
    """Whether somebody decides every part there; the record may leave one open."""
    try:
        for leg in terms_of(service).legs:
            decider_for(leg.procedure_id, place.pk, day)
    except NobodyDecides:
        return False
    return True


def _legs(scene: _Play, bundle: Dossier, at: datetime) -> None:
    """Work on every part that has begun, until none is left or time is over."""
    while (
        leg := bundle.legs.filter(state=State.RECEIVED).order_by("pk").first()
    ) is not None:
        specialist = _officer(scene, Role.SPECIALIST, leg.competent)
        signer = _officer(scene, Role.SIGNER, leg.competent)
        for verb in ("start", "propose", "decide"):
            then = scene.later(at, float(scene.chance.integers(1, 9)))
            if then is None:
                return
            at = then
            if verb == "start":
                actions.start(leg, by=specialist, at=at)
            elif verb == "propose":
                actions.propose(leg, outcome="granted", proposal="", by=specialist, at=at)
            else:
                actions.decide(leg, outcome="granted", by=signer, at=at)
    bundle.refresh_from_db()
    last = scene.later(at, float(scene.chance.integers(1, 9)))
    if bundle.state == State.SETTLED and last is not None:
        by = _officer(scene, Role.RECEPTIONIST, bundle.return_at)
        name = bundle.applicant_name
        actions.return_result(bundle, delivery="counter", collector=name, by=by, at=last)


def _request(scene: _Play, service: ProcedureVersion, place: Territory) -> Request:
    terms = terms_of(service)
    digits = f"{int(scene.chance.integers(10**7)) + 10**7}"
    return Request(
        place=place,
        channel="in_person",
        applicant=Applicant(
            name=scene.names.names[int(scene.chance.integers(len(scene.names.names)))],
            personal_id=f"0000{digits}",
            phone=f"00{digits}",
        ),
        answers=answers(service),
        present={component.code: (1, 0) for component in terms.components},
    )


def _officer(scene: _Play, role: Role, agency: Agency) -> User:
    return account_of(role, agency, scene.names, at=scene.at)
