"""
Builds the rows of territories, their versions and successions from the bundled files.

A commune made of exactly one whole commune of the same kind and name, and the eleven
provinces that did not merge, keep their identity; every other unit of 1 July 2025 is new.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from haicap.common.text import fold, sort_key
from haicap.units.load_files import rows
from haicap.units.models import Kind, Level, SuccessionKind, code_number
from haicap.units.words import full_name

# The state of the data before the reorganisation; not the day anything was founded.
START = date(2025, 1, 1)
TWO_LEVELS = date(2025, 7, 1)
DONG_NAI = date(2026, 4, 30)
SOURCE = "vietnamadminunits 1.0.4 (MIT)"


@dataclass(frozen=True)
class Version:
    """One row of ``TerritoryVersion`` in the making; parents are ids."""

    territory: int
    level: str
    kind: str
    code: str
    short: str
    parent: int | None
    since: date
    until: date | None = None
    latitude: str = ""
    longitude: str = ""
    area: str = ""
    population: str = ""
    ground: str = ""
    source: str = SOURCE

    def row(self) -> tuple[object, ...]:
        """Give the values in the order of ``VERSION_COLUMNS``."""
        name = full_name(self.kind, self.short)
        numbered = re.fullmatch(r"\d+|[IVX]+", self.short) is not None
        return (
            self.territory, self.since, self.until, self.level, self.kind, self.code,
            code_number(self.level, self.code), name, name if numbered else self.short,
            fold(name), sort_key(self.short + " " + name), self.parent,
            self.latitude or None, self.longitude or None, self.area or None,
            self.population or None, self.ground, self.source,
        )  # fmt: skip


VERSION_COLUMNS = (
    "territory_id", "valid_from", "valid_until", "level", "kind", "code", "code_number",
    "name", "short_name", "folded", "sort_key", "parent_id", "latitude", "longitude",
    "area_km2", "population", "ground", "source",
)  # fmt: skip


@dataclass
class World:
    """All rows of the room's territories, with ids given out from 1."""

    territories: list[tuple[int, str, str]] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    successions: list[tuple[object, ...]] = field(default_factory=list)
    # by code, before and after 1 July 2025; district and commune codes differ in length
    before: dict[str, Version] = field(default_factory=dict)
    after: dict[str, Version] = field(default_factory=dict)
    changed: list[tuple[Version, Version]] = field(default_factory=list)
    # a district's id → that of its province
    districts: dict[int, int] = field(default_factory=dict)

    def identity(self, level: str, code: str, since: date) -> int:
        """Make a territory; answers its id."""
        number = len(self.territories) + 1
        key = f"{since:%Y%m%d}:{code}"
        self.territories.append((number, level, key))
        return number

    def province_of(self, version: Version) -> int | None:
        """Give the province above, or the territory itself when it is one."""
        if version.level == Level.PROVINCE:
            return version.territory
        return self.districts.get(version.parent or 0, version.parent)


def build() -> World:
    """Make the whole history, in the order of time."""
    world = World()
    nation = world.identity(Level.NATION, "VN", START)
    viet_nam = Version(
        nation, Level.NATION, Kind.NATION, "VN", "Việt Nam", None, START, source=""
    )
    world.before["VN"] = world.after["VN"] = viet_nam
    for level, name in (
        (Level.PROVINCE, "old_provinces.csv"),
        (Level.DISTRICT, "old_districts.csv"),
        (Level.COMMUNE, "old_communes.csv"),
    ):
        for line in rows(name):
            _found_before(world, level, line)
    lines = rows("successions.csv")
    kept = {line["new"]: line["old"] for line in lines if line["kind"] == "unchanged"}
    for line in _new_provinces():
        _found_after(world, Level.PROVINCE, line, kept)
    for line in rows("communes.csv"):
        _found_after(world, Level.COMMUNE, line, kept)
    world.successions += _two_level_successions(world, lines)
    found = (*world.before.values(), *world.after.values())
    world.versions += [viet_nam, *(v for v in found if v is not viet_nam)]
    _change(world)
    return world


def _found_before(world: World, level: str, line: dict[str, str]) -> None:
    number = world.identity(level, line["code"], START)
    parent = world.before[line["parent"]].territory
    if level == Level.DISTRICT:
        world.districts[number] = parent
    world.before[line["code"]] = Version(
        number, level, line["kind"], line["code"], line["name"], parent,
        START, TWO_LEVELS, line["latitude"], line["longitude"],
    )  # fmt: skip


def _new_provinces() -> Iterator[dict[str, str]]:
    points = {line["code"]: line for line in rows("province_centres.csv")}
    for line in rows("provinces.csv"):
        yield {"parent": "VN", **points[line["code"]], **line}


def _found_after(
    world: World, level: str, line: dict[str, str], kept: dict[str, str]
) -> None:
    code = line["code"]
    if code in kept:
        number = world.before[kept[code]].territory
    else:
        number = world.identity(level, code, TWO_LEVELS)
    note = line.get("note") or (
        "area and population: sapnhap.bando.com.vn, July 2025"
        if level == Level.PROVINCE
        else ""
    )
    world.after[code] = Version(
        number, level, line["kind"], code, line["name"],
        world.after[line["parent"]].territory, TWO_LEVELS, None,
        line["latitude"], line["longitude"], line["area_km2"],
        line.get("population", ""),
        "202/2025/QH15" if level == Level.PROVINCE and code not in kept else "",
        f"{SOURCE}; {note}" if note else SOURCE,
    )  # fmt: skip


def _two_level_successions(
    world: World, lines: list[dict[str, str]]
) -> Iterator[tuple[object, ...]]:
    """The provinces and communes of the file, and the end of every district."""
    into: dict[str, str] = {}
    for line in lines:
        old, new = world.before[line["old"]], world.after[line["new"]]
        if old.level == Level.PROVINCE:
            into[old.code] = new.code
        note = "two communes of one name confused?" if line["doubtful"] else ""
        yield (
            1, old.territory, new.territory, line["kind"],
            bool(line["suggested"]), bool(line["doubtful"]), note,
        )  # fmt: skip
    islands = {line["old"] for line in lines if len(line["old"]) == 3}
    for line in rows("old_districts.csv"):
        if line["code"] not in islands:
            district = world.before[line["code"]]
            province = world.after[into[line["parent"]]]
            kind = SuccessionKind.ABOLISHED
            yield 1, district.territory, province.territory, kind, False, False, ""


def _change(world: World) -> None:
    """Apply the changes of 30 April 2026: same identities, new versions."""
    for line in rows("changes.csv"):
        was = world.after[line["code"]]
        now = replace(
            was,
            kind=line["new_kind"] or was.kind,
            code=line["new_code"] or was.code,
            since=DONG_NAI,
            ground=line["ground"],
            source=line["note"] or was.source,
        )
        world.versions[world.versions.index(was)] = replace(was, until=DONG_NAI)
        world.versions.append(now)
        world.changed.append((was, now))
        kind = SuccessionKind.RENAMED
        world.successions.append(
            (2, was.territory, was.territory, kind, True, False, line["note"])
        )


REORGANISATIONS: list[tuple[object, ...]] = [
    (
        1, "2025-07-01", "Two levels of local government: 34 provinces, 3,321 communes",
        "72/2025/QH15; 202/2025/QH15; 76/2025/UBTVQH15", TWO_LEVELS, SOURCE,
    ),
    (
        2, "2026-04-30", "Đồng Nai becomes a centrally-run city; ten communes become wards",
        "30/2026/QH16; 237/NQ-UBTVQH16", DONG_NAI, "comparison of two public lists",
    ),
]  # fmt: skip
