"""
Builds the agencies of the bundled units: the ministries, and those of three levels.

Codes: ministries 00.01 …; People's Committee of a province 01, its departments 01.01 to
01.14, police 01.70, social insurance 01.71, tax 01.72, centre 01.90, branches of the centre
01.91.01 …, its points 01.92.01 …; People's Committee of a commune 00070, its departments
00070.1 office, .2 economy, .3 culture and society, police .7, centre or point .9; of a
former district 001.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from haicap.units import load_names as names
from haicap.units.load_files import rows
from haicap.units.load_register import Found, Register
from haicap.units.load_territories import World
from haicap.units.load_two_levels import two_levels
from haicap.units.models import AgencyKind, Level

IDENTIFIER_SOURCE = "identifier: from the alphabetical list of the 63, 90 % sure"
NAME_COLUMNS = ("agency_id", "name_vi", "name_en", "valid_from", "valid_until", "ground")


def agencies(world: World) -> list[Found]:
    """Found all, in the order of time."""
    register = Register(world)
    ministries = {ministry.field: ministry for ministry in _ministries(register)}
    _three_levels(register, ministries["public-security"])
    two_levels(register, ministries)
    return register.found


def renamed(
    world: World, found: Iterable[Found]
) -> tuple[list[Found], list[tuple[object, ...]]]:
    """Name the agencies after their territories of today; answers the earlier names too."""
    changes = {was.territory: (was, now) for was, now in world.changed}
    today: list[Found] = []
    earlier: list[tuple[object, ...]] = []
    for agency in found:
        was, now = changes.get(agency.territory, (None, None))
        if was is None or now is None or agency.called is None or agency.until:
            today.append(agency)
            continue
        called = agency.called
        if agency.field == "economy":
            called = names.economy(now.kind, now.short)
        name = called.at(now.kind, now.short)
        today.append(replace(agency, name=name))
        if name != agency.name:
            days = (agency.since, now.since)
            earlier.append((agency.number, *agency.name, *days, now.ground))
    return today, earlier


def _ministries(register: Register) -> list[Found]:
    return [
        register.add(
            Found(
                number=number,
                kind=AgencyKind.MINISTRY,
                code=line["code"],
                name=(line["name_vi"], line["name_en"]),
                territory=register.world.before["VN"].territory,
                province=None,
                since=date.fromisoformat(line["valid_from"]),
                field=line["field"],
                identifier=line["identifier"],
                source=line["source"],
            )
        )
        for number, line in enumerate(rows("ministries.csv"), start=1)
    ]


def _three_levels(register: Register, ministry: Found) -> None:
    """
    The People's Committees and the police of before 1 July 2025.

    Those of the provinces that did not merge go on; those of unchanged communes do not,
    because their parent, the People's Committee of the district, ended.
    """
    world = register.world
    identifiers = {line["code"]: line["identifier"] for line in rows("identifiers.csv")}
    codes = {place.territory: place.code for place in world.before.values()}
    kept = {place.territory for place in world.after.values()}
    for place in world.before.values():
        above = register.by_code.get(codes.get(place.parent or 0, ""))
        if place.level == Level.PROVINCE:
            lasts = place.territory in kept
            register.found_in(
                place, AgencyKind.PEOPLES_COMMITTEE, "", names.COMMITTEE, lasts=lasts,
                identifier=identifiers[place.code], source=IDENTIFIER_SOURCE,
            )  # fmt: skip
            register.found_in(
                place, AgencyKind.VERTICAL, ".70", names.POLICE, slug="police",
                parent=ministry, lasts=lasts,
            )  # fmt: skip
        elif place.level != Level.NATION:
            register.found_in(
                place, AgencyKind.PEOPLES_COMMITTEE, "", names.COMMITTEE, parent=above
            )
        if place.level == Level.COMMUNE:
            province = codes[world.province_of(place) or 0]
            register.found_in(
                place, AgencyKind.VERTICAL, ".7", names.POLICE, slug="police",
                parent=register.by_code[f"{province}.70"],
            )  # fmt: skip
