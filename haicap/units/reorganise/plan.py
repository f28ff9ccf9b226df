"""
A plan: which units there are afterwards, what each is formed from, which agencies they have.

It speaks of codes and days only, as a resolution does. Codes of origins are those of the day
before, all others those of the day itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from haicap.units.models import AgencyKind, Level, SuccessionKind

# The length of a code tells the level (Decision 19/2025/QĐ-TTg, and the lists before it).
LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}
RECEIVING = (AgencyKind.SERVICE_CENTRE, AgencyKind.BRANCH, AgencyKind.SERVICE_POINT)
KEEPING = (SuccessionKind.UNCHANGED, SuccessionKind.RENAMED)
EVERY_MEASURE = ""


def level_of(code: str) -> str:
    """The level of a code; the empty text where no level has such codes."""
    return str(LEVELS.get(len(code), "")) if code.isdigit() else ""


@dataclass(frozen=True)
class Origin:
    """
    What a unit is formed from: the whole of another, a part of it, or itself as it was.

    ``shares`` maps a measure to the part of the origin that comes along; the measure ``""`` is
    every one that is not named. ``holds`` names hamlets, streets and residential groups in the
    part, where the resolution does: by them an address is decided.
    """

    code: str
    kind: str = SuccessionKind.WHOLE
    suggested: bool = False
    is_doubtful: bool = False
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    holds: tuple[str, ...] = ()
    source: str = ""
    line: int = 0


@dataclass(frozen=True)
class Unit:
    """
    A unit as it is afterwards, if it is new or anything about it changes.

    It is the same unit as before when one of its origins is unchanged or renamed, or when
    ``keeps`` names the one whose identity goes on (of which a part was cut off).
    """

    code: str
    kind: str
    name: str  # without its kind: Hoàn Kiếm
    parent: str
    origins: tuple[Origin, ...]
    keeps: str = ""
    latitude: str = ""
    longitude: str = ""
    area_km2: str = ""
    population: str = ""
    ground: str = ""
    source: str = ""
    line: int = 0

    @property
    def level(self) -> str:
        return level_of(self.code)

    @property
    def kept(self) -> str:
        """The code, on the day before, of the unit whose identity goes on; or none."""
        kept = (origin.code for origin in self.origins if origin.kind in KEEPING)
        return self.keeps or next(kept, "")


@dataclass(frozen=True)
class Ending:
    """A unit that ends with its level; ``into`` is the unit above that takes what is left."""

    code: str
    into: str
    line: int = 0


@dataclass(frozen=True)
class Office:
    """An agency that is founded; one with an empty ``parent`` has nobody above it."""

    code: str
    kind: str
    name_vi: str
    unit: str
    parent: str = ""
    name_en: str = ""
    field: str = ""
    identifier: str = ""
    ground: str = ""
    is_assumed: bool = False
    source: str = ""
    line: int = 0


@dataclass(frozen=True)
class Heir:
    """Which agencies afterwards take over from one that ends, the first one before all."""

    code: str
    to: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True)
class Plan:
    """
    One reorganisation.

    Agencies of new units are derived from those of their origins, unless ``offices`` names any
    for the unit. ``closes`` are agencies that end although nothing around them does; ``names``
    gives agencies that go on other names than the derived ones (code → Vietnamese, English).
    """

    key: str
    title: str
    ground: str
    effective_on: date
    units: tuple[Unit, ...] = ()
    endings: tuple[Ending, ...] = ()
    offices: tuple[Office, ...] = ()
    closes: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    heirs: tuple[Heir, ...] = ()
    source: str = ""
    file: str = ""


def origins_of(plan: Plan) -> Iterator[tuple[Unit, Origin]]:
    """Every origin with its unit."""
    for unit in plan.units:
        for origin in unit.origins:
            yield unit, origin
