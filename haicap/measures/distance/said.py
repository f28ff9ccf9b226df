"""Reports and plans as plain data, the same for the command line, the API and the pages."""

from typing import Any

from haicap.measures.distance.ground import Unit
from haicap.measures.distance.planning import Plan, Suggestion
from haicap.measures.distance.report import LeftOut, Line, Report
from haicap.measures.distance.spread import LIMITS, Spread

Said = dict[str, Any]


def report(of: Report) -> Said:
    """What a report says; null is what is not known."""
    return {
        "on": of.on.isoformat(),
        "compare": of.compare.isoformat(),
        "distance": "straight-line",
        "weighted_by": of.weighted_by,
        "to": _to(of.has_centres),
        "compared_to": _to(of.had_centres),
        "seats_are_assumed": True,
        "total": line(of.total),
        "units": [line(each) for each in of.lines],
        "worst_communes": [line(each) for each in of.worst],
        "left_out": [_left_out(each) for each in of.left_out],
        "seats_not_placed": of.unplaced,
    }


def _to(has_centres: bool) -> str:
    return "centre-of-commune" if has_centres else "counter-of-district"


def line(of: Line) -> Said:
    """What is said of a unit."""
    return {
        **_unit(of.unit),
        "province": of.above and of.above.name,
        "now": spread(of.now),
        "nearest": spread(of.nearest),
        "before": spread(of.before),
        "more_km": _round(of.more),
        "left_out": of.left_out,
    }


def spread(of: Spread | None) -> Said | None:
    """What is said of distances."""
    if of is None:
        return None
    beyond = {f"beyond_{km}": _round(s) for km, s in zip(LIMITS, of.beyond, strict=True)}
    return {
        "weight": _round(of.weight),
        "mean_km": _round(of.mean),
        "median_km": _round(of.median),
        "p90_km": _round(of.p90),
        "most_km": _round(of.most),
        **beyond,
    }


def _left_out(of: LeftOut) -> Said:
    return {**_unit(of.place), "commune": of.commune.code, "why": of.why.value}


def plan(of: Plan) -> Said:
    """What a plan says."""
    return {
        "on": of.on.isoformat(),
        "province": _unit(of.province),
        "distance": "straight-line",
        "weighted_by": of.weighted_by,
        "points": of.points,
        "candidates": of.candidates,
        "is_proved_best": of.is_proved,
        "gap": round(of.gap, 6),
        "saved_km": _round(of.saved),
        "now": spread(of.now),
        "then": spread(of.then),
        "beyond_km": of.beyond,
        "beyond_now": _round(of.beyond_now),
        "beyond_then": _round(of.beyond_then),
        "suggestions": [suggestion(each) for each in of.suggestions],
    }


def suggestion(of: Suggestion) -> Said:
    """What is said of a suggested point."""
    return {
        **_unit(of.place),
        "latitude": of.place.latitude,
        "longitude": of.place.longitude,
        "commune": of.commune.code,
        "commune_name": of.commune.name,
        "km_now": _round(of.km),
        "places": of.places,
        "weight": _round(of.weight),
        "saved_km": _round(of.saved),
    }


def _unit(of: Unit) -> Said:
    return {"code": of.code, "name": of.name}


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
