"""Units through time: find one, see its life, turn an old address into a new one; centres."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.common.errors import NotFound
from haicap.common.text import fold
from haicap.units.models import Agency, AgencyKind, Level, Succession, TerritoryVersion
from haicap.web.asked import day_asked

CENTRES = [AgencyKind.SERVICE_CENTRE, AgencyKind.BRANCH, AgencyKind.SERVICE_POINT]


def provinces(day: date) -> QuerySet[TerritoryVersion]:
    """Give the provinces of the day in the order of their names."""
    return (
        TerritoryVersion.objects.on(day).filter(level=Level.PROVINCE).order_by("sort_key")
    )


def named(day: date) -> QuerySet[TerritoryVersion]:
    """Give the units of the day, each with the name of the unit that it is part of."""
    above = TerritoryVersion.objects.on(day).filter(territory=OuterRef("parent"))
    name = Subquery(above.values("name")[:1])
    return TerritoryVersion.objects.on(day).annotate(parent_name=name)


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show a unit by its code on the day, with what it was made of and what became of it."""
    day = day_asked(request)
    versions = TerritoryVersion.objects.filter(code=code).select_related("territory")
    version = versions.on(day).first() or versions.order_by("-valid_from").first()
    if version is None:
        raise NotFound(what=_("unit"), value=code)
    territory = version.territory
    names = TerritoryVersion.objects.on(day)
    context = {
        "section": "centres",
        "version": version,
        "day": day,
        "is_valid": version in versions.on(day),
        "others": versions.exclude(territory=territory).order_by("valid_from"),
        "parent": names.filter(territory=version.parent_id).first(),
        "history": territory.versions.order_by("valid_from"),
        "children": names.filter(parent=territory).order_by("sort_key"),
        "origins": _passages(
            Succession.objects.filter(successor=territory), "predecessor"
        ),
        "heirs": _passages(Succession.objects.filter(predecessor=territory), "successor"),
        "agencies": territory.agencies.on(day).order_by("lineage"),
    }
    return render(request, "portal/unit.html", context)


def _passages(
    rows: QuerySet[Succession], side: str
) -> list[tuple[Succession, TerritoryVersion | None]]:
    rows = rows.select_related("reorganisation", side)
    found = list(rows.order_by("reorganisation__effective_on", "pk"))
    ids = [getattr(row, f"{side}_id") for row in found]
    versions = TerritoryVersion.objects.filter(territory__in=ids).order_by("valid_from")
    # The name it had last: of a predecessor the name it carried into the change.
    last = {version.territory_id: version for version in versions}
    return [(row, last.get(getattr(row, f"{side}_id"))) for row in found]


def centres(request: HttpRequest) -> HttpResponse:
    """List the centres and reception points of a province."""
    today = timezone.localdate()
    code = request.GET.get("province", "")
    province = provinces(today).filter(code=code).first()
    context: dict[str, Any] = {
        "section": "centres",
        "provinces": provinces(today),
        "province": province,
    }
    if province is not None:
        found = Agency.objects.on(today).filter(kind__in=CENTRES)
        communes = TerritoryVersion.objects.on(today).filter(parent=province.territory_id)
        here = found.filter(territory=province.territory_id)
        there = found.filter(territory__in=communes.values("territory"))
        context |= {"own": here.order_by("lineage"), "centres": there.order_by("folded")}
    return render(request, "portal/centres.html", context)


def find_unit(request: HttpRequest) -> HttpResponse:
    """Find a unit of today by its name, with or without accents, or by its code."""
    asked = request.GET.get("q", "").strip()[:120]
    found: list[TerritoryVersion] = []
    if asked:
        rows = named(timezone.localdate())
        rows = (
            rows.filter(code=asked)
            if asked.isdigit()
            else rows.filter(folded__contains=fold(asked))
        )
        found = list(rows.order_by("level", "sort_key")[:50])
    context = {"section": "centres", "asked": asked, "found": found}
    return render(request, "portal/find_unit.html", context)
