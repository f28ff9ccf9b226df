"""Declared figures, and what is counted here for the same days: side by side, never mixed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.measures.measure import Period, Unit
from haicap.measures.models import Observation
from haicap.measures.observed.indicators import indicators
from haicap.measures.registry import MEASURES
from haicap.units import find
from haicap.units.models import Level, TerritoryVersion
from haicap.web.board import counts, words
from haicap.web.board.answers import Document, Table, answer
from haicap.web.board.asked import Asked
from haicap.web.board.counts import Part
from haicap.web.board.declared import Said
from haicap.web.board.declared import said as said_of
from haicap.web.board.door import frame
from haicap.web.board.links import Links

NATION = "VN"
Days = tuple[date, date]


@dataclass(frozen=True)
class Pair:
    """A declared figure and, beside it, the computed number of the same days."""

    title: str
    href: str
    said: Said
    computed: str
    computed_of: str


@require_safe
def declared(request: HttpRequest) -> HttpResponse:
    """Show the declared figures of the country, or of the unit in ``?unit=``."""
    asked = Asked.of(request)
    code = request.GET.get("unit", "").strip() or NATION
    level = Level.NATION if code == NATION else None
    here = find.by_code(code, asked.units_on, level)
    rows = list(
        Observation.objects.declared()
        .standing()
        .filter(territory=here.territory_id)
        .order_by("measure", "-as_of", "definition", "pk")
    )
    found = _computed(rows, here, asked)
    links = Links(asked, is_public=True)
    pairs = [_pair(row, found, links) for row in rows]
    said = Document(
        title=_("Declared and counted: %(unit)s") % {"unit": here.name},
        asked=asked,
        data_as_of=counts.as_of(),
        tables=[_table(rows, found)],
        measures=sorted({row.measure for row in rows if row.measure in MEASURES}),
        context={**frame(is_public=True), "here": here, "pairs": pairs},
    )
    return answer(request, said, "board/declared.html")


Computed = Mapping[tuple[str, Days], Part]


def _computed(
    rows: Sequence[Observation], here: TerritoryVersion, asked: Asked
) -> Computed:
    """What is counted here for the days of each figure; one reading for each pair of days."""
    wanted: dict[Days, list[str]] = defaultdict(list)
    for row in rows:
        of = MEASURES.get(row.measure)
        if of and row.since and of.table == "milestones" and of.is_additive:
            wanted[row.since, row.until].append(row.measure)
    where = {"province": here.code} if here.level == Level.PROVINCE else None
    if where is None and here.level != Level.NATION:
        where = {"commune": here.code}
    found: dict[tuple[str, Days], Part] = {}
    for days, names in wanted.items():
        total = counts.ask(
            list(dict.fromkeys(names)), asked, (), days=Period(*days), where=where
        ).total()
        found |= {(name, days): part for name, part in total.items()}
    return found


def _of(row: Observation, found: Computed) -> Part | None:
    return found.get((row.measure, (row.since, row.until))) if row.since else None


def _pair(row: Observation, found: Computed, links: Links) -> Pair:
    part = _of(row, found)
    of = MEASURES.get(row.measure)
    is_known = part is not None and part.value is not None
    share = is_known and of is not None and of.unit in (Unit.SHARE, Unit.CHANGE)
    computed = ""
    if part is not None and is_known:
        computed = words.per_cent(part.value) if share else words.amount(part.value)
    among = part.denominator if part is not None else None
    return Pair(
        title=str(indicators()[row.measure].title),
        href=f"{links.measures()}#{row.measure}" if of else "",
        said=said_of(row),
        computed=computed,
        computed_of=_("of %(count)s") % {"count": words.amount(among)} if among else "",
    )


def _table(rows: Sequence[Observation], found: Computed) -> Table:
    columns = [
        "measure", "definition", "since", "until", "as_of", "declared", "declared_numerator",
        "declared_denominator", "exactness", "source", "confidence", "computed",
        "computed_numerator", "computed_denominator",
    ]  # fmt: skip
    cells = []
    for row in rows:
        part = _of(row, found)
        cells.append(
            [
                row.measure, row.definition, row.since, row.until, row.as_of, row.value,
                row.numerator, row.denominator, row.exactness, row.source, row.confidence,
                part.value if part else None,
                part.numerator if part else None,
                part.denominator if part else None,
            ]
        )  # fmt: skip
    return Table("declared", columns, cells)
