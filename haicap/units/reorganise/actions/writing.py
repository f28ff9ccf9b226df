"""
Writing a plan down: versions end and begin, successions, agencies.

Everything is written in bulk, inside the transaction of the caller.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from haicap.common.copying import copy_rows
from haicap.common.text import fold
from haicap.units.load_register import AGENCY_COLUMNS
from haicap.units.load_territories import VERSION_COLUMNS, Version
from haicap.units.models import (
    Agency,
    AgencySuccession,
    Level,
    MeasureShare,
    Succession,
    SuccessionKind,
    Territory,
    TerritoryVersion,
)
from haicap.units.reorganise.agencies import Offices, offices_of
from haicap.units.reorganise.plan import EVERY_MEASURE, Office, Plan, origins_of
from haicap.units.reorganise.world import World

END_VERSIONS = """
UPDATE units_territoryversion SET valid_until = %(on)s
 WHERE territory_id = ANY(%(ids)s) AND valid_until IS NULL
"""
END_AGENCIES = """
UPDATE units_agency SET valid_until = %(on)s
 WHERE id = ANY(%(ids)s) AND (valid_until IS NULL OR valid_until > %(on)s)
"""
KEEP_NAMES = """
INSERT INTO units_agencyname (agency_id, name_vi, name_en, valid_from, valid_until, ground)
SELECT a.id, a.name_vi, a.name_en,
       coalesce((SELECT max(n.valid_until) FROM units_agencyname n WHERE n.agency_id = a.id),
                a.valid_from), %(on)s, new.ground
  FROM units_agency a JOIN unnest(%(ids)s::bigint[], %(grounds)s::text[]) AS new(id, ground)
    ON new.id = a.id
"""
RENAME = """
UPDATE units_agency a SET name_vi = new.vi, name_en = new.en, folded = new.folded
  FROM unnest(%(ids)s::bigint[], %(vi)s::text[], %(en)s::text[], %(folded)s::text[])
       AS new(id, vi, en, folded) WHERE a.id = new.id
"""


@dataclass
class Written:
    """What was written, by code: ids for the facts."""

    territories: dict[str, int] = field(default_factory=dict)  # code afterwards → id
    formed: list[str] = field(default_factory=list)  # codes of new identities
    ended: list[int] = field(default_factory=list)  # ids of territories that end
    changed: list[str] = field(default_factory=list)
    offices: list[tuple[int, Office]] = field(default_factory=list)
    closed: list[tuple[int, str]] = field(default_factory=list)
    renamed: list[tuple[int, str]] = field(default_factory=list)


def write(plan: Plan, world: World, event: int, tick: Callable[[str], None]) -> Written:
    """Write everything of a plan that was found without a fault; answers what was written."""
    written = Written()
    tick("units")
    _write_territories(plan, world, written)
    _write_successions(plan, world, event, written)
    tick("agencies")
    _write_agencies(plan, world, event, written)
    return written


def _new_ids(model: type[Territory] | type[Agency], count: int) -> list[int]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
            " FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _write_territories(plan: Plan, world: World, written: Written) -> None:
    told = {origin.code for _unit, origin in origins_of(plan)}
    told |= {ending.code for ending in plan.endings}
    ids = written.territories
    ids.update({c: p.territory for c, p in world.places.items() if c not in told})
    new = [unit for unit in plan.units if not unit.kept]
    fresh = _new_ids(Territory, len(new))
    for unit, pk in zip(new, fresh, strict=True):
        ids[unit.code] = pk
        written.formed.append(unit.code)
    for unit in plan.units:
        if unit.kept:
            ids[unit.code] = world.places[unit.kept].territory
            written.changed.append(unit.code)
    day = plan.effective_on
    kept = {unit.kept for unit in plan.units}
    written.ended = [world.places[code].territory for code in sorted(told - kept)]
    with connection.cursor() as cursor:
        all_told = [world.places[code].territory for code in told]
        cursor.execute(END_VERSIONS, {"on": day, "ids": all_told})
    keys = ((ids[u.code], u.level, f"{day:%Y%m%d}:{u.code}") for u in new)
    copy_rows(Territory, ("id", "level", "key"), keys)
    copy_rows(TerritoryVersion, VERSION_COLUMNS, _versions(plan, ids))


def _versions(plan: Plan, ids: dict[str, int]) -> Iterable[tuple[object, ...]]:
    for unit in plan.units:
        yield Version(
            ids[unit.code], unit.level, unit.kind, unit.code, unit.name,
            ids[unit.parent], plan.effective_on, None, unit.latitude, unit.longitude,
            unit.area_km2, unit.population, unit.ground, unit.source,
        ).row()  # fmt: skip


def _write_successions(plan: Plan, world: World, event: int, written: Written) -> None:
    heirs: dict[str, int] = {}
    for _unit, origin in origins_of(plan):
        heirs[origin.code] = heirs.get(origin.code, 0) + 1
    rows: list[Succession] = []
    shares: list[tuple[Succession, str, Decimal]] = []
    for unit, origin in origins_of(plan):
        row = Succession(
            reorganisation_id=event,
            predecessor_id=world.places[origin.code].territory,
            successor_id=written.territories[unit.code],
            kind=origin.kind,
            # Who goes to one only goes there, whether it was said or not.
            suggested=origin.suggested or heirs[origin.code] == 1,
            is_doubtful=origin.is_doubtful,
            share=origin.shares.get(EVERY_MEASURE) or None,
            holds=list(origin.holds),
            source=origin.source,
        )
        rows.append(row)
        for measure, share in origin.shares.items():
            if measure != EVERY_MEASURE:
                shares.append((row, measure, share))
    rows += [
        Succession(
            reorganisation_id=event,
            predecessor_id=world.places[ending.code].territory,
            successor_id=written.territories[ending.into],
            kind=SuccessionKind.ABOLISHED,
        )
        for ending in plan.endings
    ]
    Succession.objects.bulk_create(rows, batch_size=2000)
    MeasureShare.objects.bulk_create(
        MeasureShare(succession=row, measure=measure, share=share)
        for row, measure, share in shares
    )


def _write_agencies(plan: Plan, world: World, event: int, written: Written) -> None:
    offices = offices_of(plan, world)
    written.closed = [(world.bureaus[c].id, c) for c in sorted(offices.ended)]
    with connection.cursor() as cursor:
        ids = [pk for pk, _code in written.closed]
        cursor.execute(END_AGENCIES, {"on": plan.effective_on, "ids": ids})
    _found(plan, world, offices, written)
    _rename(plan, world, offices, written)
    _write_heirs(plan, world, event, written)


@dataclass(frozen=True)
class _Above:
    """What an agency needs to know of the one above it."""

    id: int
    lineage: str


def _found(plan: Plan, world: World, offices: Offices, written: Written) -> None:
    above = {
        code: _Above(bureau.id, bureau.lineage)
        for code, bureau in world.bureaus.items()
        if code not in offices.ended
    }
    provinces = _provinces(plan, world)
    ids = _new_ids(Agency, len(offices.founded))
    pairs = list(zip(ids, offices.founded, strict=True))
    rows = []
    for pk, office in _parents_first(pairs, set(above)):
        parent = above.get(office.parent)
        lineage = f"{parent.lineage if parent else '/'}{pk}/"
        above[office.code] = _Above(pk, lineage)
        province = provinces.get(office.unit)
        rows.append(
            (
                pk, office.kind, office.code, office.identifier, office.name_vi,
                office.name_en, fold(office.name_vi), office.field,
                written.territories[office.unit],
                written.territories[province] if province else None,
                parent.id if parent else None, lineage, plan.effective_on, None,
                office.ground, office.is_assumed, office.source,
            )
        )  # fmt: skip
    copy_rows(Agency, AGENCY_COLUMNS, rows)
    written.offices = pairs


def _parents_first(
    pairs: list[tuple[int, Office]], there: set[str]
) -> Iterable[tuple[int, Office]]:
    """The offices in such an order that each comes after the one above it."""
    waiting = pairs
    done = set(there)
    while waiting:
        ready = [p for p in waiting if not p[1].parent or p[1].parent in done]
        if not ready:
            raise ValueError("agencies that are above each other")
        yield from ready
        done |= {office.code for _pk, office in ready}
        waiting = [pair for pair in waiting if pair[1].code not in done]


def _provinces(plan: Plan, world: World) -> dict[str, str]:
    """The code of the province of every unit afterwards."""
    above = {code: (p.level, p.parent) for code, p in world.places.items()}
    above |= {unit.code: (unit.level, unit.parent) for unit in plan.units}
    found = {}
    for code in above:
        here = code
        while here in above and above[here][0] not in (Level.PROVINCE, Level.NATION):
            here = above[here][1]
        if here in above and above[here][0] == Level.PROVINCE:
            found[code] = here
    return found


def _rename(plan: Plan, world: World, offices: Offices, written: Written) -> None:
    if not offices.renamed:
        return
    grounds = {unit.kept: unit.ground for unit in plan.units if unit.kept}
    rows = [(world.bureaus[c], vi, en) for c, (vi, en) in offices.renamed.items()]
    values: dict[str, Any] = {
        "on": plan.effective_on,
        "ids": [bureau.id for bureau, _vi, _en in rows],
        "grounds": [grounds.get(b.unit) or plan.ground[:60] for b, _vi, _en in rows],
        "vi": [vi for _bureau, vi, _en in rows],
        "en": [en for _bureau, _vi, en in rows],
        "folded": [fold(vi) for _bureau, vi, _en in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP_NAMES, values)
        cursor.execute(RENAME, values)
    written.renamed = [(bureau.id, bureau.code) for bureau, _vi, _en in rows]


def _write_heirs(plan: Plan, world: World, event: int, written: Written) -> None:
    """Only those that the plan names; the others are derived (``passing``)."""
    ended = {code for _pk, code in written.closed}
    ids = {code: b.id for code, b in world.bureaus.items() if code not in ended}
    ids |= {office.code: pk for pk, office in written.offices}
    AgencySuccession.objects.bulk_create(
        AgencySuccession(
            reorganisation_id=event,
            predecessor_id=world.bureaus[heir.code].id,
            successor_id=ids[to],
            suggested=number == 0,
        )
        for heir in plan.heirs
        for number, to in enumerate(heir.to)
    )
