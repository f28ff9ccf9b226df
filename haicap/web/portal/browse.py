"""Find: the first page, the search, life events."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.common.errors import NotFound
from haicap.procedures import find as procedures
from haicap.procedures.models import ProcedureVersion
from haicap.units import find as units
from haicap.units.models import TerritoryVersion
from haicap.web.portal.events import BY_SLUG, EVENTS
from haicap.web.portal.places import with_parents

PAGE = 20
MOST = 200  # nobody reads further than this


def home(request: HttpRequest) -> HttpResponse:
    """Search, track, life events."""
    return render(request, "portal/home.html", {"events": EVENTS})


def find(request: HttpRequest) -> HttpResponse:
    """Procedures first, then units; without a question, the fields of the catalogue."""
    asked = request.GET.get("q", "").strip()[:200]
    field = request.GET.get("field", "").strip()[:160]
    context: dict[str, Any] = {"section": "find", "asked": asked, "field": field}
    today = timezone.localdate()
    if not asked and not field:
        context |= {"fields": _fields(), "events": EVENTS}
        return render(request, "portal/find.html", context)
    if asked:
        found = procedures.search(asked, today, limit=MOST)
        versions: Any = found.versions
        context |= {"corrected": found.corrected, "units": _units(asked, today)}
    else:
        in_field = ProcedureVersion.objects.on(today).filter(field_vi=field)
        versions = in_field.select_related("procedure").order_by("sort_key")
    context["page"] = Paginator(versions, PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/find.html", context)


def _units(asked: str, today: date) -> list[TerritoryVersion]:
    found = units.search(asked, today, limit=8)
    return with_parents(found, today)


def _fields() -> list[tuple[str, str, int]]:
    """Name the fields in Vietnamese and English, with how many procedures each has."""
    in_force = ProcedureVersion.objects.on(timezone.localdate())
    counted = in_force.values_list("field_vi").annotate(Max("field_en"), many=Count("pk"))
    return list(counted.order_by("-many", "field_vi"))


def event(request: HttpRequest, slug: str) -> HttpResponse:
    """List the procedures of a life event, in the order in which they are needed."""
    happened = BY_SLUG.get(slug)
    if happened is None:
        raise NotFound(what=_("life event"), value=slug)
    in_force = ProcedureVersion.objects.on(timezone.localdate()).select_related(
        "procedure"
    )
    by_code = {
        version.procedure.code: version
        for version in in_force.filter(procedure__code__in=happened.codes)
    }
    versions = [by_code[code] for code in happened.codes if code in by_code]
    context = {"section": "find", "event": happened, "versions": versions}
    return render(request, "portal/event.html", context)
