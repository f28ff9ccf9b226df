"""Reception at the counter: choose the procedure, write everything in, receive at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import NotFound, Refused
from haicap.dossiers import actions
from haicap.dossiers.models import Dossier
from haicap.dossiers.permissions import RECEIVE
from haicap.dossiers.rules import RECEIVING
from haicap.journal.commands import once
from haicap.procedures import find
from haicap.procedures.models import Case, ProcedureVersion
from haicap.units.models import Agency
from haicap.web.desk.door import officer
from haicap.web.desk.reception_form import (
    Asked,
    ReceptionForm,
    called,
    communes_of,
    kept_files,
)
from haicap.web.questions import in_language
from haicap.web.status import Tag, state_tag

FOUND = 20


class HasOpenDossier(Refused):
    """Asked once whether it really is another request."""

    code = "desk.has-open-dossier"
    message = gettext_lazy(
        "This person already has an open dossier of this procedure: look at it first."
    )


@officer
def receive(request: HttpRequest, user: User) -> HttpResponse:
    """Find the procedure, then show the form for it."""
    require(user, RECEIVE)
    now = timezone.now()
    code = request.GET.get("procedure", "").strip()
    if not code:
        return _choose(request, now)
    asked = _asked(request, user, code, now)
    if request.method != "POST":
        return _page(request, ReceptionForm(asked=asked))
    if "show" in request.POST:
        return _page(request, _with_papers(request, _sent(request, asked, now)))
    return _received(request, user, asked, now)


def _sent(request: HttpRequest, asked: Asked, at: datetime) -> ReceptionForm:
    kept = kept_files(request.POST.getlist("kept"))
    form = ReceptionForm(request.POST, request.FILES, asked=asked, kept=kept)
    form.keep(at)
    return form


def _with_papers(request: HttpRequest, sent: ReceptionForm) -> ReceptionForm:
    """The same words again, not judged yet, with the papers of the case now chosen."""
    words: dict[str, Any] = {k: said for k, said in request.POST.items() if said != ""}
    words["parts"] = request.POST.getlist("parts")
    return ReceptionForm(asked=sent.asked, initial=words, kept=sent.kept)


def _choose(request: HttpRequest, at: datetime) -> HttpResponse:
    said = request.GET.get("q", "").strip()[:200]
    found = find.search(said, timezone.localdate(at), FOUND) if said else find.Found([])
    context = {
        "section": "receive",
        "can_receive": True,
        "asked": said,
        "corrected": found.corrected,
        "found": [
            {
                "address": "?" + urlencode({"procedure": str(each.procedure)}),
                "name": in_language(each.name_vi, each.name_en),
                "code": each.procedure.code or "",
                "field": in_language(each.field_vi, each.field_en),
            }
            for each in found.versions
        ],
    }
    return render(request, "desk/choose.html", context)


def _asked(request: HttpRequest, user: User, code: str, at: datetime) -> Asked:
    today = timezone.localdate(at)
    centres = centres_of(user, at)
    if not centres:
        raise NotFound(what=_("centre of"), value=user.name)
    version = find.version(code, today)
    return Asked(
        version=version,
        case=_case(request, version),
        centres=centres,
        communes=communes_of(centres[0], today),
        today=today,
    )


def centres_of(user: User, at: datetime) -> Sequence[Agency]:
    """The centres, branches and points where the person receives; the own ones first."""
    scope = scope_of(user, RECEIVE)
    own = [
        post.agency
        for post in user.posts_on(timezone.localdate(at))
        if post.agency is not None
        and post.agency.kind in RECEIVING
        and scope.covers(post.agency)
    ]
    return list({each.pk: each for each in own}.values())


def _case(request: HttpRequest, version: ProcedureVersion) -> Case | None:
    said = request.POST.get("case", "") or request.GET.get("case", "")
    return version.cases.filter(code=said).first() if said else None


def _page(
    request: HttpRequest, form: ReceptionForm, twins: Sequence[Dossier] = ()
) -> HttpResponse:
    asked = form.asked
    wrong = form.is_bound and bool(form.errors)
    context = {
        "section": "receive",
        "can_receive": True,
        "form": form,
        "asked": asked,
        "procedure": in_language(asked.version.name_vi, asked.version.name_en),
        "cases": [
            (each.code, in_language(each.name_vi, each.name_en))
            for each in asked.version.cases.order_by("order", "pk")
        ],
        "communes": [called(each) for each in asked.communes],
        "twins": [_twin(each) for each in twins],
        "has_errors": wrong,
    }
    status = form.status if wrong else 200
    return render(request, "desk/receive.html", context, status=status)


def _twin(dossier: Dossier) -> tuple[Dossier, Tag, str]:
    centre = dossier.received_at_agency
    return dossier, state_tag(dossier), in_language(centre.name_vi, centre.name_en)


def _received(
    request: HttpRequest, user: User, asked: Asked, now: datetime
) -> HttpResponse:
    form = _sent(request, asked, now)
    case = asked.case.code if asked.case else ""
    if asked.version.cases.exists() and not case:
        form.add_error(None, _("Choose the case, then show its papers."))
    elif request.POST.get("papers_of", "") != case:
        form.add_error(None, _("The case was changed: tick its papers below."))
    if not form.is_valid():
        return _page(request, form)
    return _answer(request, form, user, now)


def twins_of(personal_id: str, version: ProcedureVersion) -> list[Dossier]:
    """Open dossiers of the same person for the same procedure, wherever they are."""
    if not personal_id:
        return []
    same = Dossier.objects.open().filter(
        applicant_id=personal_id, version__procedure=version.procedure_id
    )
    return list(same.with_names().order_by("-submitted_at")[:10])


def _answer(
    request: HttpRequest, form: ReceptionForm, user: User, now: datetime
) -> HttpResponse:
    at_once = "note" not in request.POST
    refusals: list[Refused] = []
    twins: list[Dossier] = []

    def do() -> dict[str, Any]:
        if "again" not in request.POST:
            twins.extend(twins_of(form.cleaned_data["personal_id"], form.asked.version))
        if twins:
            raise HasOpenDossier
        dossier = actions.submit(form.asked.version, form.request(), by=user, at=now)
        if at_once:
            refusals.extend(_accept(dossier, user, now))
        return {"dossier": dossier.pk}

    answer: dict[str, Any] = {}
    with form.refusals():
        asked = {"at_once": at_once, **form.said()}
        key = form.idempotency_key
        answer, _again = once(
            key, name="desk.receive", by=user, request=asked, at=now, do=do
        )
    if not form.is_valid():
        return _page(request, form, twins)
    number = Dossier.objects.values_list("number", flat=True).get(pk=answer["dossier"])
    if refusals:
        words = _("The dossier was noted, but not received yet: %(why)s")
        messages.warning(request, words % {"why": refusals[0]})
        return redirect("desk-dossier", number)
    messages.success(request, _("Done: dossier %(number)s.") % {"number": number})
    return redirect(reverse("desk-slip", args=[number]))


def _accept(dossier: Dossier, user: User, now: datetime) -> list[Refused]:
    """Receive what was just submitted; if a rule says no, the submission stays."""
    try:
        actions.accept(dossier, by=user, at=now)
    except Refused as refused:
        return [refused]
    return []
