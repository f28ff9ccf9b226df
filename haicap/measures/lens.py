"""
As it is: places as they were, mapped through the successions to the units of a chosen day.

A place that passed whole into one unit goes there. One that was split goes by the shares,
where all of them are established; where they are not, nobody knows where it goes, and it is
shown as not attributable. What is unknown for communes may be known for provinces: parts of
one province make a whole again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter

import pyarrow as pa
from django.db.models import Max

from haicap.units.models import (
    Level,
    Reorganisation,
    Succession,
    SuccessionKind,
    Territory,
    TerritoryVersion,
)

Shares = dict[int, float]  # by territory; below zero: a part of unknown size
UNKNOWN = -1.0


@dataclass(frozen=True)
class Target:
    """
    This part of what was counted at a place goes to these units.

    ``epoch`` counts the reorganisations before the day of counting.
    """

    place: int
    epoch: int
    share: float
    is_known: bool
    commune: str | None = None
    commune_place: int | None = None
    province: str | None = None
    province_place: int | None = None


@dataclass(frozen=True, eq=False)  # made once for a level and a day
class Lens:
    """The mapping to the units of a day. A place it does not name is not attributable."""

    on: date
    epochs: tuple[date, ...]  # the days on which units changed
    targets: tuple[Target, ...]

    @cached_property
    def table(self) -> pa.Table:
        """The targets as a table to join with."""
        # Not dataclasses.astuple, which copies: 35,000 targets would take seconds.
        columns = zip(*map(attrgetter(*SCHEMA.names), self.targets), strict=True)
        return pa.table(dict(zip(SCHEMA.names, columns, strict=True)), schema=SCHEMA)


SCHEMA = pa.schema(
    [
        ("place", pa.int64()),
        ("epoch", pa.int64()),
        ("share", pa.float64()),
        ("is_known", pa.bool_()),
        ("commune", pa.string()),
        ("commune_place", pa.int64()),
        ("province", pa.string()),
        ("province_place", pa.int64()),
    ]
)


AFTERLIFE = pa.schema(
    [
        ("place", pa.int64()),
        ("since", pa.date32()),
        ("until", pa.date32()),
        ("unit", pa.int64()),
        ("commune", pa.string()),
        ("province", pa.string()),
        ("province_place", pa.int64()),
    ]
)


def lens(level: str, on: date) -> Lens:
    """
    Give the mapping to the units of a day; ``level`` is the lowest that is asked for.

    For provinces alone, a commune split inside its province is no question at all.
    """
    newest = Succession.objects.aggregate(newest=Max("pk"))["newest"]
    return _made(level, on, newest, TerritoryVersion.objects.count())


@lru_cache(maxsize=16)
def _made(level: str, on: date, _newest: int | None, _versions: int) -> Lens:
    steps = [
        (event.effective_on, _steps(event))
        for event in Reorganisation.objects.filter(effective_on__lte=on)
        .exclude(applied_at=None)
        .order_by("effective_on", "pk")
    ]
    epochs = tuple(sorted({day for day, _ in steps}))
    units, ended = _Units(level, on), _ended()
    targets: list[Target] = []
    for epoch in range(len(epochs) + 1):
        begin = epochs[epoch - 1] if epoch else date.min
        for place in _places(epochs, epoch):
            # What is counted at a place after its end goes where the place went.
            end = ended.get(place, date.max)
            later = [step for day, step in steps if day > begin or day >= end]
            targets += units.targets(place, epoch, _followed(place, later))
    return Lens(on, epochs, tuple(targets))


def _ended() -> dict[int, date]:
    """The day from which each unit is no more, of those that ended."""
    last = TerritoryVersion.objects.order_by("territory", "valid_from")
    ends = dict(last.values_list("territory_id", "valid_until"))
    return {place: end for place, end in ends.items() if end is not None}


def afterlives() -> pa.Table:
    """
    Of each unit after its end: which one it is now, or at least in which province it lies.

    One row for the time between two reorganisations; ``unit`` is null where there are several.
    """
    newest = Reorganisation.objects.exclude(applied_at=None).aggregate(
        newest=Max("effective_on")
    )["newest"]
    if newest is None:
        return AFTERLIFE.empty_table()
    stamp = Succession.objects.aggregate(newest=Max("pk"))["newest"]
    return _afterlives(newest, stamp, TerritoryVersion.objects.count())


@lru_cache(maxsize=4)
def _afterlives(newest: date, _newest: int | None, _versions: int) -> pa.Table:
    days = (*lens(Level.COMMUNE, newest).epochs, date(9999, 12, 31))
    ended = _ended()
    levels = dict(Territory.objects.values_list("pk", "level"))
    rows = []
    for epoch, (since, until) in enumerate(pairwise(days), start=1):
        found: dict[int, list[Target]] = defaultdict(list)
        for target in lens(Level.COMMUNE, since).targets:
            if target.epoch == epoch and ended.get(target.place, date.max) <= since:
                found[target.place].append(target)
        for place, targets in found.items():
            rows.append((place, since, until, *_one(targets, levels[place])))
    columns = zip(*rows, strict=True) if rows else [()] * len(AFTERLIFE)
    return pa.table(dict(zip(AFTERLIFE.names, columns, strict=True)), schema=AFTERLIFE)


def _one(targets: Sequence[Target], level: str) -> tuple[int | str | None, ...]:
    """The unit, its commune and its province, as far as there is only one of each."""
    (first, *others) = targets
    province = len({target.province_place for target in targets}) == 1
    whole = not others and first.is_known
    unit = first.province_place if level == Level.PROVINCE else first.commune_place
    return (
        unit if whole else None,
        first.commune if whole else None,
        first.province if province else None,
        first.province_place if province else None,
    )


def _steps(event: Reorganisation) -> dict[int, Shares]:
    """Where each unit that the event names goes, and how much of it."""
    rows: dict[int, list[tuple[int, float | None]]] = defaultdict(list)
    found = Succession.objects.filter(reorganisation=event)
    for row in found.exclude(kind=SuccessionKind.ABOLISHED):
        share = None if row.share is None else float(row.share)
        rows[row.predecessor_id].append((row.successor_id, share))
    return {place: _shared(heirs) for place, heirs in rows.items()}


def _shared(heirs: list[tuple[int, float | None]]) -> Shares:
    """By the shares if all are known and make a whole; else parts of unknown size."""
    if len(heirs) == 1:
        return {heirs[0][0]: 1.0}
    known = {unit: share for unit, share in heirs if share is not None}
    if len(known) == len(heirs) and abs(sum(known.values()) - 1) < 1e-6:
        return known
    return {unit: UNKNOWN for unit, _ in heirs}


def _followed(place: int, steps: Iterable[Mapping[int, Shares]]) -> Shares:
    shares: Shares = {place: 1.0}
    for step in steps:
        after: Shares = {}
        for unit, share in shares.items():
            for heir, part in step.get(unit, {unit: 1.0}).items():
                after[heir] = _sum(after.get(heir, 0.0), _product(share, part))
        shares = after
    return shares


def _product(one: float, other: float) -> float:
    return UNKNOWN if one < 0 or other < 0 else one * other


def _sum(one: float, other: float) -> float:
    return UNKNOWN if one < 0 or other < 0 else one + other


class _Units:
    """The units of a day, to which places are mapped."""

    def __init__(self, level: str, on: date) -> None:
        self.level = level
        rows = TerritoryVersion.objects.on(on)
        self.of = {row.territory_id: row for row in rows}

    def targets(self, place: int, epoch: int, shares: Shares) -> list[Target]:
        """The targets of one place; one, marked as unknown, when it cannot be shared out."""
        found: dict[tuple[int | None, int | None], float] = {}
        for unit, share in shares.items():
            key = self._commune(unit), self._province(unit)
            found[key] = _sum(found.get(key, 0.0), share)
        if len(found) == 1:
            found = dict.fromkeys(found, 1.0)
        if any(share < 0 for share in found.values()):
            provinces = {province for _, province in found}
            only = provinces.pop() if len(provinces) == 1 else None
            return [self._target(place, epoch, None, only, 1.0, is_known=False)]
        return [
            self._target(place, epoch, *key, share, is_known=key[1] is not None)
            for key, share in found.items()
        ]

    def _target(
        self,
        place: int,
        epoch: int,
        commune: int | None,
        province: int | None,
        share: float,
        *,
        is_known: bool,
    ) -> Target:
        return Target(
            place,
            epoch,
            share,
            is_known,
            self.of[commune].code if commune is not None else None,
            commune,
            self.of[province].code if province is not None else None,
            province,
        )

    def _commune(self, unit: int) -> int | None:
        here = self.of.get(unit)
        is_asked = self.level == Level.COMMUNE and here is not None
        return unit if is_asked and here and here.level == Level.COMMUNE else None

    def _province(self, unit: int | None) -> int | None:
        while unit is not None and unit in self.of:
            if self.of[unit].level == Level.PROVINCE:
                return unit
            unit = self.of[unit].parent_id
        return None


def _places(epochs: tuple[date, ...], epoch: int) -> list[int]:
    """The units that were there before the next reorganisation, or until an earlier one."""
    rows = TerritoryVersion.objects.exclude(level=Level.NATION)
    if epoch < len(epochs):
        rows = rows.filter(valid_from__lt=epochs[epoch])
    return sorted(set(rows.values_list("territory_id", flat=True)))
