"""Shapes of distances, and of plans for additional points."""

from datetime import date

from pydantic import Field

from haicap.web.api.schemas.base import Out


class Distances(Out):
    """How distances are spread over people or places; straight lines in km."""

    weight: float = Field(description="People or places: see weighted_by.")
    mean_km: float
    median_km: float
    p90_km: float = Field(description="Nine of ten are no farther.")
    most_km: float
    beyond_10: float = Field(description="The share that is farther than 10 km.")
    beyond_20: float
    beyond_30: float


class DistancesOf(Out):
    """A unit with its distances; null where nothing is known."""

    code: str = Field(examples=["14758"])
    name: str
    province: str | None
    now: Distances | None = Field(description="To the centre or point of the commune.")
    nearest: Distances | None = Field(description="To the nearest of the province.")
    before: Distances | None = Field(description="On the day compared.")
    more_km: float | None = Field(description="Now less before, on average.")
    left_out: int = Field(description="Places whose distance is not known.")


class LeftOutPlace(Out):
    """A former commune that is not counted."""

    code: str
    name: str
    commune: str = Field(description="Code of the commune it is part of.")
    why: str = Field(description="point or no-seat")


class DistanceReport(Out):
    """The distances of two days over the same places: the communes of 30 June 2025."""

    on: date
    compare: date
    distance: str = Field(examples=["straight-line"])
    weighted_by: str = Field(description="people or places")
    to: str = Field(description="centre-of-commune or counter-of-district")
    compared_to: str
    seats_are_assumed: bool = Field(description="A seat stands at its commune's point.")
    total: DistancesOf
    units: list[DistancesOf] = Field(
        description="Provinces, or communes; farthest first."
    )
    worst_communes: list[DistancesOf]
    left_out: list[LeftOutPlace]
    seats_not_placed: int


class PlaceName(Out):
    """A place by its code."""

    code: str
    name: str


class SuggestedPoint(PlaceName):
    """A former commune where a point would help."""

    latitude: float
    longitude: float
    commune: str
    commune_name: str
    km_now: float
    places: int = Field(description="So many places would go there.")
    weight: float
    saved_km: float


class PointPlan(Out):
    """Which additional points save most; the first saves most of them."""

    on: date
    province: PlaceName
    distance: str = Field(examples=["straight-line"])
    weighted_by: str
    points: int
    candidates: int
    is_proved_best: bool
    gap: float = Field(description="So much more another choice might save, of one.")
    saved_km: float = Field(description="Weight times kilometres.")
    now: Distances = Field(description="To the nearest of the province.")
    then: Distances
    beyond_km: float
    beyond_now: float
    beyond_then: float
    suggestions: list[SuggestedPoint]
