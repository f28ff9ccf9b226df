"""The reorganisations of the bundled data, told as plans."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from haicap.units.load_agencies import agencies
from haicap.units.load_register import Found
from haicap.units.load_territories import REORGANISATIONS, Version, World, build
from haicap.units.load_until import effective
from haicap.units.models import SuccessionKind
from haicap.units.reorganise.plan import Ending, Office, Origin, Plan, Unit

KEYS = tuple(str(row[1]) for row in REORGANISATIONS)


@lru_cache(maxsize=2)
def plan_of(key: str) -> Plan:
    """Tell a bundled reorganisation as a plan; its key is its day."""
    row = REORGANISATIONS[KEYS.index(key)]
    event, _key, title, ground, _day, source = row
    day = effective(row)
    world = build()
    before, after = _codes(world, day, after=False), _codes(world, day, after=True)
    said = [row for row in world.successions if row[0] == event]
    found = [agency for agency in agencies(world) if agency.since == day]
    return Plan(
        key=key,
        title=str(title),
        ground=str(ground),
        effective_on=day,
        units=tuple(_units(world, day, said, before, after)),
        endings=tuple(_endings(said, before, after)),
        offices=tuple(_office(agency, after) for agency in found),
        source=str(source),
    )


def _codes(world: World, day: date, *, after: bool) -> dict[int, str]:
    """The code of each territory on the day itself, or on the day before."""
    return {
        version.territory: version.code
        for version in world.versions
        if (version.since <= day if after else version.since < day)
        and (
            version.until is None
            or (version.until > day if after else version.until >= day)
        )
    }


def _units(
    world: World,
    day: date,
    said: Iterable[tuple[object, ...]],
    before: dict[int, str],
    after: dict[int, str],
) -> Iterable[Unit]:
    origins: dict[object, list[Origin]] = {}
    for _event, old, new, kind, suggested, doubtful, note in said:
        if kind == SuccessionKind.ABOLISHED:
            continue
        assert isinstance(old, int)
        origin = Origin(
            before[old], str(kind), bool(suggested), bool(doubtful), source=str(note)
        )
        origins.setdefault(new, []).append(origin)
    for version in world.versions:
        if version.since == day:
            yield _unit(version, after, tuple(origins[version.territory]))


def _unit(version: Version, after: dict[int, str], origins: tuple[Origin, ...]) -> Unit:
    return Unit(
        code=version.code,
        kind=version.kind,
        name=version.short,
        parent=after[version.parent or 0],
        origins=origins,
        latitude=version.latitude,
        longitude=version.longitude,
        area_km2=version.area,
        population=version.population,
        ground=version.ground,
        source=version.source,
    )


def _endings(
    said: Iterable[tuple[object, ...]], before: dict[int, str], after: dict[int, str]
) -> Iterable[Ending]:
    for _event, old, new, kind, *_flags in said:
        if kind == SuccessionKind.ABOLISHED:
            assert isinstance(old, int)
            assert isinstance(new, int)
            yield Ending(before[old], after[new])


def _office(agency: Found, after: dict[int, str]) -> Office:
    return Office(
        code=agency.code,
        kind=agency.kind,
        name_vi=agency.name[0],
        name_en=agency.name[1],
        unit=after[agency.territory],
        parent=agency.parent.code if agency.parent else "",
        field=agency.field,
        identifier=agency.identifier,
        ground=agency.ground,
        is_assumed=agency.assumed,
        source=agency.source,
    )
