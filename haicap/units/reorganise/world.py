"""The units and agencies of the day before, read once and found by their codes."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from haicap.units.models import Agency, Level, Territory, TerritoryVersion
from haicap.units.words import full_name


@dataclass(frozen=True)
class Place:
    """A unit as it is on the day before; ``goes_on`` until a day when that is known."""

    territory: int
    level: str
    kind: str
    code: str
    name: str
    parent: str
    goes_on: bool

    @property
    def short(self) -> str:
        """The name without its kind: that of Phường 4 is 4."""
        kind_word = full_name(self.kind, "")
        return self.name.removeprefix(kind_word).strip()


@dataclass(frozen=True)
class Bureau:
    """An agency as it is on the day before."""

    id: int
    kind: str
    code: str
    name_vi: str
    name_en: str
    field: str
    unit: str
    parent: str
    lineage: str
    goes_on: bool
    ground: str = ""
    since: date = date.min

    @property
    def suffix(self) -> str:
        """What its code has behind that of the unit in which it was founded: .9, .91.01."""
        _unit, dot, rest = self.code.partition(".")
        return dot + rest


@dataclass
class World:
    """What there is on the day before; both lists by code."""

    places: dict[str, Place] = field(default_factory=dict)
    bureaus: dict[str, Bureau] = field(default_factory=dict)
    at_home: dict[str, list[Bureau]] = field(default_factory=lambda: defaultdict(list))

    def add(self, bureau: Bureau) -> None:
        """Write an agency down."""
        self.bureaus[bureau.code] = bureau
        self.at_home[bureau.unit].append(bureau)


def world_before(day: date) -> World:
    """Read the world of the day before ``day``."""
    eve = day - timedelta(days=1)
    world = World()
    codes = dict(TerritoryVersion.objects.on(eve).values_list("territory_id", "code"))
    columns = (
        "territory_id", "level", "kind", "code", "name", "parent_id", "valid_until",
    )  # fmt: skip
    for pk, level, kind, code, name, above, until in TerritoryVersion.objects.on(
        eve
    ).values_list(*columns):
        parent = codes.get(above, "")
        goes_on = until is None
        world.places[code] = Place(pk, level, kind, code, name, parent, goes_on)
    _read_agencies(world, eve, codes)
    return world


def _read_agencies(world: World, eve: date, codes: dict[int, str]) -> None:
    there = Agency.objects.on(eve).order_by("lineage")
    own = dict(there.values_list("pk", "code"))
    columns = (
        "pk", "kind", "code", "name_vi", "name_en", "field", "territory_id",
        "parent_id", "lineage", "valid_until", "ground", "valid_from",
    )  # fmt: skip
    for row in there.values_list(*columns):
        pk, kind, code, vi, en, name, place, above, lineage, until, ground, since = row
        world.add(
            Bureau(
                pk, kind, code, vi, en, name, codes.get(place, ""), own.get(above, ""),
                lineage, until is None, ground, since,
            )
        )  # fmt: skip


def nation_code(world: World) -> str:
    """The code of the nation."""
    return next((p.code for p in world.places.values() if p.level == Level.NATION), "")


def is_empty() -> bool:
    """Whether there are no units at all."""
    return not Territory.objects.exists()
