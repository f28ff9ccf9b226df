"""The board of a commune: its numbers with their intervals, by procedure; every one has a list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from haicap.accounts.models import User
from haicap.measures.charts import svg
from haicap.measures.charts.palette import MIDDLE
from haicap.procedures.models import ProcedureVersion
from haicap.units import find
from haicap.units.models import Level, TerritoryVersion
from haicap.web.board import counts, declared, words
from haicap.web.board.answers import Document, Table, answer, cells_of, columns_of
from haicap.web.board.asked import Asked
from haicap.web.board.counts import (
    FLOWS,
    KPIS,
    NO_CHANGE,
    NOTHING,
    Answer,
    Country,
    Parts,
)
from haicap.web.board.door import frame, leader
from haicap.web.board.kpis import Hrefs, kpis
from haicap.web.board.links import Links
from haicap.web.board.units import named
from haicap.web.questions import in_language

SHARES = ("online", "returned-of-received", "on-time")


@require_safe
@leader
def commune(request: HttpRequest, _user: User, code: str) -> HttpResponse:
    """Show the board of a commune."""
    asked = Asked.of(request)
    here = find.by_code(code, asked.units_on, Level.COMMUNE)
    links = Links(asked)
    found = counts.ask(
        FLOWS, asked, ("commune", "procedure", "week"), where={"commune": code}
    )
    total, weeks, procedures = _sums(found, here.territory_id)
    country = counts.country(asked)
    above = _above(here, asked)
    names = _names(procedures, asked)
    rows = [
        _row(key, names.get(key, key), parts, code, links)
        for key, parts in _by_amount(procedures)
    ]
    context = {
        **frame(),
        "above": above,
        "above_href": links.province(above.code) if above else "",
        "kpis": kpis(
            total,
            weeks,
            asked,
            declared.beside(KPIS, here.territory_id, asked.period),
            _hrefs(code, links),
        ),
        "rows": rows,
        "weeks": [_week(week, weeks.get(week, {}), asked) for week in asked.weeks],
        **_overdue(here, country, links),
    }
    said = Document(
        title=here.name,
        asked=asked,
        data_as_of=found.data_as_of,
        tables=_tables(here, total, weeks, procedures),
        measures=(*FLOWS, counts.OVERDUE),
        context=context,
    )
    return answer(request, said, "board/commune.html")


def _overdue(here: TerritoryVersion, country: Country, links: Links) -> dict[str, str]:
    overdue = country.overdue.communes.get(here.territory_id, NO_CHANGE)
    where = {"commune": here.code, "level": "commune"}
    return {
        "overdue": words.amount(overdue.now),
        "overdue_more": words.more(overdue.more),
        "overdue_list": links.dossiers(counts.OVERDUE, **where),
        "overdue_end": words.day(country.overdue.last),
    }


Sums = tuple[Parts, Mapping[date, Parts], Mapping[str, Parts]]


def _sums(found: Answer, territory: int) -> Sums:
    """All of it, by week and by procedure; a code may have been another unit's before."""

    def mine(key: Any) -> Any:
        return lambda row: key(row) if row.territory == territory else None

    total: Parts = found.by(mine(lambda _row: "")).get("", {})
    weeks = found.by(mine(lambda row: row.keys[2]))
    return total, weeks, found.by(mine(lambda row: row.keys[1]))


def _above(here: TerritoryVersion, asked: Asked) -> Any:
    parent = here.parent_id
    return None if parent is None else named([parent], asked.units_on).get(parent)


def _hrefs(code: str, links: Links) -> Hrefs:
    found = {
        (name, part): links.dossiers(name, part, commune=code)
        for name in SHARES
        for part in ("counted", "rest")
    }
    for name in ("received", "received-at-communes"):
        found[name, "counted"] = links.dossiers(name, commune=code)
    return found


def _names(procedures: Mapping[str, Parts], asked: Asked) -> dict[str, str]:
    """The procedures by their key in the lake: the code, or the slug where it is unknown."""
    rows = ProcedureVersion.objects.on(asked.last).select_related("procedure")
    return {
        str(row.procedure): in_language(row.name_vi, row.name_en)
        for row in rows
        if str(row.procedure) in procedures
    }


def _by_amount(procedures: Mapping[str, Parts]) -> list[tuple[str, Parts]]:
    def late(each: tuple[str, Parts]) -> tuple[float, float]:
        part = each[1].get("on-time", NOTHING)
        received = each[1].get("received", NOTHING).numerator
        return (part.numerator - (part.denominator or 0), -received)

    return sorted(procedures.items(), key=late)


def _row(key: str, name: str, parts: Parts, code: str, links: Links) -> dict[str, Any]:
    on_time = parts.get("on-time", NOTHING)
    share = counts.share_of(parts, "on-time")
    late = (on_time.denominator or 0) - on_time.numerator
    where = {"commune": code, "procedure": key}
    rank = None if on_time.is_few else MIDDLE
    bar = svg.bullet(share, rank=rank, interval=on_time.interval)
    return {
        "name": name,
        "received": words.amount(parts.get("received", NOTHING).numerator),
        "received_list": links.dossiers("received", **where),
        "late": words.amount(late),
        "late_list": links.dossiers("on-time", "rest", **where) if late else "",
        "on_time": words.per_cent(share, 0),
        "interval": words.between(on_time.interval) if on_time.interval else "",
        "is_few": on_time.is_few,
        "bullet": mark_safe(bar),  # noqa: S308
    }


def _week(week: date, parts: Parts, asked: Asked) -> dict[str, Any]:
    on_time = parts.get("on-time", NOTHING)
    return {
        "day": words.day(week),
        "is_whole": asked.is_whole(week),
        "received": words.amount(parts.get("received", NOTHING).numerator),
        "online": words.per_cent(counts.share_of(parts, "online"), 0),
        "on_time": words.per_cent(counts.share_of(parts, "on-time"), 0),
        "interval": words.between(on_time.interval) if on_time.interval else "",
    }


def _tables(
    here: TerritoryVersion,
    total: Parts,
    weeks: Mapping[date, Parts],
    procedures: Mapping[str, Parts],
) -> Sequence[Table]:
    names = columns_of(FLOWS)
    return [
        Table(
            "procedures",
            ["procedure", *names],
            [[key, *cells_of(parts, FLOWS)] for key, parts in sorted(procedures.items())],
        ),
        Table(
            "weeks",
            ["week", *names],
            [[week, *cells_of(parts, FLOWS)] for week, parts in sorted(weeks.items())],
        ),
        Table(
            "commune",
            ["code", "name", *names],
            [[here.code, here.name, *cells_of(total, FLOWS)]],
        ),
    ]
