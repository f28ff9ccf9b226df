"""The board of the country: four numbers, the map, the table of provinces, where to act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.accounts.models import User
from haicap.common.text import sort_key
from haicap.measures.charts import svg
from haicap.measures.charts.palette import RAMP
from haicap.units.models import Level, TerritoryVersion
from haicap.web.board import counts, declared, drawings, words
from haicap.web.board.answers import Document, Table, answer, cells_of, columns_of
from haicap.web.board.asked import Asked, one_of
from haicap.web.board.counts import (
    FLOWS,
    KPIS,
    NO_CHANGE,
    NOTHING,
    Change,
    Country,
    Parts,
)
from haicap.web.board.door import frame, leader
from haicap.web.board.kpis import change_of, kpis
from haicap.web.board.links import Links
from haicap.web.board.units import Unit, named, provinces

MAPS: Final = ("tiles", "land")
SORTS: Final = (
    "on-time",
    "online",
    "returned-of-received",
    "received",
    "overdue",
    "name",
)
WORST: Final = 12  # communes where to act first


@dataclass(frozen=True)
class Row:
    """A province of the league; strings made before the template runs."""

    rank: str
    unit: Unit
    href: str
    received: str
    online: str
    returned: str
    on_time: str
    bullet: SafeString
    spark: SafeString
    change: str
    overdue: str


@require_safe
@leader
def board(request: HttpRequest, _user: User) -> HttpResponse:
    """Show the board of the country."""
    return _page(request, is_public=False)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show everybody the numbers of the country and its provinces."""
    return _page(request, is_public=True)


def _page(request: HttpRequest, *, is_public: bool) -> HttpResponse:
    asked = Asked.of(request)
    order = one_of(request.GET, "sort", SORTS, "on-time")
    form = one_of(request.GET, "map", MAPS, "tiles")
    found = counts.country(asked)
    links = Links(asked, is_public=is_public)
    league = _league(found, asked)
    acting = [] if is_public else _acting(found, asked)
    context = {
        **frame(is_public=is_public),
        "kpis": kpis(
            found.total,
            _by_week(found),
            asked,
            declared.beside(KPIS, _nation(), asked.period),
            {("received", "counted"): "#league"},
        ),
        "drawing": drawings.country(form, league, found.total, links),
        "map_form": form,
        "rows": _rows(league, found, asked, order, links),
        "order": order,
        "orders": _orders(request, order),
        "target_words": _target_words(found, asked),
        "elsewhere": words.amount(found.elsewhere.get("received", NOTHING).numerator),
        "has_elsewhere": bool(found.elsewhere),
        "acting": acting_rows(acting, links),
        "overdue": words.amount(found.overdue.total.now),
        "overdue_more": words.more(found.overdue.total.more),
        "declared_href": links.declared(),
    }
    said = Document(
        title=_("Administrative procedures in the country"),
        asked=asked,
        data_as_of=found.data_as_of,
        tables=_tables(league, found, acting, is_public=is_public),
        measures=(*FLOWS, counts.OVERDUE),
        context=context,
    )
    return answer(request, said, "board/national.html")


def _nation() -> int | None:
    found = TerritoryVersion.objects.filter(level=Level.NATION).first()
    return None if found is None else found.territory_id


def _by_week(found: Country) -> Mapping[date, Parts]:
    return counts.added({week: parts} for (_unit, week), parts in found.weeks.items())


@dataclass(frozen=True)
class Placed:
    """A province with its numbers; without a rank where there is too little to judge."""

    unit: Unit
    parts: Parts
    overdue: Change
    rank: int | None


def _league(found: Country, asked: Asked) -> list[Placed]:
    """The provinces of the day, and those that are no more but had dossiers; best first."""
    units = dict(provinces(asked.units_on))
    units |= named(set(found.provinces) - set(units), asked.units_on)

    def on_time(unit: Unit) -> tuple[float, str]:
        part = found.provinces.get(unit.territory, {}).get("on-time", NOTHING)
        known = part.value if part.denominator and not part.is_few else None
        return (-1.0 if known is None else -known, sort_key(unit.short))

    judged = [
        unit
        for unit in units.values()
        if not found.provinces.get(unit.territory, {}).get("on-time", NOTHING).is_few
    ]
    judged.sort(key=on_time)
    ranks = {unit.territory: place for place, unit in enumerate(judged, start=1)}
    rest = [unit for unit in units.values() if unit.territory not in ranks]
    return [
        Placed(
            unit,
            found.provinces.get(unit.territory, {}),
            NO_CHANGE
            if unit.is_former
            else found.overdue.provinces.get(unit.code, NO_CHANGE),
            ranks.get(unit.territory),
        )
        for unit in (*judged, *rest)
    ]


def _sorted(league: Sequence[Placed], order: str) -> list[Placed]:
    def amount(placed: Placed) -> float:
        if order == "overdue":
            return -placed.overdue.now
        value = placed.parts.get(order, NOTHING).value
        return 1.0 if value is None else -value

    if order == "on-time":
        return list(league)
    if order == "name":
        return sorted(league, key=lambda placed: sort_key(placed.unit.short))
    return sorted(league, key=amount)


def _rows(
    league: Sequence[Placed], found: Country, asked: Asked, order: str, links: Links
) -> list[Row]:
    target = asked.target or found.total.get("on-time", NOTHING).value
    weeks: dict[int, dict[date, Parts]] = {}
    for (unit, week), parts in found.weeks.items():
        weeks.setdefault(unit, {})[week] = parts
    return [
        _row(placed, weeks.get(placed.unit.territory, {}), asked, target, links)
        for placed in _sorted(league, order)
    ]


def _row(
    placed: Placed,
    weeks: Mapping[date, Parts],
    asked: Asked,
    target: float | None,
    links: Links,
) -> Row:
    parts, on_time = placed.parts, placed.parts.get("on-time", NOTHING)
    share = on_time.value if on_time.denominator else None
    change = change_of("on-time", weeks, asked)
    line = counts.weekly(weeks, "on-time", asked.weeks)
    return Row(
        rank="–" if placed.rank is None else str(placed.rank),
        unit=placed.unit,
        href="" if placed.unit.is_former else links.province(placed.unit.code),
        received=words.amount(parts.get("received", NOTHING).numerator),
        online=words.per_cent(counts.share_of(parts, "online")),
        returned=words.per_cent(counts.share_of(parts, "returned-of-received")),
        on_time=words.per_cent(share),
        bullet=mark_safe(  # noqa: S308
            svg.bullet(share, rank=_colour(placed, share, target), target=target)
        ),
        spark=mark_safe(svg.sparkline(line, target=target)),  # noqa: S308
        change="" if change is None else words.points(change[0]),
        overdue=words.amount(placed.overdue.now),
    )


def _colour(placed: Placed, share: float | None, target: float | None) -> int | None:
    """Below the line or not; nothing where there is too little to judge."""
    if placed.rank is None or share is None or target is None:
        return None
    return 0 if share < target else len(RAMP) - 1


def _orders(request: HttpRequest, order: str) -> dict[str, str]:
    """The address that sorts by each column; none for the one that is sorted by."""
    found = {}
    for name in SORTS:
        query = request.GET.copy()
        query["sort"] = name
        is_now = name == order
        found[name.replace("-", "_")] = "" if is_now else f"?{query.urlencode()}#league"
    return found


def _target_words(found: Country, asked: Asked) -> str:
    if asked.target:
        return _("The line is at %(share)s.") % {"share": words.per_cent(asked.target)}
    share = {"share": words.per_cent(counts.share_of(found.total, "on-time"))}
    return _("The line is the country as a whole: %(share)s.") % share


Acting = tuple[Unit, Unit | None, Change]


def _acting(found: Country, asked: Asked) -> list[Acting]:
    """The communes with the most overdue dossiers of their own: amounts do not mislead."""
    worst = sorted(found.overdue.communes.items(), key=lambda each: -each[1].now)
    worst = [each for each in worst if each[1].now > 0][:WORST]
    on = asked.units_on if asked.lens == "as-is" else found.overdue.last
    units = named([territory for territory, _change in worst], on)
    above = named({unit.parent for unit in units.values() if unit.parent}, on)
    return [
        (units[territory], above.get(units[territory].parent or 0), change)
        for territory, change in worst
        if territory in units
    ]


def acting_rows(acting: Sequence[Acting], links: Links) -> list[dict[str, Any]]:
    """Where to act first, for the template."""
    most = max((change.now for _unit, _above, change in acting), default=0)
    return [
        {
            "unit": unit,
            "above": above,
            "href": links.commune(unit.code),
            "list": links.dossiers(counts.OVERDUE, commune=unit.code, level="commune"),
            "now": words.amount(change.now),
            "more": words.more(change.more),
            "is_worse": change.more > 0,
            "bar": mark_safe(svg.amount_bar(change.now, most)),  # noqa: S308
        }
        for unit, above, change in acting
    ]


def _tables(
    league: Sequence[Placed], found: Country, acting: Sequence[Acting], *, is_public: bool
) -> list[Table]:
    names = columns_of(FLOWS)
    overdue = ["overdue_open", "overdue_open_a_week_before"]
    tables = [
        Table(
            "provinces",
            ["code", "name", "rank", *names, *overdue],
            (
                [
                    p.unit.code,
                    p.unit.name,
                    p.rank,
                    *cells_of(p.parts, FLOWS),
                    *_both(p.overdue),
                ]
                for p in league
            ),
        ),
        Table("country", names, [cells_of(found.total, FLOWS)]),
        Table("weeks", ["code", "name", "week", *names], _weeks(league, found)),
        Table("not-attributable", names, [cells_of(found.elsewhere, FLOWS)]),
    ]
    if not is_public:
        rows = (
            [unit.code, unit.name, above.code if above else None, *_both(change)]
            for unit, above, change in acting
        )
        tables.append(
            Table("needs-attention", ["code", "name", "province", *overdue], rows)
        )
    return tables


def _both(change: Change) -> tuple[float, float]:
    return change.now, change.before


def _weeks(league: Sequence[Placed], found: Country) -> Iterator[list[Any]]:
    units = {placed.unit.territory: placed.unit for placed in league}
    for (territory, week), parts in sorted(found.weeks.items(), key=lambda each: each[0]):
        unit = units[territory]
        yield [unit.code, unit.name, week, *cells_of(parts, FLOWS)]
