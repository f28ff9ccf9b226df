"""
Where people live and where they are served: places, what they became, and seats.

A place is a commune of the last day of three levels, 30 June 2025: nothing finer is bundled.
It stands for its people at its one point. Nobody publishes where the centres stand: each is
taken to be at the point of its commune.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from math import pi, sqrt
from typing import Final
from uuid import UUID

from haicap.units.agencies import RECEIVING
from haicap.units.models import (
    Agency,
    Level,
    Reorganisation,
    Succession,
    SuccessionKind,
    TerritoryVersion,
)
from haicap.workdays.models import Edition

TWO_LEVELS: Final = date(2025, 7, 1)
PLACES_ON: Final = TWO_LEVELS - timedelta(days=1)

Shares = dict[int, float]  # by territory


@dataclass(frozen=True)
class Unit:
    """A unit on a day."""

    territory: int
    level: str
    code: str
    name: str
    parent: int | None
    latitude: float | None
    longitude: float | None
    area_km2: Decimal | None
    population: int | None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where they are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def reach_km(self) -> float:
        """How far from its point its land can lie, at the very most."""
        if not self.area_km2:
            return UNKNOWN_AREA_KM
        return FOUR * sqrt(float(self.area_km2) / pi) + MARGIN_KM


# No commune is so long that it reaches farther than four times the radius of a circle of its
# area, and five kilometres; a point beyond belongs to a namesake, or to the place of nobody.
FOUR: Final = 4
MARGIN_KM: Final = 5.0
UNKNOWN_AREA_KM: Final = 20.0

_COLUMNS = (
    "territory_id", "level", "code", "name", "parent_id", "latitude", "longitude",
    "area_km2", "population",
)  # fmt: skip


@dataclass(frozen=True, eq=False)  # read once for a day
class Units:
    """The units of a day, and which of them are seats: centres and points of communes."""

    day: date
    of: Mapping[int, Unit]
    seats: tuple[int, ...]  # communes, by their code
    unplaced: Mapping[
        int, int
    ]  # by province: branches and points whose seat nobody knows

    def province_of(self, unit: int | None) -> int | None:
        """The province above a unit, or itself."""
        while unit is not None and unit in self.of:
            if self.of[unit].level == Level.PROVINCE:
                return unit
            unit = self.of[unit].parent
        return None

    @cached_property
    def seats_of(self) -> dict[int, list[int]]:
        """The seats of each province."""
        found: dict[int, list[int]] = defaultdict(list)
        for seat in self.seats:
            province = self.province_of(seat)
            if province is not None:
                found[province].append(seat)
        return found


def edition() -> UUID | None:
    """What the answers of this package are kept under; renewed when units or agencies change."""
    return Edition.objects.values_list("stamp", flat=True).first()


@lru_cache(maxsize=8)
def units(_edition: UUID | None, day: date) -> Units:
    """Read the units and seats of a day."""
    rows = TerritoryVersion.objects.on(day).order_by("sort_key", "code")
    of = {row[0]: Unit(*row) for row in rows.values_list(*_COLUMNS)}
    agencies = Agency.objects.on(day).filter(kind__in=RECEIVING).order_by("code")
    seats: dict[int, None] = {}
    unplaced: dict[int, int] = defaultdict(int)
    # The province's own centre stands for the province and not for one of its communes.
    for territory, province in agencies.values_list("territory_id", "province_id"):
        here = of.get(territory)
        if here is not None and here.level == Level.COMMUNE and here.point is not None:
            seats[territory] = None
        elif province is not None:
            unplaced[province] += 1
    return Units(day, of, tuple(seats), dict(unplaced))


def heirs(places: Iterable[int], since: date, to: date) -> dict[int, Shares]:
    """
    Tell what each place became by the day ``to``, and how much of it.

    Where the shares are not known, the parts count equally; successors that look like a
    confusion of names are left out where there is another.
    """
    found: dict[int, Shares] = {place: {place: 1.0} for place in places}
    events = Reorganisation.objects.filter(effective_on__gt=since, effective_on__lte=to)
    for event in events.order_by("effective_on", "pk"):
        step = _step(event)
        for place, shares in found.items():
            after: Shares = {}
            for unit, share in shares.items():
                for heir, part in step.get(unit, {unit: 1.0}).items():
                    after[heir] = after.get(heir, 0.0) + share * part
            found[place] = after
    return found


def _step(event: Reorganisation) -> dict[int, Shares]:
    rows = Succession.objects.filter(reorganisation=event).order_by("pk")
    found: dict[int, list[tuple[int, float | None, bool]]] = defaultdict(list)
    for row in rows.exclude(kind=SuccessionKind.ABOLISHED).values_list(
        "predecessor_id", "successor_id", "share", "is_doubtful"
    ):
        share = None if row[2] is None else float(row[2])
        found[row[0]].append((row[1], share, row[3]))
    return {place: _shared(lines) for place, lines in found.items()}


def _shared(lines: Sequence[tuple[int, float | None, bool]]) -> Shares:
    sure = [line for line in lines if not line[2]] or list(lines)
    known = {unit: share for unit, share, _ in sure if share is not None}
    if len(known) == len(sure) and abs(sum(known.values()) - 1) < 1e-6:
        return known
    return {unit: 1 / len(sure) for unit, _share, _ in sure}
