"""The maps of distances: provinces as squares, places as dots, suggested points as pins."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from haicap.measures.charts import maps, svg
from haicap.measures.charts.palette import Classes
from haicap.measures.distance.ground import Unit
from haicap.measures.distance.planning import Plan
from haicap.measures.distance.reach import Reach
from haicap.measures.distance.report import Line
from haicap.web.board import words
from haicap.web.board.dots import province_map

MEANS: Final = Classes((2.5, 3.5, 4.5, 5.5), more_is_good=False)  # km, of provinces
KILOMETRES: Final = Classes((3, 6, 10, 20), more_is_good=False)  # of places


def country(lines: Sequence[Line], links: Mapping[str, str]) -> SafeString:
    """The average of each province."""
    by_code = {line.unit.code: line for line in lines}
    tiles = []
    for place in maps.tiles():
        line = by_code.get(place.code)
        km = line.now.mean if line and line.now else None
        islands = maps.ISLAND_NAMES.get(place.label)
        if islands is not None or line is None:
            # Nobody knows how far their people are from the centre that serves them.
            tiles.append(
                svg.Tile(place.row, place.column, place.label, title=islands or "")
            )
            continue
        title = _("%(name)s: %(km)s km") % {"name": line.unit.name, "km": words.km(km)}
        tiles.append(
            svg.Tile(
                place.row, place.column, place.label, words.km(km), MEANS.of(km),
                links[place.code], title,
            )
        )  # fmt: skip
    title = _("Average distance by province; the table has the same numbers")
    return mark_safe(svg.tile_map(tiles, name="map-distance", title=title))  # noqa: S308


def province(here: Unit, measured: Reach, plan: Plan | None) -> SafeString:
    """The places of a province by how far they are, and the points that would help."""
    found = []
    for part, km in zip(measured.parts, measured.own, strict=True):
        point = part.place.point
        is_here = part.province.territory == here.territory
        if not is_here or point is None or not np.isfinite(km):
            continue
        # Named where it is far: hundreds of names would make the page heavy.
        rank = KILOMETRES.of(float(km))
        said = {"name": part.place.name, "km": words.km(float(km))}
        title = _("%(name)s: %(km)s km") % said if rank is not None and rank <= 2 else ""
        found.append(svg.Dot(*maps.place(*point), rank, title=title))
    pins = []
    for rank, each in enumerate(plan.suggestions if plan else (), start=1):
        if each.place.point is not None:
            x, y = maps.place(*each.place.point)
            pins.append(svg.Pin(x, y, str(rank), each.place.name))
    title = _("Places by their distance, and the suggested points; the tables name them")
    return province_map(here.code, found, pins, name="dots", title=title)


def legend(classes: Classes) -> SafeString:
    """The limits of the colours in km, the farthest first."""
    a, b, c, d = (words.amount(limit) for limit in classes.limits)
    limits = [f"≥{d}", f"{c}–{d}", f"{b}–{c}", f"{a}–{b}", f"<{a}"]
    return mark_safe(svg.legend(limits))  # noqa: S308
