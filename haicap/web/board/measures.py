"""What each measure means, with a small map of it: the same pattern, or another one?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.measures.measure import Measure
from haicap.measures.registry import MEASURES
from haicap.web.board import counts, drawings, words
from haicap.web.board.answers import Document, Table, answer, cells_of, columns_of
from haicap.web.board.asked import Asked
from haicap.web.board.counts import Parts
from haicap.web.board.door import frame
from haicap.web.board.drawings import Drawing
from haicap.web.board.links import Links
from haicap.web.board.units import Unit, provinces

# Shares of provinces that one reading of the lake gives.
DRAWN: Final = (
    "on-time",
    "on-time-of-received",
    "online",
    "online-assisted",
    "returned-of-received",
    "received-at-communes",
    "supplemented",
    "refused",
    "satisfied",
)


@dataclass(frozen=True)
class Placed:
    """A province with its numbers."""

    unit: Unit
    parts: Parts


@dataclass(frozen=True)
class Shown:
    """A measure for people; ``drawing`` where provinces can be compared by it."""

    measure: Measure
    value: str
    drawing: Drawing | None


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Show all measures."""
    asked = Asked.of(request)
    found = counts.ask(DRAWN, asked, ("province",))
    by_province = found.by(lambda row: row.territory)
    placed = [
        Placed(unit, by_province.get(territory, {}))
        for territory, unit in provinces(asked.units_on).items()
    ]
    total = found.total()
    links = Links(asked, is_public=True)
    names = [*DRAWN, *(name for name in MEASURES if name not in DRAWN)]
    context = {
        **frame(is_public=True),
        "shown": [_shown(name, placed, total, links) for name in names],
    }
    said = Document(
        title=_("What is measured, and how"),
        asked=asked,
        data_as_of=found.data_as_of,
        tables=_tables(placed, total),
        measures=names,
        context=context,
    )
    return answer(request, said, "board/measures.html")


def _shown(name: str, placed: list[Placed], total: Parts, links: Links) -> Shown:
    if name not in DRAWN:
        return Shown(MEASURES[name], "", None)
    value = words.per_cent(counts.share_of(total, name))
    drawing = drawings.of_measure(name, "tiles", placed, total, links)
    return Shown(MEASURES[name], value, drawing)


def _tables(placed: list[Placed], total: Mapping[str, counts.Part]) -> list[Table]:
    names = columns_of(DRAWN)
    rows = [[p.unit.code, p.unit.name, *cells_of(p.parts, DRAWN)] for p in placed]
    return [
        Table("provinces", ["code", "name", *names], rows),
        Table("country", names, [cells_of(total, DRAWN)]),
    ]
