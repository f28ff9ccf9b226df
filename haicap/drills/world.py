"""What is real in a drill: communes, agencies, procedures and their terms, on its days."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.utils.translation import gettext_lazy as _

from haicap.common import periods
from haicap.common.errors import Invalid, Refused
from haicap.competence.models import Competence
from haicap.dossiers.terms import Terms, terms_of
from haicap.drills.clocks import Clock, Instants
from haicap.drills.deciders import (
    NOBODY,
    Commune,
    Decided,
    Deciders,
    centres,
    communes,
)
from haicap.procedures.models import Channel, ProcedureVersion
from haicap.units.models import Agency, TerritoryVersion
from haicap.workdays.calendar import Calendar
from haicap.workdays.calendars import Calendars
from haicap.workdays.limit import Limit
from haicap.workdays.models import DayOverride, WorkingHours


class NoWorld(Refused):
    """There are no units, or nobody decides anything."""

    code = "drill.no-world"
    message = _(
        "There are no units and procedures to simulate. Run “haicap setup” first."
    )


CHANNELS = (Channel.IN_PERSON, Channel.ONLINE, Channel.POST)
IN_PERSON, ONLINE, POST = range(3)
STEPS = ("check", "process", "sign", "return")
LEVELS = ("commune", "province", "nation")


@dataclass(frozen=True)
class Paper:
    """A component: its id, what is handed in of it, and whether a file must be."""

    id: int
    originals: int
    copies: int
    is_required: bool
    from_data: bool


@dataclass(frozen=True)
class Offer:
    """A version of a procedure that may be asked for on every day of the drill."""

    version: int
    number: int
    code: str
    level: int
    offered: tuple[bool, bool, bool]
    limits: tuple[Limit | None, ...]
    limits_until_processed: tuple[Limit | None, ...]
    policy: str
    fee: int | None
    cases: tuple[int | None, ...]
    papers: tuple[tuple[Paper, ...], ...]  # of each case
    answers: str  # JSON
    work: tuple[str, ...]  # of each step, as its duty says it
    roles: tuple[str, ...]
    products: tuple[str, ...]

    @property
    def has_limit(self) -> bool:
        """Whether some way of filing has a limit."""
        return any(limit is not None for limit in self.limits)


@dataclass(frozen=True)
class World:
    """Arrays are by commune, by agency, or by offer and commune; agencies go by index."""

    communes: tuple[Commune, ...]
    centre: Instants
    agency_ids: Instants
    agency_codes: tuple[str, ...]
    number_heads: tuple[str, ...]  # of each agency: what its numbers begin with
    clock_of_agency: Instants
    clocks: tuple[Clock, ...]
    offers: tuple[Offer, ...]
    competent: Instants
    competence: Instants
    competence_ids: Instants
    authorities: tuple[str, ...]
    digest: str = field(default="", compare=False)

    def level_of(self) -> Instants:
        """The level of each offer."""
        return np.array([offer.level for offer in self.offers], np.int64)


def survey(since: date, until: date, provinces: Sequence[str] = ()) -> World:
    """
    Read the world of the days from ``since`` until ``until``, both included.

    :raises Invalid: if units, agencies or competences change in between
    :raises NoWorld: if there is nothing to simulate
    """
    _require_still(since, until)
    places = [p for p in communes(since) if not provinces or p.province_code in provinces]
    found = _decided(since, until, Deciders(since, places))
    if not found or not places:
        raise NoWorld
    centre = np.array(centres(since, places), np.int64)
    asked = np.array([decided.agency for _terms, decided in found], np.int64)
    by = np.array([decided.competence for _terms, decided in found], np.int64)
    agency_ids, where = np.unique(
        np.concatenate([centre, asked.ravel()]), return_inverse=True
    )
    competence_ids, which = np.unique(by, return_inverse=True)
    agencies = Agency.objects.select_related("territory").in_bulk(agency_ids.tolist())
    ordered = [agencies[pk] for pk in agency_ids.tolist()]
    clock_of_agency, clocks = _clocks(ordered, since, until)
    offers = tuple(
        _offer(terms, LEVELS.index(agencies[int(decided.agency[0])].territory.level))
        for terms, decided in found
    )
    world = World(
        communes=tuple(places),
        centre=where[: len(places)].astype(np.int64),
        agency_ids=agency_ids,
        agency_codes=tuple(agency.code for agency in ordered),
        number_heads=tuple(agency.identifier or agency.code for agency in ordered),
        clock_of_agency=clock_of_agency,
        clocks=clocks,
        offers=offers,
        competent=where[len(places) :].reshape(asked.shape).astype(np.int64),
        competence=which.reshape(by.shape).astype(np.int64),
        competence_ids=competence_ids,
        authorities=_authorities(competence_ids.tolist()),
    )
    object.__setattr__(world, "digest", _digest(world))
    return world


def _decided(since: date, until: date, deciders: Deciders) -> list[tuple[Terms, Decided]]:
    """The procedures that somebody decides in every place, but for inter-connected ones."""
    found = []
    for version in _versions(since, until):
        terms = terms_of(version)
        decided = deciders.of(version.procedure_id)
        if not terms.legs and (decided.agency != NOBODY).all():
            found.append((terms, decided))
    return found


def _require_still(since: date, until: date) -> None:
    changes: list[date] = []
    for model in (TerritoryVersion, Agency, Competence):
        for name in ("valid_from", "valid_until"):
            between = {f"{name}__gt": since, f"{name}__lte": until}
            found = model._default_manager.filter(**between).order_by(name)
            changes += found.values_list(name, flat=True)[:1]
    if changes:
        day = f"{min(changes):%d/%m/%Y}"
        rule = _("Units, agencies or competences change on %(day)s; end before that day.")
        raise Invalid("to", rule % {"day": day})


def _versions(since: date, until: date) -> list[ProcedureVersion]:
    rows = ProcedureVersion.objects.on(since).filter(periods.on(until))
    return list(rows.select_related("procedure").order_by("procedure__slug"))


def _offer(terms: Terms, level: int) -> Offer:
    version = terms.version
    cases: list[int | None] = [None]
    if terms.has_cases():
        cases = list(version.cases.order_by("order", "pk").values_list("pk", flat=True))
    steps = [terms.steps[code] for code in STEPS]
    rules = [terms.channels.get(channel) for channel in CHANNELS]
    return Offer(
        version=version.pk,
        number=version.number,
        code=str(version.procedure),
        level=level,
        offered=(
            rules[IN_PERSON] is not None,
            rules[ONLINE] is not None,
            rules[POST] is not None,
        ),
        limits=tuple(terms.limit(channel) for channel in CHANNELS),
        limits_until_processed=tuple(
            terms.limit_until(channel, "process") for channel in CHANNELS
        ),
        policy=version.due_policy,
        fee=next((rule.fee for rule in rules if rule is not None and rule.fee), None),
        cases=tuple(cases),
        papers=tuple(_papers(terms, case) for case in cases),
        answers=json.dumps(answers(version), ensure_ascii=False, separators=(",", ":")),
        work=tuple(f"{step.name_vi}: {version.name_vi}"[:300] for step in steps),
        roles=tuple(step.role for step in steps),
        products=tuple((step.product_vi or step.name_vi)[:300] for step in steps),
    )


def _papers(terms: Terms, case: int | None) -> tuple[Paper, ...]:
    by_code = {component.code: component for component in terms.components_of(case)}
    return tuple(
        Paper(
            component.pk,
            component.originals or (0 if component.copies else 1),
            component.copies,
            component.is_required,
            bool(component.replaced_by_data),
        )
        for component in by_code.values()
    )


def answers(version: ProcedureVersion) -> dict[str, str]:
    """Something right in its kind for every question that must be answered."""
    by_kind = {
        "date": "2025-06-20",
        "id": "000000000000",
        "phone": "0000000000",
        "number": "1",
        "email": "mo-phong@example.vn",
    }
    return {
        q["name"]: q["choices"][0]["value"]
        if q["kind"] == "choice"
        else by_kind.get(q["kind"], "Mô phỏng")
        for q in version.form()
        if q.get("required")
    }


def _clocks(
    ordered: Sequence[Agency], since: date, until: date
) -> tuple[Instants, tuple[Clock, ...]]:
    calendars = Calendars()
    own = set(WorkingHours.objects.values_list("agency_id", flat=True))
    own |= set(DayOverride.objects.values_list("agency_id", flat=True))
    known: dict[Calendar, int] = {}
    which = []
    for agency in ordered:
        # Those without rows of their own change nothing, and thousands then share one.
        lineage = [pk for pk in agency.ancestor_ids() if pk in own]
        calendar = calendars.of(lineage or None)
        which.append(known.setdefault(calendar, len(known)))
    return (
        np.array(which, np.int64),
        tuple(Clock(calendar, since, until) for calendar in known),
    )


def _authorities(ids: Sequence[int]) -> tuple[str, ...]:
    rows = Competence.objects.in_bulk(ids)
    return tuple(f"{rows[pk].ground} {rows[pk].clause}".strip()[:300] for pk in ids)


def _digest(world: World) -> str:
    """Changes when anything changes from which rows are drawn."""
    digest = hashlib.sha256(repr(world.offers).encode())
    digest.update(repr(world.communes).encode() + repr(world.number_heads).encode())
    digest.update(repr(world.authorities).encode())
    for array in (world.centre, world.agency_ids, world.competent, world.competence):
        digest.update(array.tobytes())
    for clock in world.clocks:
        digest.update(clock.opens.tobytes() + clock.closes.tobytes())
    return digest.hexdigest()
