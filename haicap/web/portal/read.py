"""A procedure, as people read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.common.errors import NotFound
from haicap.law.models import LegalDocument
from haicap.procedures.models import Case, Channel, Component, ProcedureVersion
from haicap.web.asked import day_asked


@dataclass(frozen=True)
class Papers:
    """The components of one case, or those of every case when there is none."""

    case: Case | None
    components: list[Component]


@dataclass(frozen=True)
class Ground:
    """A document of the legal basis; without a title when the register lacks it."""

    number: str
    title: str


def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """Show a procedure by code or slug, as it is in force today or on ``?on=``."""
    day = day_asked(request)
    versions = ProcedureVersion.objects.filter(
        Q(procedure__code=key) | Q(procedure__slug=key), is_published=True
    ).select_related("procedure", "decision")
    known = list(versions.order_by("valid_from"))
    if not known:
        raise NotFound(what=_("procedure"), value=key)
    version = next((each for each in known if _holds(each, day)), known[-1])
    channels: list[Any] = list(version.channels.order_by("pk"))
    for rule in channels:
        rule.is_uncertain = f"{rule.channel}.limit" in version.uncertain
    context = {
        "section": "find",
        "version": version,
        "day": day,
        "is_today": day == timezone.localdate(),
        "in_force": _holds(version, day),
        "coming": next((each for each in known if each.valid_from > day), None),
        "history": known if len(known) > 1 else [],
        "channels": channels,
        "is_online": any(rule.channel == Channel.ONLINE for rule in channels),
        "papers": _papers(version),
        "grounds": _grounds(version),
    }
    return render(request, "portal/procedure.html", context)


def _holds(version: ProcedureVersion, day: date) -> bool:
    return version.valid_from <= day and (
        version.valid_until is None or day < version.valid_until
    )


def _papers(version: ProcedureVersion) -> list[Papers]:
    components = list(version.components.order_by("order", "pk"))
    cases: list[Case | None] = [None, *version.cases.order_by("order", "pk")]
    papers = [
        Papers(case, [c for c in components if c.case_id == (case and case.pk)])
        for case in cases
    ]
    return [each for each in papers if each.components]


def _grounds(version: ProcedureVersion) -> list[Ground]:
    known = LegalDocument.objects.filter(number__in=version.legal_basis)
    titles = {document.number: document.title for document in known}
    return [Ground(number, titles.get(number, "")) for number in version.legal_basis]
