"""
How far each place is from where it is served, on a day.

Since 1 July 2025 that is the centre or point of its commune (Decree 118/2025/NĐ-CP), or the
nearest of its province, because any of them receives for any. Before, the commune had a
counter of its own, at the point of the place, and the district had one for what the district
decided (Decree 61/2018/NĐ-CP): only the way to that of the district can be measured.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.measures.distance.ground import (
    PLACES_ON,
    TWO_LEVELS,
    Unit,
    Units,
    edition,
    heirs,
    units,
)
from haicap.measures.distance.sphere import Numbers, kilometres, matrix
from haicap.units.models import Level

NOWHERE: Final = (float("nan"), float("nan"))


@dataclass(frozen=True)
class Part:
    """A place, or the part of it that lies in one commune of the day."""

    place: Unit
    commune: Unit
    province: Unit
    share: float


@dataclass(frozen=True, eq=False)
class Reach:
    """
    The parts of a day, each with its distances in km; nan where they are not known.

    ``nearest`` is like ``own`` before two levels: nobody else received for the place.
    """

    units: Units
    parts: Sequence[Part]
    own: Numbers
    nearest: Numbers

    @property
    def has_centres(self) -> bool:
        """Whether centres of communes were there on the day, or counters of districts."""
        return self.units.day >= TWO_LEVELS


def on(day: date) -> Reach:
    """
    Measure all places on a day.

    :raises Invalid: before anything is known of units
    """
    stamp = edition()
    if not units(stamp, PLACES_ON).of or not units(stamp, day).of:
        raise Invalid("on", _("nothing is known of the units of that day"))
    return _on(stamp, day)


@lru_cache(maxsize=4)
def _on(stamp: UUID | None, day: date) -> Reach:
    today = units(stamp, day)
    parts = _parts(stamp, today)
    doubted = doubtful(stamp)
    here = _points([part.place for part in parts])
    here[[part.place.territory in doubted for part in parts]] = np.nan
    if day >= TWO_LEVELS:
        own, nearest = _to_centres(today, parts, here)
    else:
        districts = [today.of.get(part.place.parent or 0) for part in parts]
        own = nearest = kilometres(here, _points(districts))
    return Reach(today, parts, own, nearest)


def _parts(stamp: UUID | None, today: Units) -> list[Part]:
    """The places by province and commune, in the order of their names."""
    places = {u.territory: u for u in _places(stamp)}
    # On an earlier day the places were what they were on their last.
    passed = heirs(places, PLACES_ON, max(today.day, PLACES_ON))
    found = []
    for place, shares in passed.items():
        for unit, share in shares.items():
            province = today.of.get(today.province_of(unit) or 0)
            commune = today.of.get(unit)
            if commune is not None and province is not None:
                found.append(Part(places[place], commune, province, share))
    found.sort(key=lambda part: (part.place.code, part.commune.code))
    return found


def _places(stamp: UUID | None) -> list[Unit]:
    return [u for u in units(stamp, PLACES_ON).of.values() if u.level == Level.COMMUNE]


@lru_cache(maxsize=2)
def doubtful(stamp: UUID | None) -> frozenset[int]:
    """
    The places whose point, or that of every commune they became part of, is wrong.

    A point that is also that of another place, or of a district or province, is not trusted:
    where a place was not found, the source gave the point of something larger.
    """
    first = units(stamp, TWO_LEVELS)
    parts = _parts(stamp, first)
    far = kilometres(
        _points([part.place for part in parts]), _points([part.commune for part in parts])
    )
    limit = np.array([part.commune.reach_km for part in parts])
    at = Counter(unit.point for unit in units(stamp, PLACES_ON).of.values())
    sound = {
        part.place.territory
        for part, fits in zip(parts, far <= limit, strict=True)
        if fits and at[part.place.point] == 1
    }
    return frozenset({part.place.territory for part in parts} - sound)


def _to_centres(
    today: Units, parts: Sequence[Part], here: Numbers
) -> tuple[Numbers, Numbers]:
    has_seat = set(today.seats)
    own = kilometres(
        here,
        _points([p.commune if p.commune.territory in has_seat else None for p in parts]),
    )
    nearest = np.full(len(parts), np.nan)
    rows: dict[int, list[int]] = {}
    for row, part in enumerate(parts):
        rows.setdefault(part.province.territory, []).append(row)
    for province, inside in rows.items():
        seats = today.seats_of.get(province, [])
        if seats:
            there = _points([today.of[seat] for seat in seats])
            nearest[inside] = matrix(here[inside], there).min(axis=1)
    return own, nearest


def _points(of: Sequence[Unit | None]) -> Numbers:
    return np.array(
        [(unit.point or NOWHERE) if unit else NOWHERE for unit in of], dtype=float
    ).reshape(-1, 2)


def weights(parts: Sequence[Part]) -> tuple[Numbers, str]:
    """By people where the population of every place is known, else each place counts one."""
    share = np.array([part.share for part in parts])
    people = [part.place.population for part in parts]
    if people and all(each is not None for each in people):
        return share * np.array([each or 0 for each in people], dtype=float), "people"
    return share, "places"
