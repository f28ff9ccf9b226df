"""The bundled world as it stood before a day: what begins later is left out, ends are open."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from haicap.units.load_register import Found
from haicap.units.load_territories import REORGANISATIONS, Version, World


def events_until(until: date | None) -> list[tuple[object, ...]]:
    """The reorganisations that took effect before the day; all of them for None."""
    return [row for row in REORGANISATIONS if until is None or effective(row) < until]


def effective(row: tuple[object, ...]) -> date:
    """The day on which a bundled reorganisation takes effect."""
    day = row[4]
    assert isinstance(day, date)
    return day


def cut_world(world: World, until: date) -> World:
    """Give the world whose last day is the one before ``until``."""
    versions = [_open(v, until) for v in world.versions if v.since < until]
    there = {version.territory for version in versions}
    events = {row[0] for row in events_until(until)}
    return replace(
        world,
        territories=[row for row in world.territories if row[0] in there],
        versions=versions,
        successions=[row for row in world.successions if row[0] in events],
        changed=[pair for pair in world.changed if pair[1].since < until],
    )


def _open(version: Version, until: date) -> Version:
    ends = version.until is not None and version.until >= until
    return replace(version, until=None) if ends else version


def cut_agencies(found: Iterable[Found], until: date) -> list[Found]:
    """Give the agencies that existed before the day; what ends on it or later goes on."""
    return [
        replace(agency, until=None) if agency.until and agency.until >= until else agency
        for agency in found
        if agency.since < until
    ]
