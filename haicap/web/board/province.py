"""The board of a province: its communes by what is overdue, on the map, and in a funnel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from haicap.accounts.models import User
from haicap.measures.charts import maps, svg
from haicap.measures.charts.palette import MIDDLE
from haicap.measures.noise import stands_out
from haicap.units import find
from haicap.units.models import Level, TerritoryVersion
from haicap.web.board import counts, declared, dots, units, words
from haicap.web.board.answers import Document, Table, answer, cells_of, columns_of
from haicap.web.board.asked import Asked
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
from haicap.web.board.kpis import kpis
from haicap.web.board.links import Links
from haicap.web.board.units import Unit


@dataclass(frozen=True)
class Placed:
    """A commune with its numbers; ``rank`` into the ramp, None where there is too little."""

    unit: Unit
    parts: Parts
    overdue: Change
    rank: int | None


@require_safe
@leader
def province(request: HttpRequest, _user: User, code: str) -> HttpResponse:
    """Show the board of a province."""
    asked = Asked.of(request)
    here = find.by_code(code, asked.units_on, Level.PROVINCE)
    found, links = counts.country(asked), Links(asked)
    total = found.provinces.get(here.territory_id, {})
    mean = counts.share_of(total, "on-time")
    placed = _placed(here, found, asked, mean)
    context = {
        **frame(),
        "kpis": kpis(
            total,
            {
                w: parts
                for (unit, w), parts in found.weeks.items()
                if unit == here.territory_id
            },
            asked,
            declared.beside(KPIS, here.territory_id, asked.period),
            {("received", "counted"): "#communes"},
        ),
        "rows": rows(placed, mean, links),
        "mean": words.per_cent(mean),
        "rest": _rest(here, total, placed, links),
        **_overdue(here, found, links),
        "credit": maps.CREDIT,
        "dot_map": dots.on_map(here.code, placed, links),
        "funnel": dots.funnel(placed, mean, links),
        "declared_href": links.declared(here.code),
        "code": here.code,
    }
    said = Document(
        title=here.name,
        asked=asked,
        data_as_of=found.data_as_of,
        tables=_tables(here, total, placed, found, asked.weeks),
        measures=(*FLOWS, counts.OVERDUE),
        context=context,
    )
    return answer(request, said, "board/province.html")


def _overdue(here: TerritoryVersion, found: Country, links: Links) -> dict[str, str]:
    overdue = found.overdue.provinces.get(here.code, NO_CHANGE)
    return {
        "overdue": words.amount(overdue.now),
        "overdue_more": words.more(overdue.more),
        "overdue_list": links.dossiers(counts.OVERDUE, province=here.code),
        "overdue_end": words.day(found.overdue.last),
    }


def _placed(
    here: TerritoryVersion, found: Country, asked: Asked, mean: float | None
) -> list[Placed]:
    """The communes, the most overdue first: amounts tell where to act, rates of few do not."""
    numbers = counts.communes(asked)
    communes = units.communes(here.territory_id, asked.units_on).values()
    placed = [
        Placed(
            unit,
            numbers.get(unit.territory, {}),
            found.overdue.communes.get(unit.territory, NO_CHANGE),
            _rank(numbers.get(unit.territory, {}), mean),
        )
        for unit in communes
    ]
    return sorted(placed, key=lambda each: -each.overdue.now)


def _rank(parts: Parts, mean: float | None) -> int | None:
    """In which colour: grey where the difference from the province may be luck."""
    part = parts.get("on-time", NOTHING)
    if mean is None or part.is_few:
        return None
    return MIDDLE + stands_out(part.numerator, part.denominator or 0, mean)


def rows(
    placed: Sequence[Placed], mean: float | None, links: Links
) -> list[dict[str, Any]]:
    """The communes for the template."""
    most = max((each.overdue.now for each in placed), default=0)
    return [_row(each, most, mean, links) for each in placed]


def _row(each: Placed, most: float, mean: float | None, links: Links) -> dict[str, Any]:
    on_time = each.parts.get("on-time", NOTHING)
    share = counts.share_of(each.parts, "on-time")
    code = each.unit.code
    bar = svg.bullet(share, rank=each.rank, target=mean, interval=on_time.interval)
    return {
        "name": each.unit.name,
        "href": links.commune(code),
        "overdue": words.amount(each.overdue.now),
        "more": words.more(each.overdue.more),
        "is_worse": each.overdue.more > 0,
        "list": links.dossiers(counts.OVERDUE, commune=code, level="commune")
        if each.overdue.now
        else "",
        "bar": mark_safe(svg.amount_bar(each.overdue.now, most)),  # noqa: S308
        "received": words.amount(each.parts.get("received", NOTHING).numerator),
        "online": words.per_cent(counts.share_of(each.parts, "online"), 0),
        "on_time": words.per_cent(share, 0),
        "interval": words.between(on_time.interval) if on_time.interval else "",
        "is_few": each.rank is None,
        "bullet": mark_safe(bar),  # noqa: S308
    }


def _rest(
    here: TerritoryVersion, total: Parts, placed: Sequence[Placed], links: Links
) -> dict[str, str] | None:
    """What was received for no commune of the day: by the province itself, or unknown where."""
    inside = sum(each.parts.get("received", NOTHING).numerator for each in placed)
    left = total.get("received", NOTHING).numerator - inside
    if left < 0.5:
        return None
    href = links.dossiers("received", province=here.code)
    return {"amount": words.amount(left), "href": href}


def _tables(
    here: TerritoryVersion,
    total: Parts,
    placed: Sequence[Placed],
    found: Country,
    weeks: Sequence[date],
) -> list[Table]:
    names = columns_of(FLOWS)
    overdue = ["overdue_open", "overdue_open_a_week_before"]
    interval = ["on_time_low", "on_time_high"]
    communes = (
        [
            each.unit.code,
            each.unit.name,
            each.overdue.now,
            each.overdue.before,
            *cells_of(each.parts, FLOWS),
            *(each.parts.get("on-time", NOTHING).interval or (None, None)),
        ]
        for each in placed
    )
    by_week: Mapping[date, Parts] = {
        week: parts
        for (unit, week), parts in found.weeks.items()
        if unit == here.territory_id
    }
    return [
        Table("communes", ["code", "name", *overdue, *names, *interval], communes),
        Table(
            "province",
            ["code", "name", *names],
            [[here.code, here.name, *cells_of(total, FLOWS)]],
        ),
        Table(
            "weeks",
            ["week", *names],
            [[week, *cells_of(by_week.get(week, {}), FLOWS)] for week in weeks],
        ),
    ]
