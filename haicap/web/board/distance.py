"""How far people are from their centre, before and after, and where more points would help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from haicap.accounts.models import User
from haicap.common.errors import Invalid
from haicap.measures.charts import maps
from haicap.measures.distance import planning, reach, report, said
from haicap.measures.distance.planning import Plan, TooManyPoints
from haicap.measures.distance.report import Line, Report
from haicap.measures.distance.spread import LIMITS, Spread
from haicap.web.asked import day_asked
from haicap.web.board import distance_maps, words
from haicap.web.board.answers import Table, document, other_forms, sheet
from haicap.web.board.asked import FORMS, one_of
from haicap.web.board.door import frame, leader

POINTS: Final = 5  # suggested where nobody says how many
MOST_POINTS: Final = 50
SECONDS: Final = 1.5  # so that the page is there in two
MOST_LINES: Final = 60  # of communes on a page; the file has them all


@dataclass(frozen=True)
class Asked:
    """The two days of an address, and how many points and beyond which distance."""

    on: date
    compare: date
    points: int | None
    beyond: float

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """
        Read an address.

        :raises Invalid: naming what cannot be read
        """
        compare = request.GET.get("compare", "").strip()
        points, beyond = _number(request, "points"), _number(request, "beyond")
        if points is not None and not (
            points.is_integer() and 1 <= points <= MOST_POINTS
        ):
            raise Invalid("points", gettext_lazy("write a whole number from 1 to 50"))
        return cls(
            day_asked(request),
            day_asked(request, "compare") if compare else report.BEFORE,
            None if points is None else int(points),
            planning.BEYOND if beyond is None else beyond,
        )


def _number(request: HttpRequest, name: str) -> float | None:
    written = request.GET.get(name, "").strip().replace(",", ".")
    try:
        return float(written) if written else None
    except ValueError:
        raise Invalid(name, gettext_lazy("write a number such as 5")) from None


@require_safe
@leader
def country(request: HttpRequest, _user: User) -> HttpResponse:
    """Show the provinces, the farthest first."""
    asked = Asked.of(request)
    found = report.country(asked.on, asked.compare)
    query = request.GET.urlencode()
    links = {
        line.unit.code: f"{reverse('board-distance-province', args=[line.unit.code])}"
        + (f"?{query}" if query else "")
        for line in found.lines
    }
    context = {
        "title": _("How far people are from their centre"),
        "drawing": distance_maps.country(found.lines, links)
        if found.has_centres
        else SafeString(""),
        "legend": distance_maps.legend(distance_maps.MEANS),
        "rows": [_row(line, links[line.unit.code]) for line in found.lines],
        "worst": [_row(line) for line in found.worst],
    }
    tables = [
        Table("provinces", COLUMNS, map(cells, found.lines)),
        Table("farthest-communes", COLUMNS, map(cells, found.worst)),
        _left_out(found),
    ]
    return _answer(
        request, "board/distance.html", said.report(found), tables,
        {**context, **_frame(asked, found)},
    )  # fmt: skip


@require_safe
@leader
def province(request: HttpRequest, _user: User, code: str) -> HttpResponse:
    """Show the communes of a province, the farthest first, and where points would help most."""
    asked = Asked.of(request)
    found = report.province(code, asked.on, asked.compare)
    plan = _plan(code, asked) if found.has_centres else None
    here = found.total.unit
    context = {
        "title": _("%(name)s: how far people are from their centre")
        % {"name": here.name},
        "dot_map": distance_maps.province(here, reach.on(asked.on), plan),
        "legend": distance_maps.legend(distance_maps.KILOMETRES),
        "rows": [_row(line) for line in found.lines[:MOST_LINES]],
        "hidden": max(0, len(found.lines) - MOST_LINES),
        "plan": plan and _planned(plan),
        "credit": maps.CREDIT,
        "up": reverse("board-distance"),
        "board": reverse("board-province", args=[here.code]),
    }
    tables = [Table("communes", COLUMNS, map(cells, found.lines)), _left_out(found)]
    told = said.report(found)
    if plan is not None:
        rows = [list(said.suggestion(each).values()) for each in plan.suggestions]
        tables.insert(1, Table("suggested-points", SUGGESTED, rows))
        told["plan"] = said.plan(plan)
    return _answer(
        request, "board/distance_province.html", told, tables,
        {**context, **_frame(asked, found)},
    )  # fmt: skip


def _plan(code: str, asked: Asked) -> Plan | None:
    """The points asked for, or a few: fewer where not so many would help."""
    points = asked.points or POINTS
    limits = {"beyond": asked.beyond, "seconds": SECONDS}
    try:
        return planning.plan(code, asked.on, points, **limits)
    except TooManyPoints as many:
        most: int = many.details["most"]
        if asked.points is not None:
            raise
    return planning.plan(code, asked.on, most, **limits) if most else None


def _answer(
    request: HttpRequest,
    template: str,
    told: Mapping[str, Any],
    tables: Sequence[Table],
    context: Mapping[str, Any],
) -> HttpResponse:
    """Answer in the form that ``?format=`` asks for."""
    form = one_of(request.GET, "format", FORMS, "html")
    if form == "json":
        return document(told)
    if form == "csv":
        names = [table.name for table in tables]
        name = one_of(request.GET, "table", names, names[0])
        table = next(each for each in tables if each.name == name)
        return sheet(table, f"distance-{name}-{told['on']}.csv")
    return render(request, template, {**context, **other_forms(request, tables)})


def _frame(asked: Asked, found: Report) -> dict[str, Any]:
    """What both pages say."""
    return {
        **frame(),
        "links": {"country": reverse("board")},
        "asked": asked,
        "found": found,
        "total": _row(found.total),
        "limits": LIMITS,
        "left_out": len(found.left_out),
    }


def _row(line: Line, href: str = "") -> dict[str, Any]:
    """A line of a table, in words."""
    now = line.now
    return {
        "name": line.unit.name,
        "above": line.above.name if line.above else "",
        "href": href,
        "weight": words.amount(now.weight if now else None),
        "before": words.km(_mean(line.before)),
        "now": words.km(_mean(now)),
        "more": words.farther(line.more),
        "is_worse": (line.more or 0) >= 0.05,
        "median": words.km(now.median if now else None),
        "p90": words.km(now.p90 if now else None),
        "most": words.km(now.most if now else None),
        "nearest": words.km(_mean(line.nearest)),
        "beyond": [words.per_cent(share) for share in _beyond(now)],
        "beyond_before": [words.per_cent(share) for share in _beyond(line.before)],
    }


def _mean(of: Spread | None) -> float | None:
    return of.mean if of else None


def _beyond(of: Spread | None) -> Sequence[float | None]:
    return of.beyond if of else [None] * len(LIMITS)


def _planned(plan: Plan) -> dict[str, Any]:
    """A plan in words."""
    return {
        "rows": [
            {
                "rank": rank,
                "place": each.place.name,
                "commune": each.commune.name,
                "km": words.km(each.km),
                "places": each.places,
                "saved": words.km(each.saved),
            }
            for rank, each in enumerate(plan.suggestions, start=1)
        ],
        "points": plan.points,
        "is_fewer": plan.is_proved and len(plan.suggestions) < plan.points,
        "now": words.km(plan.now.mean),
        "then": words.km(plan.then.mean),
        "saved": words.km(plan.saved),
        "beyond": words.amount(plan.beyond),
        "beyond_now": words.per_cent(plan.beyond_now),
        "beyond_then": words.per_cent(plan.beyond_then),
        "is_proved": plan.is_proved,
        "gap": words.per_cent(plan.gap, 2),
    }


_SPREADS: Final[dict[str, Callable[[Line], Spread | None]]] = {
    "now": lambda line: line.now,
    "nearest": lambda line: line.nearest,
    "before": lambda line: line.before,
}
_NUMBERS: Final = (
    "mean_km", "median_km", "p90_km", "most_km", *(f"beyond_{km}" for km in LIMITS),
)  # fmt: skip
COLUMNS: Final = (
    "code", "name", "province", "counted", "left_out",
    *(f"{when}_{number}" for when in _SPREADS for number in _NUMBERS),
)  # fmt: skip
SUGGESTED: Final = (
    "code", "name", "latitude", "longitude", "commune", "commune_name", "km_now",
    "places", "weight", "saved_km",
)  # fmt: skip


def cells(line: Line) -> list[Any]:
    """The cells under ``COLUMNS``; empty where nothing is known."""
    found: list[Any] = [
        line.unit.code,
        line.unit.name,
        line.above.code if line.above else None,
        round(line.now.weight, 4) if line.now else None,
        line.left_out,
    ]
    for spread_of in _SPREADS.values():
        numbers = said.spread(spread_of(line)) or {}
        found += [numbers.get(name) for name in _NUMBERS]
    return found


def _left_out(found: Report) -> Table:
    rows = [
        [each.place.code, each.place.name, each.commune.code, each.why.value]
        for each in found.left_out
    ]
    return Table("left-out", ["code", "name", "commune", "why"], rows)
