"""Whether the world after a plan holds together: units, and the agencies in them; pure."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from haicap.units.models import Level
from haicap.units.reorganise.agencies import Offices, is_committee, there_after
from haicap.units.reorganise.faults import Say
from haicap.units.reorganise.plan import RECEIVING, Office, Plan, Unit, origins_of
from haicap.units.reorganise.world import World

ABOVE = {
    Level.PROVINCE: {Level.NATION},
    Level.DISTRICT: {Level.PROVINCE},
    Level.COMMUNE: {Level.PROVINCE, Level.DISTRICT},
}


def check_units(plan: Plan, world: World, say: Say) -> None:
    """Codes are unique, and whoever is there lies in something that is there."""
    levels, gone = _levels(plan, world), _gone(plan)
    for unit in plan.units:
        if unit.code in world.places and unit.code not in gone:
            said = _("another unit goes on with this code")
            say(unit.line, unit.code, "code-taken", said)
        _check_parent(unit, levels, say)
    kept = {unit.kept for unit in plan.units}
    for code, place in sorted(world.places.items()):
        if code not in gone and place.parent in gone and place.parent not in kept:
            said = _("the plan says nothing of it, but %(parent)s around it ends")
            say(0, code, "gap", said, parent=place.parent)
    for ending in plan.endings:
        if ending.into not in levels:
            said = _("what takes its place, %(into)s, is not there afterwards")
            say(ending.line, ending.code, "into", said, into=ending.into)


def _check_parent(unit: Unit, levels: dict[str, str], say: Say) -> None:
    above = levels.get(unit.parent)
    if above is None:
        said = _("what it lies in, %(parent)s, is not there afterwards")
        say(unit.line, unit.code, "parent", said, parent=unit.parent)
    elif above not in ABOVE[Level(unit.level)]:
        said = _("it cannot lie in %(parent)s, which is of another level")
        say(unit.line, unit.code, "parent", said, parent=unit.parent)


def _gone(plan: Plan) -> set[str]:
    """The codes, of the day before, of which the plan says something."""
    told = {origin.code for _unit, origin in origins_of(plan)}
    return told | {ending.code for ending in plan.endings}


def _levels(plan: Plan, world: World) -> dict[str, str]:
    """The level of every unit that is there afterwards, by code."""
    gone = _gone(plan)
    levels = {c: place.level for c, place in world.places.items() if c not in gone}
    return levels | {unit.code: unit.level for unit in plan.units}


def check_agencies(plan: Plan, world: World, offices: Offices, say: Say) -> None:
    """Every agency is somewhere and under somebody; every unit is led and receives."""
    kept = {unit.kept: unit.code for unit in plan.units if unit.kept}
    there = list(there_after(offices, world, kept))
    codes = Counter(office.code for office in there)
    _check_offices(there, codes, _levels(plan, world), say)
    for code in plan.closes:
        if code not in world.bureaus:
            say(0, code, "unknown", _("there is no such agency before"))
    for heir in plan.heirs:
        if heir.code not in offices.ended:
            say(heir.line, heir.code, "unknown", _("no agency of this code ends"))
        for to in heir.to:
            if to not in codes:
                said = _("there is no such agency afterwards")
                say(heir.line, to, "unknown", said)
    _check_led(plan, world, there, say)


def _check_offices(
    there: Sequence[Office], codes: Counter[str], units: dict[str, str], say: Say
) -> None:
    for office in there:
        if codes[office.code] > 1:
            say(office.line, office.code, "code-taken", _("two agencies have this code"))
        if office.unit not in units:
            said = _("the unit of the agency, %(unit)s, is not there afterwards")
            say(office.line, office.code, "unit", said, unit=office.unit)
        if office.parent and office.parent not in codes:
            said = _("the agency above it, %(parent)s, is not there afterwards")
            say(office.line, office.code, "parent", said, parent=office.parent)


def _check_led(plan: Plan, world: World, there: Sequence[Office], say: Say) -> None:
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
