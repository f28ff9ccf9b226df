"""
Whether an address tells into which part of a split unit it fell; pure.

It does when it names the unit that was split, and a hamlet or street that lies in exactly one
part. The name of a new unit tells nothing: it is often that of an old one.
"""

from collections.abc import Iterable, Sequence

from haicap.common.text import fold
from haicap.units.words import ABBREVIATIONS


def part_of(
    address: str, unit: str, parts: Iterable[tuple[int, Sequence[str]]]
) -> int | None:
    """
    Give the one part that holds a place which the address names; None when it does not tell.

    ``unit`` is the name with its kind, ``parts`` pair an id with the places that it holds.
    """
    said = [_written_out(piece) for piece in address.split(",") if piece.strip()]
    if fold(unit) not in said:
        return None
    found = {
        number
        for number, holds in parts
        if any(_names(piece, fold(place)) for piece in said for place in holds)
    }
    return found.pop() if len(found) == 1 else None


def _names(piece: str, place: str) -> bool:
    """Whether the piece is the place, perhaps with a house before it: 12 pho Ba Trieu."""
    return bool(place) and (piece == place or piece.endswith(" " + place))


def _written_out(piece: str) -> str:
    """Fold, and write the kind in full: p. Hàm Rồng → phuong ham rong."""
    first, space, rest = fold(piece).partition(" ")
    return f"{ABBREVIATIONS.get(first, first)} {rest}" if space else first
