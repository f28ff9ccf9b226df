"""
Charts: pure functions from data to a string of SVG.

Colours are attributes and not styles, so that a chart needs no style sheet: a page with a
strict policy, a report and a mail show the same. Charts with links are groups with a title;
those inside a row of a table are hidden from screen readers, the row says the number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from haicap.measures.charts.palette import (
    BRAND,
    FAINT,
    INK,
    LINE,
    MIDDLE,
    ON_RAMP,
    PAPER,
    RAMP,
)

HIDDEN = 'aria-hidden="true" focusable="false"'
SIDE = 40  # of a tile


@dataclass(frozen=True)
class Tile:
    """A square of a tile map: where it stands, what is in it, which class it has."""

    row: int
    column: int
    label: str
    value: str = ""
    rank: int | None = None  # into the ramp; None where nothing is known
    href: str = ""
    title: str = ""


@dataclass(frozen=True)
class Shape:
    """An area of a map."""

    path: str
    rank: int | None = None
    href: str = ""
    title: str = ""


@dataclass(frozen=True)
class Box:
    """A part of a drawing: what a map shows, or an inset in it with its caption."""

    x: float
    y: float
    width: float
    height: float
    caption: str = ""

    @property
    def view(self) -> str:
        """As SVG wants it."""
        return f"{_brief(self.x)} {_brief(self.y)} {_brief(self.width)} {_brief(self.height)}"


@dataclass(frozen=True)
class Dot:
    """A point of a map or of a funnel; hollow where there is too little to judge."""

    x: float
    y: float
    rank: int | None = None
    href: str = ""
    title: str = ""


@dataclass(frozen=True)
class Pin:
    """A numbered mark on a map, above the dots."""

    x: float
    y: float
    label: str
    title: str = ""


def standalone(drawn: str) -> str:
    """Make a chart a file of its own; inside a page it needs no namespace."""
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def tile_map(tiles: Sequence[Tile], *, name: str, title: str) -> str:
    """Draw equal squares for unequal provinces; ``name`` makes the ids of the chart."""
    columns = max((tile.column for tile in tiles), default=0) + 1
    rows = max((tile.row for tile in tiles), default=0) + 1
    body = "".join(_linked(tile, _tile(tile)) for tile in tiles)
    box = Box(0, 0, columns * SIDE, rows * SIDE)
    return _group(box, name, title, f'<g font-size="11" text-anchor="middle">{body}</g>')


def _tile(tile: Tile) -> str:
    fill, ink = _colours(tile.rank)
    x, y = tile.column * SIDE + 1, tile.row * SIDE + 1
    dash = "" if tile.rank is not None else f' stroke="{LINE}" stroke-dasharray="3 2"'
    low = tile.value == ""
    return (
        f'<g transform="translate({x} {y})" fill="{ink}">{_own_title(tile)}'
        f'<rect width="38" height="38" rx="2" fill="{fill}"{dash}/>'
        f'<text x="19" y="{23 if low else 15}">{escape(tile.label)}</text>'
        + (
            ""
            if low
            else f'<text x="19" y="30" font-weight="600">{escape(tile.value)}</text>'
        )
        + "</g>"
    )


def choropleth(
    shapes: Sequence[Shape], box: Box, insets: Sequence[Box], *, name: str, title: str
) -> str:
    """Draw areas, each in the colour of its class, and boxes around what lies elsewhere."""
    body = "".join(_linked(shape, _shape(shape)) for shape in shapes)
    return _group(box, name, title, _insets(insets) + body)


def _shape(shape: Shape) -> str:
    fill, _ink = _colours(shape.rank)
    return (
        f'<path fill="{fill}" stroke="{LINE}" stroke-width=".6" d="{escape(shape.path)}">'
        f"{_own_title(shape)}</path>"
    )


def _insets(insets: Iterable[Box]) -> str:
    return "".join(
        f'<rect x="{_brief(box.x)}" y="{_brief(box.y)}" width="{_brief(box.width)}"'
        f' height="{_brief(box.height)}" rx="3" fill="none" stroke="{LINE}"'
        ' stroke-width=".8"/>'
        f'<text x="{_brief(box.x + box.width / 2)}" y="{_brief(box.y + box.height - 5)}"'
        f' font-size="10" text-anchor="middle" fill="{INK}">{escape(box.caption)}</text>'
        for box in insets
    )


@dataclass(frozen=True)
class Inset:
    """A piece of a drawing, moved and made to fit: islands far out at sea."""

    path: str
    shows: Box
    place: Box
    dot: Dot | None = None


def dot_map(
    outline: str,
    dots: Sequence[Dot],
    box: Box,
    inset: Inset | None = None,
    *,
    pins: Sequence[Pin] = (),
    name: str,
    title: str,
) -> str:
    """Draw the outline of a province and a dot for each commune, the worst on top; pins last."""
    unit = max(box.width, box.height) / 100
    ground = (
        f'<path d="{escape(outline)}" fill="{PAPER}" stroke="{LINE}"'
        f' stroke-width="{_brief(unit * 0.3)}"/>'
    )
    if inset is not None:
        ground += _inset(inset, unit)
        if inset.dot is not None:
            dots = [*dots, inset.dot]
    order = sorted(dots, key=lambda dot: -_weight(dot.rank))
    body = "".join(_linked(dot, _dot(dot, unit * 1.3)) for dot in order)
    body += "".join(_pin(pin, unit * 2.4) for pin in pins)
    return _group(box, name, title, ground + body)


def _pin(pin: Pin, radius: float) -> str:
    x, y, size = _brief(pin.x), _brief(pin.y), _brief(radius)
    return (
        f'<g font-size="{_brief(radius * 1.4)}" font-weight="700" text-anchor="middle">'
        f'{_title(pin.title)}<circle cx="{x}" cy="{y}" r="{size}" fill="{PAPER}" stroke="{INK}"'
        f' stroke-width="{_brief(radius / 4)}"/><text x="{x}" fill="{INK}"'
        f' y="{_brief(pin.y + radius * 0.5)}">{escape(pin.label)}</text></g>'
    )


def _inset(inset: Inset, unit: float) -> str:
    at = inset.place
    size = f'x="{_brief(at.x)}" y="{_brief(at.y)}" width="{_brief(at.width)}" height="{_brief(at.height)}"'
    return (
        f'<rect {size} fill="none" stroke="{LINE}" stroke-width="{_brief(unit * 0.3)}"/>'
        f'<svg {size} viewBox="{inset.shows.view}"><path d="{escape(inset.path)}"'
        f' fill="{PAPER}" stroke="{LINE}"/></svg>'
        f'<text x="{_brief(at.x + at.width / 2)}" y="{_brief(at.y + at.height - unit)}"'
        f' font-size="{_brief(unit * 4)}" text-anchor="middle" fill="{INK}">'
        f"{escape(inset.shows.caption)}</text>"
    )


def _weight(rank: int | None) -> int:
    """What must not be hidden comes last: the bad, then the good; the unknown first."""
    if rank is None:
        return 99
    return rank if rank < MIDDLE else 20 - rank


def _dot(dot: Dot, radius: float) -> str:
    fill, stroke = (
        (PAPER, LINE)
        if dot.rank is None
        else (RAMP[dot.rank], INK if dot.title else LINE)
    )
    return (
        f'<circle cx="{_brief(dot.x)}" cy="{_brief(dot.y)}" r="{_brief(radius)}" fill="{fill}"'
        f' stroke="{stroke}" stroke-width="{_brief(radius / 5)}">{_own_title(dot)}</circle>'
    )


def bullet(
    share: float | None,
    *,
    rank: int | None,
    target: float | None = None,
    interval: tuple[float, float] | None = None,
) -> str:
    """
    Draw a share as a bar from nought to one, a tick where the target is.

    The thin line is the interval in which the true share may lie. The bar is hollow without
    a rank: there is too little to judge; and grey in the middle: it may be chance.
    """
    if share is None:
        return ""
    far = 150
    parts = [f'<rect y="5" width="{far}" height="8" fill="{FAINT}" fill-opacity=".45"/>']
    fill = PAPER if rank is None else LINE if rank == MIDDLE else RAMP[rank]
    edge = f' stroke="{LINE}"' if rank is None else ""
    bar = f'<rect y="5" width="{_brief(share * far)}" height="8" fill="{fill}"{edge}/>'
    parts.append(bar)
    if interval is not None:
        low, high = (each * far for each in interval)
        parts.append(
            f'<path d="M{_brief(low)} 9H{_brief(high)}M{_brief(low)} 6v6M{_brief(high)} 6v6"'
            f' stroke="{INK}" stroke-width="1.2"/>'
        )
    if target is not None:
        parts.append(
            f'<path d="M{_brief(target * far)} 0v18" stroke="{INK}" stroke-width="2"/>'
        )
    return f'<svg width="{far + 2}" height="18" {HIDDEN}>{"".join(parts)}</svg>'


def amount_bar(amount: float, most: float) -> str:
    """Draw an amount as a bar, the longest for the most."""
    if most <= 0:
        return ""
    length = _brief(120 * amount / most)
    return (
        f'<svg width="120" height="18" {HIDDEN}>'
        f'<rect y="5" width="{length}" height="8" fill="{RAMP[0]}"/></svg>'
    )


def sparkline(values: Sequence[float | None], *, target: float | None = None) -> str:
    """Draw how something went; nothing known is a gap, the last value a dot."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    marks = [*known, *([] if target is None else [target])]
    low, high = min(marks), max(marks)
    reach = (high - low) or 1.0
    step = 84 / (len(values) - 1)

    def y(value: float) -> str:
        return _brief(16 - 13 * (value - low) / reach)

    path, pen = [], "M"
    for place, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        path.append(f"{pen}{_brief(2 + place * step)} {y(value)}")
        pen = "L"
    last = max(place for place, value in enumerate(values) if value is not None)
    line = ""
    if target is not None:
        line = f'<path d="M2 {y(target)}H86" stroke="{LINE}" stroke-dasharray="2 2"/>'
    return (
        f'<svg width="90" height="18" {HIDDEN}>{line}'
        f'<path d="{"".join(path)}" fill="none" stroke="{BRAND}" stroke-width="1.5"/>'
        f'<circle cx="{_brief(2 + last * step)}" cy="{y(values[last] or 0)}" r="2"'
        f' fill="{BRAND}"/></svg>'
    )


@dataclass(frozen=True)
class Limit:
    """A line of a funnel: shares by the number of dossiers, and how it is drawn."""

    points: Sequence[tuple[float, float]]
    is_dashed: bool = False


def funnel_plot(
    dots: Sequence[Dot],
    limits: Sequence[Limit],
    marks: tuple[Sequence[tuple[float, str]], Sequence[tuple[float, str]]],
    *,
    name: str,
    title: str,
) -> str:
    """
    Draw shares against how many they are of; inside the lines is what luck does.

    All places are fractions of the plot; ``marks`` are those on the two axes, with words.
    """
    wide, high, left, top = 400, 240, 40, 8

    def at(x: float, y: float) -> tuple[float, float]:
        return left + x * wide, top + (1 - y) * high

    lines = ""
    for limit in limits:
        path = "L".join(" ".join(map(_brief, at(x, y))) for x, y in limit.points)
        dash = ' stroke-dasharray="4 3"' if limit.is_dashed else ""
        lines += f'<path d="M{path}" fill="none" stroke="{LINE}"{dash}/>'
    across, up = marks
    words = "".join(
        f'<text x="{_brief(left + x * wide)}" y="{top + high + 16}" text-anchor="middle">'
        f"{escape(said)}</text>"
        for x, said in across
    )
    words += "".join(
        f'<text x="{left - 6}" y="{_brief(top + (1 - y) * high + 4)}" text-anchor="end">'
        f"{escape(said)}</text>"
        for y, said in up
    )
    frame = f'<path d="M{left} {top}v{high}h{wide}" fill="none" stroke="{INK}"/>'
    body = ""
    for dot in dots:
        x, y = at(dot.x, dot.y)
        body += _linked(dot, _dot(replace(dot, x=x, y=y), 4))
    box = Box(0, 0, left + wide + 20, top + high + 22)
    text = f'<g font-size="11" fill="{INK}">{words}</g>'
    return _group(box, name, title, frame + lines + text + body)


def legend(limits: Sequence[str]) -> str:
    """Draw the five colours in their order, each with its words."""
    parts = "".join(
        f'<rect x="{place * 48}" width="46" height="8" fill="{RAMP[place]}"/>'
        f'<text x="{place * 48 + 23}" y="20">{escape(said)}</text>'
        for place, said in enumerate(limits)
    )
    return (
        f'<svg viewBox="0 0 240 24" width="240" {HIDDEN}>'
        f'<g font-size="11" text-anchor="middle" fill="{INK}">{parts}</g></svg>'
    )


def _group(box: Box, name: str, title: str, body: str) -> str:
    ident = escape(name)
    return (
        f'<svg viewBox="{box.view}" width="{_brief(box.width)}" height="{_brief(box.height)}"'
        f' role="group" aria-labelledby="{ident}">'
        f'<title id="{ident}">{escape(title)}</title>{body}</svg>'
    )


Mark = Tile | Shape | Dot


def _linked(mark: Mark, body: str) -> str:
    """A link has the title itself, so that it is also what the link is called."""
    if not mark.href:
        return body
    return f'<a href="{escape(mark.href)}">{_title(mark.title)}{body}</a>'


def _own_title(mark: Mark) -> str:
    return "" if mark.href else _title(mark.title)


def _title(said: str) -> str:
    return f"<title>{escape(said)}</title>" if said else ""


def _colours(rank: int | None) -> tuple[str, str]:
    return (PAPER, INK) if rank is None else (RAMP[rank], ON_RAMP[rank])


def _brief(number: float) -> str:
    """A number as short as it can be said."""
    return f"{number:.1f}".removesuffix(".0")
