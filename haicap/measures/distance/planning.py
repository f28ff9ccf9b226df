"""
Which additional points would help a province most.

A point may stand at the point of any place (the seat of a former commune), and whoever it is
nearest to goes there: any centre or point of a province receives for any agency of it
(Decree 118/2025/NĐ-CP). What counts is the nearest seat, and not that of one's own commune.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from haicap.common.errors import Invalid
from haicap.measures.distance import median, reach
from haicap.measures.distance.ground import TWO_LEVELS, Unit, edition
from haicap.measures.distance.reach import Part, weights
from haicap.measures.distance.report import province_of
from haicap.measures.distance.sphere import Numbers, matrix
from haicap.measures.distance.spread import Spread, share_beyond, spread

BEYOND: Final = 10.0
FARTHEST: Final = 1000.0


class TooManyPoints(Invalid):
    """More points than there are places where one would help."""

    code = "measures.too-many-points"
    message = _("points: at most %(most)s, for so many places would come nearer.")

    def __init__(self, most: int) -> None:
        super().__init__("points", "", most=most)


@dataclass(frozen=True)
class Suggestion:
    """A place for a point: how far it is today, whom it serves, what that saves."""

    place: Unit
    commune: Unit
    km: float
    places: int
    weight: float
    saved: float


@dataclass(frozen=True)
class Plan:
    """
    The points that help most, and what they change; the one that saves most first.

    ``saved`` is weight times kilometres, ``gap`` how much more another choice might save.
    """

    on: date
    province: Unit
    points: int
    beyond: float
    candidates: int
    weighted_by: str
    now: Spread
    then: Spread
    beyond_now: float
    beyond_then: float
    saved: float
    gap: float
    is_proved: bool
    suggestions: Sequence[Suggestion]


def plan(
    code: str,
    on: date,
    points: int,
    *,
    beyond: float = BEYOND,
    seconds: float = median.SECONDS,
) -> Plan:
    """
    Choose the best places for so many additional points in a province.

    :raises NoTerritory: if there is no such province on the day
    :raises Invalid: naming what cannot be: a day before there were centres, no points
    :raises TooManyPoints: if there are not so many places that a point would help
    """
    if points < 1:
        raise Invalid("points", _("at least one point"))
    if not 0 < beyond <= FARTHEST:
        raise Invalid("beyond", _("a distance in km, above 0 and up to 1000"))
    here = province_of(code, on)
    if on < TWO_LEVELS:
        raise Invalid("on", _("there are no centres before 1 July 2025"))
    return _made(edition(), on, here, points, beyond, seconds)


@dataclass(frozen=True, eq=False)
class _Places:
    """The places of a province that can be measured."""

    parts: list[Part]
    now: Numbers
    weight: Numbers
    weighted_by: str

    @property
    def points(self) -> Numbers:
        return np.array([part.place.point for part in self.parts], dtype=float)


@lru_cache(maxsize=80)
def _made(
    _edition: UUID | None,
    on: date,
    inside: int,
    points: int,
    beyond: float,
    seconds: float,
) -> Plan:
    everywhere = reach.on(on)
    places = _of_province(everywhere, inside)
    # Where a seat is already, a point helps nobody.
    candidates = np.flatnonzero(places.now > median.MILLIMETRE)
    if points > len(candidates):
        raise TooManyPoints(len(candidates))
    offers = matrix(places.points, places.points[candidates])
    choice = median.choose(places.now, offers, places.weight, points, seconds)
    near = offers[:, list(choice.chosen)].min(axis=1, initial=np.inf)
    then = np.minimum(places.now, near)
    return Plan(
        on=on,
        province=everywhere.units.of[inside],
        points=points,
        beyond=beyond,
        candidates=len(candidates),
        weighted_by=places.weighted_by,
        now=_spread(places.now, places),
        then=_spread(then, places),
        beyond_now=share_beyond(places.now, places.weight, beyond),
        beyond_then=share_beyond(then, places.weight, beyond),
        saved=choice.saved,
        gap=choice.gap,
        is_proved=choice.is_proved,
        suggestions=_suggestions(places, candidates, offers, choice.chosen),
    )


def _spread(km: Numbers, places: _Places) -> Spread:
    found = spread(km, places.weight)
    assert found is not None  # there are candidates, so there are places
    return found


def _of_province(everywhere: reach.Reach, inside: int) -> _Places:
    """Its places, each once: parts of one that was split are put together again."""
    weight, weighted_by = weights(everywhere.parts)
    rows: dict[int, int] = {}
    sums: dict[int, float] = {}
    for row, part in enumerate(everywhere.parts):
        if part.province.territory != inside or not np.isfinite(everywhere.nearest[row]):
            continue
        place = part.place.territory
        rows.setdefault(place, row)
        sums[place] = sums.get(place, 0.0) + float(weight[row])
    return _Places(
        [everywhere.parts[row] for row in rows.values()],
        everywhere.nearest[list(rows.values())],
        np.array(list(sums.values())),
        weighted_by,
    )


def _suggestions(
    places: _Places, candidates: NDArray[np.intp], offers: Numbers, chosen: Sequence[int]
) -> list[Suggestion]:
    if not chosen:
        return []
    # Each place goes to the nearest of those chosen, if that is nearer than what it has.
    near = offers[:, list(chosen)]
    goes = near.argmin(axis=1)
    gain = places.now - near.min(axis=1)
    found = []
    for index, candidate in enumerate(chosen):
        row = int(candidates[candidate])
        part = places.parts[row]
        served = (goes == index) & (gain > median.MILLIMETRE)
        found.append(
            Suggestion(
                part.place,
                part.commune,
                float(places.now[row]),
                int(served.sum()),
                float(places.weight[served].sum()),
                float((gain * places.weight)[served].sum()),
            )
        )
    return sorted(found, key=lambda each: (-each.saved, each.place.code))
