"""What a paper says, apart from how it is laid out; the layouts are ``layouts/*.typ``."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Line:
    """A label and what stands behind it; ``is_strong`` what people look for first."""

    label: str
    value: str
    is_strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table; ``widths`` in parts of the whole."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Sign:
    """Who signs: in what quality, how, under what title, by what name."""

    role: str
    how: str
    title: str = ""
    name: str = ""


@dataclass(frozen=True)
class Sheet:
    """
    One paper in one language.

    The head follows Decree 30/2020/NĐ-CP: the agency on the left, the country and its motto
    on the right. ``state`` is what the paper tells, as codes and moments: two papers that
    tell the same have the same state, whatever words and language they are in. ``day`` is
    when that came about, ``issuer`` the id of the agency that says it.
    """

    layout: str
    agency: str
    title: str
    state: dict[str, Any]
    day: date
    issuer: int
    superior: str = ""
    number: str = ""
    place_and_day: str = ""
    subtitle: str = ""
    to: str = ""
    opening: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    heading: str = ""  # of the items or the table
    items: tuple[str, ...] = ()
    table: Table | None = None
    after: tuple[Line, ...] = ()
    closing: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    large: str = ""  # the number of a ticket
    track: str = ""  # what the second code is for; empty: there is none
    track_path: str = ""
    verify: str = ""
    notes: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The sheet as plain data, for the layout."""
        said = asdict(self)
        for name in ("state", "day", "issuer"):
            del said[name]
        return said
