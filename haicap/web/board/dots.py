"""The communes of a province as dots: where they lie, and whether luck explains a rate."""

from collections.abc import Sequence
from dataclasses import replace
from math import log10
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from haicap.measures.charts import maps, svg
from haicap.measures.noise import FUNNEL, NINETY_FIVE
from haicap.measures.noise import funnel as limits_of
from haicap.web.board import words
from haicap.web.board.counts import NOTHING, Parts
from haicap.web.board.links import Links
from haicap.web.board.units import Unit


class Placed(Protocol):
    """A commune with its numbers and its colour."""

    @property
    def unit(self) -> Unit: ...

    @property
    def parts(self) -> Parts: ...

    @property
    def rank(self) -> int | None: ...


def on_map(code: str, placed: Sequence[Placed], links: Links) -> SafeString:
    """The communes where they lie."""
    found = []
    for each in placed:
        unit = each.unit
        if unit.latitude is None or unit.longitude is None:
            continue
        x, y = maps.place(unit.latitude, unit.longitude)
        dot = svg.Dot(x, y, each.rank, links.commune(unit.code), _title(each))
        found.append(dot)
    title = _("Communes on the map, by share on time; the table has the same numbers")
    return province_map(code, found, name="dots", title=title)


def province_map(
    code: str,
    dots: Sequence[svg.Dot],
    pins: Sequence[svg.Pin] = (),
    *,
    name: str,
    title: str,
) -> SafeString:
    """Dots on the land of a province. A province of other days has no outline."""
    if code not in maps.outlines():
        return SafeString("")
    frame, islands = maps.frame_of(code), maps.islands_of(code)
    box, found, far = frame, [], None
    for dot in dots:
        if maps.holds(frame, dot.x, dot.y):
            found.append(dot)
        elif islands is not None and dot.x > frame.x + 2 * frame.width:
            far = dot  # an island near the coast stays where it is
        else:
            box = maps.with_place(box, dot.x, dot.y)
            found.append(dot)
    inset = None
    if islands is not None:
        at = maps.beside(frame, islands)
        box = maps.joined(box, at)
        moved = far and replace(far, x=at.x + at.width / 2, y=at.y + at.height / 2)
        inset = svg.Inset(maps.outlines()[code][maps.part_of(code)], islands, at, moved)
    land = maps.outlines()[code]["land"]
    drawn = svg.dot_map(land, found, box, inset, pins=pins, name=name, title=title)
    return mark_safe(drawn)  # noqa: S308


def _title(each: Placed) -> str:
    part = each.parts.get("on-time", NOTHING)
    share = part.value if part.denominator else None
    said = {
        "name": each.unit.name,
        "share": words.per_cent(share, 0),
        "count": words.amount(part.denominator),
    }
    return _("%(name)s: %(share)s of %(count)s") % said


def funnel(placed: Sequence[Placed], mean: float | None, links: Links) -> SafeString:
    """Shares against how many they are of; the wide end of the lines is what luck does."""
    known = [p for p in placed if (p.parts.get("on-time", NOTHING).denominator or 0) > 0]
    if mean is None or len(known) < 3:
        return SafeString("")
    most = max(p.parts["on-time"].denominator or 0 for p in known)
    reach = log10(max(most, 10)) * 1.02

    def across(count: float) -> float:
        return log10(max(count, 1)) / reach

    found = [
        svg.Dot(
            across(p.parts["on-time"].denominator or 0),
            p.parts["on-time"].value or 0,
            p.rank,
            links.commune(p.unit.code),
            _title(p),
        )
        for p in known
    ]
    ticks = [n for n in (1, 10, 100, 1000, 10_000, 100_000) if across(n) <= 1]
    marks = (
        [(across(n), words.amount(n)) for n in ticks],
        [(share / 4, words.per_cent(share / 4, 0)) for share in range(5)],
    )
    title = _("Share on time by the number of dossiers, with the limits of chance")
    drawn = svg.funnel_plot(found, _lines(mean, reach), marks, name="funnel", title=title)
    return mark_safe(drawn)  # noqa: S308


def _lines(mean: float, reach: float) -> list[svg.Limit]:
    places = [place / 40 for place in range(41)]
    lines = [svg.Limit([(0, mean), (1, mean)])]
    for z in (NINETY_FIVE, FUNNEL):
        for side in (0, 1):
            points = [(x, limits_of(mean, 10 ** (x * reach), z)[side]) for x in places]
            lines.append(svg.Limit(points, is_dashed=z == NINETY_FIVE))
    return lines
