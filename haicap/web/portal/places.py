"""Units through time: find one, see its life, turn an old address into a new one; centres."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from haicap.units import agencies, find
from haicap.units.find import Heir
from haicap.units.models import Level, TerritoryVersion
from haicap.web.asked import day_asked


def provinces(day: date) -> QuerySet[TerritoryVersion]:
    """Give the provinces of the day in the order of their names."""
    rows = TerritoryVersion.objects.on(day).filter(level=Level.PROVINCE)
    return rows.order_by("sort_key")


def with_parents(versions: Iterable[TerritoryVersion], day: date) -> list[Any]:
    """Give each unit the name of what it is part of: many communes bear the same name."""
    found: list[Any] = list(versions)
    above = TerritoryVersion.objects.on(day).filter(
        territory__in={version.parent_id for version in found}
    )
    names = {version.territory_id: version.name for version in above}
    for version in found:
        is_commune = version.level != Level.PROVINCE
        version.parent_name = names.get(version.parent_id, "") if is_commune else ""
    return found


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show a unit by its code on the day, with what it was made of and what became of it."""
    day = day_asked(request)
    bearers = TerritoryVersion.objects.filter(code=code.strip())
    on_the_day = bearers.on(day).select_related("territory").first()
    version = (
        on_the_day or bearers.select_related("territory").order_by("-valid_from").first()
    )
    if version is None:
        version = find.by_code(code, day)
    territory = version.territory
    then = day if on_the_day else version.valid_from
    context = {
        "section": "centres",
        "version": version,
        "day": day,
        "is_valid": on_the_day is not None,
        "others": bearers.exclude(territory=territory).order_by("valid_from"),
        "above": find.lineage_of(territory, then)[1:],
        "history": territory.versions.order_by("valid_from"),
        "children": find.children(territory, then),
        "origins": find.origins(territory, then),
        "heirs": _heirs(version),
        "agencies": territory.agencies.on(then).order_by("lineage"),
    }
    return render(request, "portal/unit.html", context)


def _heirs(version: TerritoryVersion) -> list[Heir]:
    """What a unit became by today; nothing for one that is still there."""
    today = timezone.localdate()
    heirs = [
        heir
        for heir in find.successors(version, today).heirs
        if heir.version.territory_id != version.territory_id
    ]
    with_parents((heir.version for heir in heirs), today)
    return heirs


def centres(request: HttpRequest) -> HttpResponse:
    """List the centres and reception points of a province, today or on ``?on=``."""
    today = day_asked(request)
    asked = provinces(today).select_related("territory")
    province = asked.filter(code=request.GET.get("province", "")).first()
    context: dict[str, Any] = {
        "section": "centres",
        "provinces": provinces(today),
        "day": today,
        "is_today": today == timezone.localdate(),
        "province": province,
    }
    if province is not None:
        context["centres"] = agencies.receiving_agencies(province.territory, today)
    return render(request, "portal/centres.html", context)


def find_unit(request: HttpRequest) -> HttpResponse:
    """Find a unit of today, or of ``?on=``, by its name or its code; accents as you like."""
    asked = request.GET.get("q", "").strip()[:120]
    day = day_asked(request)
    found = with_parents(find.search(asked, day, limit=50), day) if asked else []
    context = {
        "section": "centres",
        "asked": asked,
        "found": found,
        "day": day,
        "is_today": day == timezone.localdate(),
    }
    return render(request, "portal/find_unit.html", context)


def address(request: HttpRequest) -> HttpResponse:
    """Turn an old address into today's; where a unit was split, the person chooses."""
    asked = request.GET.get("q", "").strip()[:300]
    today = timezone.localdate()
    found = find.address(asked, today) if asked else []
    for each in found:
        if each.passed is not None:
            with_parents((heir.version for heir in each.passed.heirs), today)
    context = {"section": "centres", "asked": asked, "found": found}
    return render(request, "portal/address.html", context)
