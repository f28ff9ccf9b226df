"""
Which agencies end, go on, are renamed and are founded; pure.

Agencies end with their unit, with the one above them, and when their unit passes under another.
A unit that is new, or has passed under another, gets the agencies that its first origin had,
and those that only another origin had; what the plan names for it takes the place of that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from haicap.units import load_names as names
from haicap.units.models import AgencyKind, Level
from haicap.units.reorganise.plan import RECEIVING, Office, Plan, Unit
from haicap.units.reorganise.world import Bureau, Place, World
from haicap.units.words import named, named_in_english


@dataclass
class Offices:
    """The agencies of a plan: codes that end, offices founded, new names by code."""

    ended: set[str] = field(default_factory=set)
    founded: list[Office] = field(default_factory=list)
    renamed: dict[str, tuple[str, str]] = field(default_factory=dict)


def offices_of(plan: Plan, world: World) -> Offices:
    """Say what becomes of every agency."""
    found = Offices(ended=ended(plan, world))
    given = {office.unit for office in plan.offices}
    found.founded += plan.offices
    for unit in plan.units:
        if unit.code not in given:
            found.founded += derived(unit, world, found.ended)
        if unit.kept:
            found.renamed |= renamed(unit, world, found.ended)
    found.renamed |= dict(plan.names)
    return found


def ended(plan: Plan, world: World) -> set[str]:
    """The codes of the agencies that end."""
    gone = _units_left(plan, world)
    tops = {bureau.lineage for code in gone for bureau in world.at_home.get(code, ())}
    tops |= {world.bureaus[code].lineage for code in plan.closes if code in world.bureaus}
    ids = {lineage.rstrip("/").rpartition("/")[2] for lineage in tops}
    return {
        bureau.code
        for bureau in world.bureaus.values()
        if not ids.isdisjoint(bureau.lineage.strip("/").split("/"))
    }


def _units_left(plan: Plan, world: World) -> set[str]:
    """The units, by the code of the day before, whose agencies end with them."""
    kept = {unit.kept: unit for unit in plan.units if unit.kept}
    mentioned = {origin.code for unit in plan.units for origin in unit.origins}
    mentioned |= {ending.code for ending in plan.endings}
    identity = {unit.code: unit.kept for unit in plan.units}

    def stays(code: str) -> bool:
        if code not in kept:
            return False
        above = kept[code].parent
        return identity.get(above, above) == world.places[code].parent

    return {code for code in mentioned if code in world.places and not stays(code)}


def derived(unit: Unit, world: World, gone: set[str]) -> Iterator[Office]:
    """Found for a unit what its origins had; nothing when its agencies go on."""
    origins = [o.code for o in sorted(unit.origins, key=lambda o: not o.suggested)]
    homes = [world.at_home.get(code, []) for code in origins if code in world.places]
    if unit.kept and any(b.code not in gone for b in world.at_home.get(unit.kept, ())):
        return
    taken: set[tuple[str, str]] = set()
    for home in homes:
        here = {_slot(bureau) for bureau in home}
        for bureau in home:
            if _slot(bureau) not in taken:
                yield _founded(bureau, unit, world)
        taken |= here


def _slot(bureau: Bureau) -> tuple[str, str]:
    """What it is there for: places of reception stand for each other."""
    kind = "receiving" if bureau.kind in RECEIVING else bureau.kind
    return kind, bureau.field


def _founded(bureau: Bureau, unit: Unit, world: World) -> Office:
    place = world.places[bureau.unit]
    vi, en = _named_after(bureau, place, unit.kind, unit.name)
    return Office(
        code=unit.code + bureau.suffix,
        kind=bureau.kind,
        name_vi=vi,
        name_en=en,
        unit=unit.code,
        parent=_parent(bureau, unit, world),
        field=bureau.field,
        ground=unit.ground or bureau.ground,
        is_assumed=True,
        source=f"as {bureau.code} was",
        line=unit.line,
    )


def _parent(bureau: Bureau, unit: Unit, world: World) -> str:
    above = world.bureaus.get(bureau.parent)
    if above is None:
        return ""
    if above.unit == bureau.unit:
        return unit.code + above.suffix
    if world.places[above.unit].level == Level.NATION:
        return above.code
    return unit.parent + above.suffix


def _named_after(bureau: Bureau, place: Place, kind: str, short: str) -> tuple[str, str]:
    """Call it after the unit as it was called after the place."""
    was_vi, was_en = (
        named(place.kind, place.short),
        named_in_english(place.kind, place.short),
    )
    if bureau.field == "economy" and place.level == Level.COMMUNE:
        return names.economy(kind, short).at(kind, short)
    vi = bureau.name_vi.removesuffix(was_vi) + named(kind, short)
    en = bureau.name_en.removesuffix(was_en) + named_in_english(kind, short)
    is_named = bureau.name_vi.endswith(was_vi)
    return (
        (vi, en if bureau.name_en else "")
        if is_named
        else (bureau.name_vi, bureau.name_en)
    )


def renamed(unit: Unit, world: World, gone: set[str]) -> dict[str, tuple[str, str]]:
    """The new names of agencies that go on in a unit that is called otherwise now."""
    place = world.places.get(unit.kept)
    if place is None or (place.kind, place.short) == (unit.kind, unit.name):
        return {}
    found = {}
    for bureau in world.at_home.get(unit.kept, ()):
        called = _named_after(bureau, place, unit.kind, unit.name)
        if bureau.code not in gone and called[0] != bureau.name_vi:
            found[bureau.code] = called
    return found


def there_after(
    found: Offices, world: World, kept: Mapping[str, str]
) -> Iterable[Office]:
    """Every agency afterwards, those that go on told as if they were founded."""
    yield from found.founded
    for bureau in world.bureaus.values():
        if bureau.code not in found.ended:
            unit = kept.get(bureau.unit, bureau.unit)
            office = Office(bureau.code, bureau.kind, bureau.name_vi, unit, bureau.parent)
            yield replace(office, field=bureau.field)


def is_committee(office: Office) -> bool:
    """Whether it is the People's Committee of its unit."""
    return office.kind == AgencyKind.PEOPLES_COMMITTEE
