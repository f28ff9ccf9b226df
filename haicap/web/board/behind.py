"""The dossiers behind a number: as many as the number says, shown as far as one may see them."""

from typing import Any, cast

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.accounts.models import User
from haicap.common.errors import Invalid, NotFound
from haicap.dossiers import reading
from haicap.dossiers.reading import PAGE
from haicap.measures import engine
from haicap.measures.expressions import HALVES, MOST_LISTED, Half
from haicap.measures.measure import Measure
from haicap.measures.registry import measure as measure_of
from haicap.procedures.models import Procedure
from haicap.units import find
from haicap.units.models import Level
from haicap.web.board import counts, words
from haicap.web.board.answers import Document, Table, answer
from haicap.web.board.asked import Asked, one_of
from haicap.web.board.door import frame, leader
from haicap.web.board.links import Links
from haicap.web.desk.rows import Row, Rows

WHERE = ("province", "commune", "level", "procedure")
LEVELS = tuple(Level.values)


@require_safe
@leader
def dossiers(request: HttpRequest, user: User) -> HttpResponse:
    """List the dossiers of a commune or a province that a measure counts, or the rest."""
    asked = Asked.of(request)
    of = measure_of(request.GET.get("measure", "").strip() or "received")
    half = cast(Half, one_of(request.GET, "half", HALVES, "counted"))
    where = _where(request, asked)
    behind = _behind(of, half, where, asked)
    seen = _seen(behind, user)
    here = _here(where, asked)
    context = {
        **frame(),
        "here": here,
        "here_href": _back(where, Links(asked)),
        "what": of.counted if half == "counted" else _("the others"),
        "among": of.among,
        "count": words.amount(min(len(behind), MOST_LISTED)),
        "is_more": len(behind) > MOST_LISTED,
        "seen": words.amount(len(seen)),
        "is_all_seen": len(seen) == len(behind),
        **_leaf(request, seen, user),
    }
    said = Document(
        title=str(of.title),
        asked=asked,
        data_as_of=counts.as_of(),
        tables=[_table(seen if "format" in request.GET else [], user)],
        measures=[of.name],
        context=context,
    )
    return answer(request, said, "board/dossiers.html")


def _behind(of: Measure, half: Half, where: dict[str, str], asked: Asked) -> list[int]:
    days = counts.overdue_days(asked) if of.name == counts.OVERDUE else asked.period
    return engine.dossiers_behind(
        of.name,
        half,
        since=days.since,
        until=days.until,
        lens=asked.lens,
        on=asked.units_on if asked.lens == "as-is" else None,
        where=where,
    )


def _leaf(request: HttpRequest, seen: list[int], user: User) -> dict[str, Any]:
    """One page of rows, and the pages before and after it."""
    said = request.GET.get("page", "")
    number = max(int(said), 1) if said.isdecimal() and len(said) < 7 else 1
    last = number * PAGE
    return {
        "rows": _rows(seen[last - PAGE : last], user),
        "pages": {
            "previous": number - 1,
            "next": number + 1 if last < len(seen) else 0,
        },
    }


def _where(request: HttpRequest, asked: Asked) -> dict[str, str]:
    """
    The unit, and what else narrows the list.

    :raises Invalid: without a unit: the whole country is no list
    :raises NoTerritory: if there is no such unit; names the nearest
    :raises NotFound: if there is no such procedure
    """
    where = {
        name: request.GET[name].strip()
        for name in WHERE
        if request.GET.get(name, "").strip()
    }
    for name in ("province", "commune"):
        if name in where:
            find.by_code(where[name], asked.units_on, name)
    if "level" in where:
        one_of(request.GET, "level", LEVELS, "")
    key = where.get("procedure")
    if key and not Procedure.objects.filter(Q(code=key) | Q(slug=key)).exists():
        raise NotFound(what=_("procedure"), value=key)
    if not {"province", "commune"} & set(where):
        raise Invalid("commune", _("say which commune or province"))
    return where


def _here(where: dict[str, str], asked: Asked) -> Any:
    level = "commune" if "commune" in where else "province"
    return find.by_code(where[level], asked.units_on, level)


def _back(where: dict[str, str], links: Links) -> str:
    if "commune" in where:
        return links.commune(where["commune"])
    return links.province(where["province"])


def _seen(behind: list[int], user: User) -> list[int]:
    """Those that the person may see, in the order of the list."""
    listed = behind[:MOST_LISTED]
    may = set(reading.visible(user).filter(pk__in=listed).values_list("pk", flat=True))
    return [dossier for dossier in listed if dossier in may]


def _rows(chosen: list[int], user: User) -> list[Row]:
    found = reading.visible(user).with_names().filter(pk__in=chosen)
    by_id = {dossier.pk: dossier for dossier in found}
    rows = Rows(user, timezone.now())
    return rows.of_dossiers(by_id[each] for each in chosen if each in by_id)


def _table(seen: list[int], user: User) -> Table:
    """For programs: without names of people, who are found under the number."""
    columns = ["number", "procedure", "state", "received_at", "due_at", "settled_at"]
    found = reading.visible(user).filter(pk__in=seen).order_by("-pk")
    rows = found.values_list(
        "number",
        "version__procedure__code",
        "state",
        "received_at",
        "due_at",
        "settled_at",
    )
    return Table("dossiers", columns, list(rows))
