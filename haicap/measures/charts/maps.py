"""The drawings of the country: squares for provinces, and their outlines."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from math import log, pi, radians, tan
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.measures.charts.svg import Box

DATA: Final = Path(__file__).parent / "data"
CREDIT: Final[Promise] = _(
    "Map modified from @svg-maps/vietnam, Stephen Truong, CC BY 4.0; simplified, not for"
    " boundaries."
)
COUNTRY: Final = Box(-4, -4, 510, 812)
# Far out at sea, so drawn in boxes; no map of the country is without them.
ISLANDS: Final = {
    "hoang-sa": ("48", Box(406, 366, 92, 78, "Hoàng Sa")),
    "truong-sa": ("56", Box(398, 634, 106, 86, "Trường Sa")),
}
# Beside the squares of their provinces: row, column, label.
ISLAND_TILES: Final = {"48": (7, 5, "H. Sa"), "56": (11, 5, "T. Sa")}
ISLAND_NAMES: Final = {"H. Sa": "Hoàng Sa", "T. Sa": "Trường Sa"}

# From degrees to the places of the drawing (Mercator).
_EAST, _EAST_FROM = 51.8871152, -5299.48192
_NORTH, _NORTH_FROM = -51.7001539, 1244.359147
_NUMBER = re.compile(r"-?\d*\.?\d+")


@dataclass(frozen=True)
class TilePlace:
    """Where the square of a province stands."""

    code: str
    label: str
    row: int
    column: int


@cache
def tiles() -> tuple[TilePlace, ...]:
    """The squares of the 34 provinces; the two archipelagos beside theirs."""
    with (DATA / "tiles.csv").open(encoding="utf-8", newline="") as file:
        found = [
            TilePlace(row["code"], row["label"], int(row["row"]), int(row["column"]))
            for row in csv.DictReader(file)
        ]
    islands = [
        TilePlace(code, label, row, column)
        for code, (row, column, label) in ISLAND_TILES.items()
    ]
    return (*found, *islands)


@cache
def outlines() -> dict[str, dict[str, str]]:
    """The paths of each province by its code: its land, and islands in a box."""
    found: dict[str, dict[str, str]] = {}
    with (DATA / "outlines.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["code"], {})[row["part"]] = row["path"]
    return found


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place of the earth lies in the drawing."""
    north = log(tan(pi / 4 + radians(latitude) / 2)) * 180 / pi
    return _EAST * longitude + _EAST_FROM, _NORTH * north + _NORTH_FROM


@cache
def frame_of(code: str) -> Box:
    """What of the drawing shows the land of a province."""
    xs, ys = _corners(outlines()[code]["land"])
    left, top = min(xs), min(ys)
    width, height = max(xs) - left, max(ys) - top
    edge = 0.06 * max(width, height)
    return Box(left - edge, top - edge, width + 2 * edge, height + 2 * edge)


def joined(one: Box, other: Box) -> Box:
    """What shows both."""
    left, top = min(one.x, other.x) - 2, min(one.y, other.y) - 2
    right = max(one.x + one.width, other.x + other.width) + 2
    low = max(one.y + one.height, other.y + other.height) + 2
    return Box(left, top, right - left, low - top)


def with_place(box: Box, x: float, y: float) -> Box:
    """What shows a place, too."""
    return joined(box, Box(x - 2, y - 2, 4, 4))


def islands_of(code: str) -> Box | None:
    """The box with the archipelago of a province, of the two that have one."""
    return next((box for owner, box in ISLANDS.values() if owner == code), None)


def part_of(code: str) -> str:
    """What the path of its archipelago is called."""
    return next(part for part, (owner, _box) in ISLANDS.items() if owner == code)


def beside(frame: Box, islands: Box) -> Box:
    """Where a third as large as the land, and right of it, the archipelago is shown."""
    width = frame.width / 3
    return Box(
        frame.x + frame.width + 1,
        frame.y,
        width,
        width * islands.height / islands.width,
        islands.caption,
    )


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a place is shown."""
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height


def _corners(path: str) -> tuple[list[float], list[float]]:
    """The corners of a path made of M, l and z: each piece begins at a place."""
    xs, ys = [], []
    for piece in path.split("M")[1:]:
        numbers = [float(each) for each in _NUMBER.findall(piece)]
        x, y = 0.0, 0.0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return xs, ys
