"""One page in three forms: HTML for people, JSON and CSV for programs, the same numbers."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from haicap.measures.measure import Measure
from haicap.measures.registry import measure as measure_of
from haicap.web.board.asked import FORMS, Asked, one_of
from haicap.web.board.counts import Parts
from haicap.web.board.links import Links


@dataclass(frozen=True)
class Table:
    """
    Rows as programs take them: null is not zero, shares are fractions of one.

    The rows are made only when somebody asks for them.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Document:
    """What a page says: its tables, and all that says what they are."""

    title: str
    asked: Asked
    data_as_of: datetime | None
    tables: Sequence[Table]
    measures: Sequence[str]
    context: Mapping[str, Any] = field(default_factory=dict)


def answer(request: HttpRequest, said: Document, template: str) -> HttpResponse:
    """
    Answer in the form that ``?format=`` asks for.

    :raises NotOneOf: if there is no such form or table; names the nearest
    """
    form = one_of(request.GET, "format", FORMS, "html")
    if form == "json":
        return document(_json(said))
    if form == "csv":
        names = [table.name for table in said.tables]
        name = one_of(request.GET, "table", names, names[0])
        return _csv(said, next(t for t in said.tables if t.name == name))
    links = Links(said.asked, is_public=bool(said.context.get("is_public")))
    context = {
        "title": said.title,
        "asked": said.asked,
        "data_as_of": said.data_as_of,
        **other_forms(request, said.tables),
        "lens_words": lens_words(said.asked),
        "links": {"country": links.country(), "measures": links.measures()},
        **said.context,
    }
    return render(request, template, context)


def document(said: Mapping[str, Any]) -> HttpResponse:
    """A document for programs."""
    shape = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(said, json_dumps_params=shape)


def other_forms(request: HttpRequest, tables: Sequence[Table]) -> dict[str, Any]:
    """Where the same page is in other forms, for the template."""
    return {
        "as_json": _as(request, "json"),
        "downloads": [(t.name, _as(request, "csv", t.name)) for t in tables],
    }


def _as(request: HttpRequest, form: str, table: str = "") -> str:
    """The same page in another form."""
    query = request.GET.copy()
    query["format"] = form
    if table:
        query["table"] = table
    return f"?{query.urlencode()}"


def lens_words(asked: Asked) -> str:
    """How units are seen, in words."""
    if asked.lens == "as-was":
        return _("Units as they were on the day of each event")
    return _("Units as they are on %(day)s") % {"day": f"{asked.units_on:%d/%m/%Y}"}


def _json(said: Document) -> dict[str, Any]:
    as_of = said.data_as_of
    return {
        "title": said.title,
        "since": said.asked.period.since.isoformat(),
        "until": said.asked.period.until.isoformat(),
        "lens": said.asked.lens,
        "units_on": said.asked.units_on.isoformat(),
        "data_as_of": as_of.isoformat() if as_of else None,
        "is_simulated": settings.HAICAP_DEMO,
        "measures": [declaration(measure_of(name)) for name in said.measures],
        "tables": {
            table.name: [_row(table, row) for row in table.rows] for table in said.tables
        },
    }


def declaration(of: Measure) -> dict[str, Any]:
    """What a measure is, for programs."""
    return {
        "name": of.name,
        "version": of.version,
        "title": str(of.title),
        "definition": str(of.definition),
        "numerator": str(of.counted),
        "denominator": str(of.among) if of.among else None,
        "unit": of.unit.value,
        "owner": of.owner,
        "valid_from": of.valid_from.isoformat(),
    }


def _csv(said: Document, table: Table) -> HttpResponse:
    asked = said.asked
    days = f"{asked.period.since}-{asked.last}"
    return sheet(table, f"{table.name}-{days}-{asked.lens}.csv")


def sheet(table: Table, name: str) -> HttpResponse:
    """A table as a file for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(_row(table, row).values() for row in table.rows)
    # With a byte order mark, or spreadsheets garble the names.
    return HttpResponse(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _row(table: Table, row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(table.columns, map(_plain, row), strict=True))


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


def columns_of(measures: Iterable[str]) -> list[str]:
    """Three columns for a share and one for a count."""
    found: list[str] = []
    for name in measures:
        plain = name.replace("-", "_")
        found.append(plain)
        if measure_of(name).among:
            found += [f"{plain}_numerator", f"{plain}_denominator"]
    return found


def cells_of(parts: Parts, measures: Iterable[str]) -> list[float | None]:
    """The cells under ``columns_of``; empty where nothing was counted."""
    found: list[float | None] = []
    for name in measures:
        part = parts.get(name)
        found.append(part.value if part else None)
        if measure_of(name).among:
            found += [part.numerator, part.denominator] if part else [None, None]
    return found
