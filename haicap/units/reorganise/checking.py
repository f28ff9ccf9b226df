"""Finding every fault of a plan in the world of the day before; pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.units.models import Kind, Level, SuccessionKind
from haicap.units.reorganise.agencies import (
    Offices,
    is_committee,
    offices_of,
    there_after,
)
from haicap.units.reorganise.plan import KEEPING, RECEIVING, Origin, Plan, Unit
from haicap.units.reorganise.world import World

KINDS = {
    Level.PROVINCE: {Kind.PROVINCE, Kind.CITY},
    Level.DISTRICT: {
        Kind.URBAN_DISTRICT, Kind.RURAL_DISTRICT, Kind.TOWN, Kind.PROVINCIAL_CITY,
    },
    Level.COMMUNE: {Kind.COMMUNE, Kind.WARD, Kind.TOWNSHIP, Kind.SPECIAL_ZONE},
}  # fmt: skip
ABOVE = {
    Level.PROVINCE: {Level.NATION},
    Level.DISTRICT: {Level.PROVINCE},
    Level.COMMUNE: {Level.PROVINCE, Level.DISTRICT},
}
ROUNDING = Decimal("0.000001")

Say = Callable[..., None]


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong with a plan; ``code`` is stable, ``rule`` is for people."""

    file: str
    line: int
    unit: str
    code: str
    rule: str | Promise = field(compare=False)
    details: dict[str, object] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        said = str(self.rule) % self.details
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return f"{where}{self.unit}: {said} [{self.code}]"


def faults_of(plan: Plan, world: World) -> list[Fault]:
    """Everything that is wrong, in the order of the file; nothing when it can be done."""
    found: list[Fault] = []

    def say(
        line: int, unit: str, code: str, rule: str | Promise, **details: object
    ) -> None:
        found.append(Fault(plan.file or plan.key, line, unit, code, rule, details))

    for check in (_check_codes, _check_origins, _check_whole, _check_shares):
        check(plan, world, say)
    if not found:
        _check_after(plan, world, say)
    if not found:
        _check_agencies(plan, world, offices_of(plan, world), say)
    return sorted(found)


def origins_of(plan: Plan) -> Iterator[tuple[Unit, Origin]]:
    """Every origin with its unit."""
    for unit in plan.units:
        for origin in unit.origins:
            yield unit, origin


def _check_codes(plan: Plan, world: World, say: Say) -> None:
    times = Counter(unit.code for unit in plan.units)
    for unit in plan.units:
        if unit.level == "":
            say(unit.line, unit.code, "code", _("the code is one of no level"))
        elif unit.kind not in KINDS[Level(unit.level)]:
            say(unit.line, unit.code, "kind", _("there is no such kind at this level"))
        if not unit.name.strip():
            say(unit.line, unit.code, "name", _("the name is missing"))
        if times[unit.code] > 1:
            say(unit.line, unit.code, "twice", _("the unit is told twice"))


def _check_origins(plan: Plan, world: World, say: Say) -> None:
    for unit in plan.units:
        if not unit.origins:
            say(unit.line, unit.code, "no-origin", _("it is formed from nothing"))
        if unit.keeps and unit.keeps not in {origin.code for origin in unit.origins}:
            say(
                unit.line, unit.code, "keeps",
                _("it keeps the identity of a unit that it is not formed from"),
            )  # fmt: skip
    for unit, origin in origins_of(plan):
        place = world.places.get(origin.code)
        if origin.kind not in SuccessionKind.values or (
            origin.kind == SuccessionKind.ABOLISHED
        ):
            said = _("“%(kind)s” is no way of passing into another unit")
            say(origin.line, origin.code, "how", said, kind=origin.kind)
        if place is None:
            say(origin.line, origin.code, "unknown", _("there is no such unit before"))
        elif not place.goes_on:
            say(origin.line, origin.code, "ends", _("its end is already recorded"))
    for ending in plan.endings:
        if ending.code not in world.places:
            say(ending.line, ending.code, "unknown", _("there is no such unit before"))


def _check_whole(plan: Plan, world: World, say: Say) -> None:
    """No overlap, and no gap: a whole goes to one, parts to several."""
    heirs: dict[str, list[tuple[Unit, Origin]]] = defaultdict(list)
    for unit, origin in origins_of(plan):
        heirs[origin.code].append((unit, origin))
    for code, pairs in heirs.items():
        line = pairs[0][1].line
        kinds = {origin.kind for _unit, origin in pairs}
        if len(pairs) > 1 and kinds != {SuccessionKind.PART}:
            said = _("it goes to several units, so each of them takes a part")
            say(line, code, "overlap", said)
        if len(pairs) == 1 and kinds == {SuccessionKind.PART}:
            say(line, code, "gap", _("a part of it goes somewhere, the rest nowhere"))
        if sum(origin.suggested for _unit, origin in pairs) > 1:
            say(line, code, "suggested", _("more than one successor is suggested"))
        if any(origin.suggested and origin.is_doubtful for _unit, origin in pairs):
            say(line, code, "doubtful", _("a doubtful successor cannot be suggested"))
        if len({unit.code for unit, _origin in pairs}) < len(pairs):
            say(line, code, "twice", _("it is told twice as an origin of one unit"))
    kept = Counter(unit.kept for unit in plan.units if unit.kept)
    for unit in plan.units:
        if kept[unit.kept] > 1:
            said = _("the identity of %(code)s can go on in one unit only")
            say(unit.line, unit.code, "identity", said, code=unit.kept)
        others = [o for o in unit.origins if o.kind in KEEPING]
        if len(others) > 1:
            said = _("a unit can be only one other under a new name")
            say(unit.line, unit.code, "identity", said)
    for ending in plan.endings:
        if ending.code in heirs:
            said = _("it ends with its level and cannot also go into a unit")
            say(ending.line, ending.code, "overlap", said)


def _check_shares(plan: Plan, world: World, say: Say) -> None:
    given: dict[tuple[str, str], list[Origin]] = defaultdict(list)
    parts = Counter(origin.code for _unit, origin in origins_of(plan))
    for _unit, origin in origins_of(plan):
        for measure, share in origin.shares.items():
            given[origin.code, measure].append(origin)
            if not 0 <= share <= 1 or (share == 0 and not measure):
                said = _("a share is above 0 and at most 1")
                say(origin.line, origin.code, "share", said)
    for (code, measure), origins in given.items():
        total = sum((origin.shares[measure] for origin in origins), Decimal(0))
        details = {"measure": measure or "*", "total": str(total)}
        if len(origins) < parts[code]:
            said = _("the share of %(measure)s is told of some parts, but not of all")
            say(origins[0].line, code, "shares", said, **details)
        elif abs(total - 1) > ROUNDING:
            said = _("the shares of %(measure)s sum to %(total)s, not to one")
            say(origins[0].line, code, "shares", said, **details)


def _check_after(plan: Plan, world: World, say: Say) -> None:
    """Codes are unique, and whoever is there lies in something that is there."""
    levels = levels_after(plan, world)
    gone = _gone(plan)
    taken = {code for code in world.places if code not in gone}
    for unit in plan.units:
        if unit.code in taken:
            said = _("another unit goes on with this code")
            say(unit.line, unit.code, "code-taken", said)
        above = levels.get(unit.parent)
        if above is None:
            said = _("what it lies in, %(parent)s, is not there afterwards")
            say(unit.line, unit.code, "parent", said, parent=unit.parent)
        elif above not in ABOVE[Level(unit.level)]:
            said = _("it cannot lie in %(parent)s, which is of another level")
            say(unit.line, unit.code, "parent", said, parent=unit.parent)
    kept = {unit.kept for unit in plan.units}
    for code in sorted(taken):
        parent = world.places[code].parent
        if parent in gone and parent not in kept:
            said = _("the plan says nothing of it, but %(parent)s around it ends")
            say(0, code, "gap", said, parent=parent)
    for ending in plan.endings:
        if levels.get(ending.into) is None:
            said = _("what takes its place, %(into)s, is not there afterwards")
            say(ending.line, ending.code, "into", said, into=ending.into)


def _gone(plan: Plan) -> set[str]:
    """The codes, of the day before, of which the plan says something."""
    told = {origin.code for _unit, origin in origins_of(plan)}
    return told | {ending.code for ending in plan.endings}


def levels_after(plan: Plan, world: World) -> dict[str, str]:
    """The level of every unit that is there afterwards, by code."""
    gone = _gone(plan)
    levels = {c: place.level for c, place in world.places.items() if c not in gone}
    return levels | {unit.code: unit.level for unit in plan.units}


def _check_agencies(plan: Plan, world: World, offices: Offices, say: Say) -> None:
    kept = {unit.kept: unit.code for unit in plan.units if unit.kept}
    there = list(there_after(offices, world, kept))
    codes = Counter(office.code for office in there)
    units = levels_after(plan, world)
    for office in there:
        if codes[office.code] > 1:
            say(office.line, office.code, "code-taken", _("two agencies have this code"))
        if office.unit not in units:
            said = _("the unit of the agency, %(unit)s, is not there afterwards")
            say(office.line, office.code, "unit", said, unit=office.unit)
        if office.parent and office.parent not in codes:
            said = _("the agency above it, %(parent)s, is not there afterwards")
            say(office.line, office.code, "parent", said, parent=office.parent)
    for code in plan.closes:
        if code not in world.bureaus:
            say(0, code, "unknown", _("there is no such agency before"))
    for heir in plan.heirs:
        if heir.code not in offices.ended:
            say(heir.line, heir.code, "unknown", _("no agency of this code ends"))
        for to in heir.to:
            if to not in codes:
                say(heir.line, to, "unknown", _("there is no such agency afterwards"))
    committees = Counter(office.unit for office in there if is_committee(office))
    receives = {office.unit for office in there if office.kind in RECEIVING}
    for unit in plan.units:
        if committees[unit.code] != 1:
            said = _("it has %(count)s People's Committees afterwards, not one")
            say(unit.line, unit.code, "committee", said, count=committees[unit.code])
        if not receives & {unit.code, unit.parent} and _had(unit, world):
            said = _("nobody receives dossiers there afterwards")
            say(unit.line, unit.code, "nowhere-to-go", said)


def _had(unit: Unit, world: World) -> bool:
    """Whether an origin had a place of reception: before the centres nobody has one."""
    homes = (world.at_home.get(origin.code, ()) for origin in unit.origins)
    return any(bureau.kind in RECEIVING for home in homes for bureau in home)
