"""Distances on two days: of the country by province, of a province by commune."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.measures.distance import reach
from haicap.measures.distance.ground import PLACES_ON, Unit, edition
from haicap.measures.distance.reach import Part, Reach, weights
from haicap.measures.distance.sphere import Numbers
from haicap.measures.distance.spread import Spread, spread
from haicap.units import find
from haicap.units.models import Level

WORST: Final = 12
BEFORE: Final = PLACES_ON
CODE_LENGTH: Final = 2  # of provinces (Decision 19/2025/QĐ-TTg)


class Why(StrEnum):
    """Why a place is left out."""

    POINT = "point"  # its point or that of its commune cannot be right, or is that of several units
    NO_SEAT = "no-seat"  # its commune has no centre, or nobody knows where


@dataclass(frozen=True)
class Line:
    """A unit with its distances: to its own seat now, to the nearest, and to that before."""

    unit: Unit
    above: Unit | None
    now: Spread | None
    nearest: Spread | None
    before: Spread | None
    left_out: int

    @property
    def more(self) -> float | None:
        """By how many km the way is longer on average than before; below zero: shorter."""
        if self.now is None or self.before is None:
            return None
        return self.now.mean - self.before.mean


@dataclass(frozen=True)
class LeftOut:
    """A place that is not counted."""

    place: Unit
    commune: Unit
    why: Why


@dataclass(frozen=True)
class Report:
    """
    The distances of a day beside those of another, over the same places.

    ``has_centres`` and ``had_centres`` tell whether there were centres on the two days, or
    counters of districts. ``unplaced`` counts branches and points whose seat nobody knows.
    """

    on: date
    compare: date
    has_centres: bool
    had_centres: bool
    weighted_by: str  # people, or places
    total: Line
    lines: Sequence[
        Line
    ]  # provinces, or the communes of the province; the farthest first
    worst: Sequence[Line]  # the farthest communes of the country
    left_out: Sequence[LeftOut]
    unplaced: int


def country(on: date, compare: date = BEFORE) -> Report:
    """
    Compare the country on two days, province by province.

    :raises Invalid: if nothing is known of the units of a day
    """
    return _made(edition(), on, compare, None)


def province(code: str, on: date, compare: date = BEFORE) -> Report:
    """
    Compare a province on two days, commune by commune.

    :raises NoTerritory: if there is no such province on the day ``on``
    :raises Invalid: if nothing is known of the units of a day
    """
    here = province_of(code, on)
    return _made(edition(), on, compare, here)


def province_of(code: str, on: date) -> int:
    """
    Find the province of a code on a day.

    :raises NoTerritory: if there is none; names the nearest
    :raises Invalid: if nothing is known of the units of the day, or no province has such a code
    """
    if len(code.strip()) != CODE_LENGTH:
        raise Invalid("province", _("write the two digits of a province, such as 38"))
    reach.on(on)
    return find.by_code(code, on, Level.PROVINCE).territory_id


@lru_cache(maxsize=80)
def _made(_edition: UUID | None, on: date, compare: date, inside: int | None) -> Report:
    now = reach.on(on)
    try:
        then = reach.on(compare)
    except Invalid as early:
        rule = early.details["rule"]
        raise Invalid("compare", rule) from early
    counting = Counting(now, then)
    rows = counting.rows(lambda part: inside in (None, part.province.territory))
    if inside is None:
        lines = counting.lines(rows, lambda part: (part.province, None))
        worst = counting.lines(counting.farthest(rows), _commune)
    else:
        lines, worst = counting.lines(rows, _commune), []
    whole = now.units.of[inside] if inside else _nation(now)
    unplaced = now.units.unplaced
    return Report(
        on=on,
        compare=compare,
        has_centres=now.has_centres,
        had_centres=then.has_centres,
        weighted_by=counting.weighted_by,
        total=counting.line(whole, None, rows),
        lines=lines,
        worst=worst,
        left_out=counting.left_out(rows),
        unplaced=_hidden(unplaced, inside) if now.has_centres else 0,
    )


def _hidden(unplaced: Mapping[int, int], inside: int | None) -> int:
    # One of each province is its own centre, which nobody lives at.
    return sum(n - 1 for place, n in unplaced.items() if inside in (None, place))


def _nation(now: Reach) -> Unit:
    return next(u for u in now.units.of.values() if u.level == Level.NATION)


Grouping = Callable[[Part], tuple[Unit, Unit | None]]


def _commune(part: Part) -> tuple[Unit, Unit | None]:
    return part.commune, part.province


class Counting:
    """The parts of a day with their distances on it, and on another."""

    def __init__(self, now: Reach, then: Reach) -> None:
        self.parts = now.parts
        self.own, self.nearest = now.own, now.nearest
        self.before = _of_places(then, self.parts)
        self.weight, self.weighted_by = weights(self.parts)
        known = np.isfinite(self.own) & np.isfinite(self.nearest)
        self.is_known = known & np.isfinite(self.before)

    def rows(self, wanted: Callable[[Part], bool]) -> list[int]:
        """Say which parts are asked for."""
        return [row for row, part in enumerate(self.parts) if wanted(part)]

    def lines(self, rows: Iterable[int], by: Grouping) -> list[Line]:
        """Group the parts; the farthest on average first, what is not known last."""
        groups: dict[int, tuple[Unit, Unit | None, list[int]]] = {}
        for row in rows:
            unit, above = by(self.parts[row])
            groups.setdefault(unit.territory, (unit, above, []))[2].append(row)
        found = [self.line(*group) for group in groups.values()]
        return sorted(
            found, key=lambda line: (-line.now.mean if line.now else 1.0, line.unit.code)
        )

    def farthest(self, rows: Sequence[int]) -> list[int]:
        """Choose the parts of the communes that are farthest on average."""
        sums: dict[int, tuple[float, float]] = {}
        for row in rows:
            if self.is_known[row]:
                commune = self.parts[row].commune.territory
                km, weight = sums.get(commune, (0.0, 0.0))
                own = float(self.weight[row])
                sums[commune] = km + own * float(self.own[row]), weight + own
        means = {commune: km / weight for commune, (km, weight) in sums.items() if weight}
        worst = set(sorted(means, key=lambda commune: -means[commune])[:WORST])
        return [row for row in rows if self.parts[row].commune.territory in worst]

    def line(self, unit: Unit, above: Unit | None, rows: Sequence[int]) -> Line:
        """Count some parts together, for a unit."""
        known = np.array([row for row in rows if self.is_known[row]], dtype=int)
        weight = self.weight[known]
        return Line(
            unit,
            above,
            spread(self.own[known], weight),
            spread(self.nearest[known], weight),
            spread(self.before[known], weight),
            len({self.parts[row].place for row in rows if not self.is_known[row]}),
        )

    def left_out(self, rows: Iterable[int]) -> list[LeftOut]:
        """Name the places that are not counted, and why."""
        doubted = reach.doubtful(edition())
        found: dict[Unit, LeftOut] = {}
        for row in rows:
            part = self.parts[row]
            if not self.is_known[row]:
                why = Why.POINT if part.place.territory in doubted else Why.NO_SEAT
                found.setdefault(part.place, LeftOut(part.place, part.commune, why))
        return list(found.values())


def _of_places(then: Reach, parts: Sequence[Part]) -> Numbers:
    """Give the distance of each part's place on another day, over its parts of that day."""
    found: dict[int, float] = {}
    for part, km in zip(then.parts, then.own, strict=True):
        place = part.place.territory
        found[place] = found.get(place, 0.0) + part.share * float(km)
    return np.array([found.get(part.place.territory, np.nan) for part in parts])
