"""The maps of the board, from numbers to drawings; each says its limits in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from haicap.measures.charts import maps, svg
from haicap.measures.charts.palette import Classes, around
from haicap.measures.measure import Measure
from haicap.measures.registry import measure as measure_of
from haicap.web.board import words
from haicap.web.board.counts import Parts, share_of
from haicap.web.board.links import Links
from haicap.web.board.units import Unit


class HasNumbers(Protocol):
    """A unit with its numbers."""

    @property
    def unit(self) -> Unit: ...

    @property
    def parts(self) -> Parts: ...


@dataclass(frozen=True)
class Drawing:
    """A chart, the words of its classes, and who is to be credited."""

    chart: SafeString
    legend: SafeString
    credit: str = ""


def country(
    form: str, league: Iterable[HasNumbers], total: Parts, links: Links
) -> Drawing:
    """The share on time of each province, as squares or as land."""
    return of_measure("on-time", form, league, total, links)


def of_measure(
    name: str, form: str, league: Iterable[HasNumbers], total: Parts, links: Links
) -> Drawing:
    """A share of each province against that of the country."""
    of, mean = measure_of(name), share_of(total, name)
    classes = _classes(of, mean)
    places = {placed.unit.code: placed for placed in league if not placed.unit.is_former}
    title = _("%(measure)s by province; the table has the same numbers") % {
        "measure": of.title
    }
    if form == "land":
        shapes, chart = _shapes(name, places, classes, links), svg.choropleth
        insets = [box for _code, box in maps.ISLANDS.values()]
        drawn = chart(shapes, maps.COUNTRY, insets, name=f"map-{name}", title=title)
        return Drawing(_safe(drawn), _legend(classes), str(maps.CREDIT))
    tiles = _tiles(name, places, classes, links)
    return Drawing(
        _safe(svg.tile_map(tiles, name=f"map-{name}", title=title)), _legend(classes)
    )


def _classes(of: Measure, mean: float | None) -> Classes | None:
    return None if mean is None else Classes(around(mean), of.good != "less")


def _rank(classes: Classes | None, placed: HasNumbers | None, name: str) -> int | None:
    """The class of its share; none where there is too little to judge."""
    part = placed.parts.get(name) if placed else None
    if classes is None or part is None or part.is_few:
        return None
    return classes.of(part.value)


def _said(unit: Unit, share: float | None) -> str:
    return f"{unit.name}: {words.per_cent(share)}"


def _tiles(
    name: str, places: Mapping[str, HasNumbers], classes: Classes | None, links: Links
) -> list[svg.Tile]:
    found = []
    for place in maps.tiles():
        placed = places.get(place.code)
        share = share_of(placed.parts, name) if placed else None
        is_island = place.label in maps.ISLAND_NAMES
        found.append(
            svg.Tile(
                place.row,
                place.column,
                place.label,
                "" if is_island else words.bare(share),
                _rank(classes, placed, name),
                links.province(place.code) if placed and not is_island else "",
                _tile_title(placed, share, place),
            )
        )
    return found


def _tile_title(
    placed: HasNumbers | None, share: float | None, place: maps.TilePlace
) -> str:
    islands = maps.ISLAND_NAMES.get(place.label)
    if islands:
        return f"{islands} ({placed.unit.short})" if placed else islands
    return _said(placed.unit, share) if placed else place.label


def _shapes(
    name: str, places: Mapping[str, HasNumbers], classes: Classes | None, links: Links
) -> list[svg.Shape]:
    found = []
    for code, parts in maps.outlines().items():
        placed = places.get(code)
        share = share_of(placed.parts, name) if placed else None
        found.append(
            svg.Shape(
                "".join(parts.values()),
                _rank(classes, placed, name),
                links.province(code) if placed else "",
                _said(placed.unit, share) if placed else code,
            )
        )
    return found


def _legend(classes: Classes | None) -> SafeString:
    """The limits of the colours, from bad to good."""
    if classes is None:
        return SafeString("")
    a, b, c, d = (words.short(limit) for limit in classes.limits)
    said: Sequence[str] = [f"<{a}", f"{a}–{b}", f"{b}–{c}", f"{c}–{d}", f"≥{d}"]
    return _safe(svg.legend(said if classes.more_is_good else said[::-1]))


def _safe(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308
