"""Finding every fault of a plan in the world of the day before; pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from haicap.units.models import Kind, Level, SuccessionKind
from haicap.units.reorganise.agencies import offices_of
from haicap.units.reorganise.checking_after import check_agencies, check_units
from haicap.units.reorganise.faults import Fault, Say, teller
from haicap.units.reorganise.plan import KEEPING, Origin, Plan, Unit, origins_of
from haicap.units.reorganise.world import World

KINDS = {
    Level.PROVINCE: {Kind.PROVINCE, Kind.CITY},
    Level.DISTRICT: {
        Kind.URBAN_DISTRICT, Kind.RURAL_DISTRICT, Kind.TOWN, Kind.PROVINCIAL_CITY,
    },
    Level.COMMUNE: {Kind.COMMUNE, Kind.WARD, Kind.TOWNSHIP, Kind.SPECIAL_ZONE},
}  # fmt: skip
ROUNDING = Decimal("0.000001")
WAYS = {kind for kind in SuccessionKind.values if kind != SuccessionKind.ABOLISHED}

Pairs = Sequence[tuple[Unit, Origin]]


def faults_of(plan: Plan, world: World) -> list[Fault]:
    """Everything that is wrong, in the order of the file; nothing when it can be done."""
    found: list[Fault] = []
    say = teller(plan.file or plan.key, found)
    for check in (
        _check_codes,
        _check_origins,
        _check_wholes,
        _check_kept,
        _check_shares,
    ):
        check(plan, world, say)
    # What comes afterwards can only be looked at when the plan itself holds together.
    if not found:
        check_units(plan, world, say)
    if not found:
        check_agencies(plan, world, offices_of(plan, world), say)
    return sorted(found)


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
    for _unit, origin in origins_of(plan):
        if origin.kind not in WAYS:
            said = _("“%(kind)s” is no way of passing into another unit")
            say(origin.line, origin.code, "how", said, kind=origin.kind)
        place = world.places.get(origin.code)
        if place is not None and not place.goes_on:
            say(origin.line, origin.code, "ends", _("its end is already recorded"))
    for line, code in _told(plan):
        if code not in world.places:
            say(line, code, "unknown", _("there is no such unit before"))


def _told(plan: Plan) -> Iterator[tuple[int, str]]:
    """The line and code of every unit of the day before of which the plan speaks."""
    for _unit, origin in origins_of(plan):
        yield origin.line, origin.code
    for ending in plan.endings:
        yield ending.line, ending.code


def _check_wholes(plan: Plan, world: World, say: Say) -> None:
    """No overlap, and no gap: a whole goes to one, parts go to several."""
    heirs: dict[str, list[tuple[Unit, Origin]]] = defaultdict(list)
    for unit, origin in origins_of(plan):
        heirs[origin.code].append((unit, origin))
    for code, pairs in heirs.items():
        _check_whole(code, pairs, say)
        _check_suggestion(code, pairs, say)
    for ending in plan.endings:
        if ending.code in heirs:
            said = _("it ends with its level and cannot also go into a unit")
            say(ending.line, ending.code, "overlap", said)


def _check_whole(code: str, pairs: Pairs, say: Say) -> None:
    line, kinds = pairs[0][1].line, {origin.kind for _unit, origin in pairs}
    if len(pairs) > 1 and kinds != {SuccessionKind.PART}:
        said = _("it goes to several units, so each of them takes a part")
        say(line, code, "overlap", said)
    if len(pairs) == 1 and kinds == {SuccessionKind.PART}:
        say(line, code, "gap", _("a part of it goes somewhere, the rest nowhere"))
    if len({unit.code for unit, _origin in pairs}) < len(pairs):
        say(line, code, "twice", _("it is told twice as an origin of one unit"))


def _check_suggestion(code: str, pairs: Pairs, say: Say) -> None:
    line = pairs[0][1].line
    if sum(origin.suggested for _unit, origin in pairs) > 1:
        say(line, code, "suggested", _("more than one successor is suggested"))
    if any(origin.suggested and origin.is_doubtful for _unit, origin in pairs):
        say(line, code, "doubtful", _("a doubtful successor cannot be suggested"))


def _check_kept(plan: Plan, world: World, say: Say) -> None:
    """An identity goes on in one unit, and a unit is one other at most."""
    kept = Counter(unit.kept for unit in plan.units if unit.kept)
    for unit in plan.units:
        if kept[unit.kept] > 1:
            said = _("the identity of %(kept)s can go on in one unit only")
            say(unit.line, unit.code, "identity", said, kept=unit.kept)
        if sum(origin.kind in KEEPING for origin in unit.origins) > 1:
            said = _("a unit can be only one other under a new name")
            say(unit.line, unit.code, "identity", said)
        if unit.keeps and unit.keeps not in {origin.code for origin in unit.origins}:
            said = _("it keeps the identity of a unit that it is not formed from")
            say(unit.line, unit.code, "keeps", said)


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
