"""
Draws docs/architecture.svg: the floors as pyproject.toml orders them, the arrows as imported.

    python -m scripts.picture

Each room is a row. Below it runs a line on which a dot says: the room of this row imports
that one. Nothing is drawn by hand, so the picture cannot tell what the code does not do.
"""

import tomllib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import grimp

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "docs" / "architecture.svg"

# What each room is for, in the fewest words. A test holds it complete.
WORDS: Final = {
    "config": "settings, roles, who follows which fact",
    "cli": "the command haicap",
    "web": "the faces: pages and the API",
    "drills": "a nation's simulated traffic, in bulk",
    "measures": "the lake, measures, declared figures",
    "printing": "papers about dossiers, printed and verified",
    "dossiers": "one request, from submission to result",
    "duties": "the six clears, worklists",
    "competence": "who decides what, where, since when",
    "standards": "which class a unit is of, what it must have",
    "procedures": "the national catalogue and its versions",
    "law": "legal documents and their clauses",
    "signatures": "certificates, signing and checking PDFs",
    "specimens": "how seals and signatures look",
    "papers": "files stored by content, typesetting",
    "villages": "villages and residential groups through time",
    "accounts": "people, posts, tokens",
    "units": "territories and agencies through time",
    "workdays": "calendars and due dates",
    "journal": "facts, seals, followers",
    "common": "refusals, text, periods",
}

WIDTH: Final = 900
ROW: Final = 46
TOP: Final = 64
LEFT: Final = 16
BOX: Final = 430
LANE: Final = 33
FIRST_LANE: Final = LEFT + BOX + 40

INK, SOFT, LINE, PAPER, FILL = "#16202a", "#4f5b67", "#9aa5b1", "#ffffff", "#eef3f8"

Arrows = set[tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """Where a room stands: its row from above, and its lane from the left."""

    row: int
    lane: int

    @property
    def top(self) -> int:
        return TOP + self.row * ROW

    @property
    def x(self) -> int:
        return FIRST_LANE + self.lane * LANE


def floors() -> list[list[str]]:
    """The floors from the top down; rooms that share one are strangers to each other."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        linter: dict[str, Any] = tomllib.load(file)["tool"]["importlinter"]
    (layers,) = (c["layers"] for c in linter["contracts"] if c["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def arrows() -> Arrows:
    """Who imports whom, room by room."""
    graph = grimp.build_graph("haicap", include_external_packages=False)
    rooms = list(chain.from_iterable(floors()))
    return {
        (upper, lower)
        for upper in rooms
        for lower in rooms
        if upper != lower
        and graph.direct_import_exists(
            importer=f"haicap.{upper}", imported=f"haicap.{lower}", as_packages=True
        )
    }


def architecture_svg() -> str:
    """Give the picture; the same code gives the same bytes."""
    found, order = arrows(), floors()
    places = _places(list(chain.from_iterable(order)), found)
    height = TOP + len(places) * ROW + 16
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="t d" '
            'font-family="system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif">'
        ),
        '<title id="t">The rooms of Haicap and the arrows between them</title>',
        f'<desc id="d">{_in_words(places, found)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        *_legend(),
        *_shared_floors(order, places),
        *chain.from_iterable(_lane(room, places, found) for room in places),
        *chain.from_iterable(_row(room, places, found) for room in places),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _places(rooms: list[str], found: Arrows) -> dict[str, Place]:
    # The deeper the room, the farther right its lane: then no arrow's end crosses a lane.
    imported = [room for room in rooms if any(lower == room for _, lower in found)]
    return {
        room: Place(row, imported.index(room) if room in imported else 0)
        for row, room in enumerate(rooms)
    }


def _in_words(places: dict[str, Place], found: Arrows) -> str:
    said = []
    for room in places:
        below = [other for other in places if (room, other) in found]
        said.append(f"{room} imports {', '.join(below) or 'nothing'}")
    return "; ".join(said) + "."


def _legend() -> list[str]:
    y = 26
    return [
        _text(LEFT, y, "Rooms, from the top floor to the ground", size=15, weight=600),
        _text(LEFT, y + 19, "An import only ever points down.", fill=SOFT),
        f'<circle cx="{FIRST_LANE + 6}" cy="{y - 5}" r="4.5" fill="{INK}"/>',
        _text(FIRST_LANE + 18, y, "the room of this row imports …", fill=SOFT),
        f'<path d="M{FIRST_LANE} {y + 14}l9 -5v10z" fill="{INK}"/>',
        _text(FIRST_LANE + 18, y + 19, "… the room where the line ends", fill=SOFT),
    ]


def _shared_floors(order: list[list[str]], places: dict[str, Place]) -> list[str]:
    """A bracket around rooms that stand on one floor."""
    shared = [floor for floor in order if len(floor) > 1]
    return [
        f'<rect x="{LEFT - 6}" y="{places[floor[0]].top - 2}" width="{BOX + 12}" '
        f'height="{ROW * len(floor)}" rx="8" fill="none" stroke="{LINE}" '
        'stroke-dasharray="4 4"/>'
        for floor in shared
    ]


def _lane(room: str, places: dict[str, Place], found: Arrows) -> list[str]:
    """The line that ends at a room, from the highest room that imports it."""
    importers = [upper for upper in places if (upper, room) in found]
    if not importers:
        return []
    here = places[room]
    first, end = _out(places[importers[0]]), here.top + 13
    edge = LEFT + BOX
    return [
        (
            f'<path d="M{here.x} {first}V{end}H{edge + 9}" fill="none" '
            f'stroke="{LINE}" stroke-width="1.6"/>'
        ),
        f'<path d="M{edge + 1} {end}l9 -5v10z" fill="{INK}"/>',
    ]


def _row(room: str, places: dict[str, Place], found: Arrows) -> list[str]:
    here = places[room]
    lanes = [places[lower].x for lower in places if (room, lower) in found]
    y, edge = _out(here), LEFT + BOX
    return [
        (
            f'<rect x="{LEFT}" y="{here.top}" width="{BOX}" height="{ROW - 6}" rx="5" '
            f'fill="{FILL}" stroke="{LINE}"/>'
        ),
        _text(LEFT + 12, here.top + 25, room, size=15, weight=600),
        _text(LEFT + 128, here.top + 25, WORDS[room], fill=SOFT),
        *([f'<path d="M{edge} {y}H{max(lanes)}" stroke="{INK}"/>'] if lanes else []),
        *(f'<circle cx="{x}" cy="{y}" r="4.5" fill="{INK}"/>' for x in lanes),
    ]


def _out(place: Place) -> int:
    """The height at which the imports of a room leave it."""
    return place.top + 29


def _text(
    x: int, y: int, said: str, *, size: int = 14, weight: int = 400, fill: str = INK
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" '
        f'fill="{fill}">{said}</text>'
    )


if __name__ == "__main__":
    TARGET.write_text(architecture_svg(), encoding="utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}")
