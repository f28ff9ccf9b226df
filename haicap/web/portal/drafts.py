"""Submitting, one question after the other; every step is kept on the server."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from haicap.common.errors import NotFound
from haicap.dossiers import actions, rules
from haicap.dossiers.models import Delivery, Draft
from haicap.dossiers.terms import terms_of
from haicap.journal.commands import once
from haicap.procedures.models import Channel, ProcedureVersion
from haicap.units.models import TerritoryVersion
from haicap.web.forms import Form, show
from haicap.web.portal import steps as way
from haicap.web.portal.party import signed_in
from haicap.web.portal.places import with_parents
from haicap.web.portal.uploads import FilesForm, kept_files, without
from haicap.web.questions import in_language, question_label


@login_required
@never_cache
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Say what will be needed, and begin a draft or go on with one."""
    today = timezone.localdate()
    version = ProcedureVersion.objects.on(today).select_related("procedure")
    found = version.filter(procedure__slug=key).first()
    if found is None:
        raise NotFound(what=_("procedure"), value=key)
    rules.require_channel(terms_of(found), Channel.ONLINE)
    person = signed_in(request)
    form = Form(request.POST or None)
    if form.is_valid():
        now = timezone.now()

        def begin() -> dict[str, Any]:
            data = {"delivery": "online", **way.from_account(person)}
            draft = actions.save_draft(
                found, key=None, data=data, files=[], by=person, at=now
            )
            return {"draft": str(draft.key)}

        answer, _again = once(
            form.idempotency_key,
            name="portal.begin",
            by=person,
            request={"version": found.pk},
            at=now,
            do=begin,
        )
        return redirect("draft-step", answer["draft"], "place")
    drafts = Draft.objects.filter(person=person, version=found)
    return show(
        request,
        "portal/start.html",
        form,
        section="find",
        version=found,
        rule=found.channels.filter(channel=Channel.ONLINE).first(),
        drafts=drafts.exclude(data__has_key="sent").order_by("-saved_at"),
    )


def own_draft(request: HttpRequest, key: UUID) -> Draft:
    """
    Give a draft to its person.

    :raises NotFound: to anybody else
    """
    found = Draft.objects.filter(key=key, person=signed_in(request))
    draft = found.select_related("version__procedure").first()
    if draft is None:
        raise NotFound(what=_("draft"), value=key)
    return draft


@login_required
@never_cache
def step(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Ask one step; what was typed is kept, right or wrong, before anything is judged."""
    draft = own_draft(request, key)
    if "sent" in draft.data:
        return redirect("receipt", draft.data["sent"])
    steps = way.steps_of(draft)
    slugs = [each.slug for each in steps]
    if slug not in slugs:
        raise NotFound(what=_("step"), value=slug)
    at = slugs.index(slug)
    context = {
        "section": "find",
        "version": draft.version,
        "step": steps[at],
        "number": at + 1,
        "of": len(steps),
        "back": steps[at - 1] if at else None,
    }
    if slug == "check":
        return _check(request, draft, steps, context)
    form = _form(request, draft, steps[at])
    if request.method == "POST":
        draft = _keep(request, draft, steps[at], form)
        if onward := _onward(request, draft, form, steps[at + 1]):
            return redirect(onward)
    context |= {"draft": draft, "kept": kept_files(draft) if slug == "papers" else []}
    template = slug if slug in ("papers", "place") else "step"
    return show(request, f"portal/{template}.html", form, **context)


def _onward(request: HttpRequest, draft: Draft, form: Form, after: way.Step) -> str:
    """Tell where to go from a step that was filled in well; nowhere from another one."""
    if request.POST.get("then") == "stay" or "remove" in request.POST:
        return request.get_full_path() if form.is_valid() else ""
    # Show on this page what the rules say about its fields; the rest has its own page.
    faults = way.faults_of(draft)
    form.refuse({field: said for field, said in faults.items() if field in form.fields})
    if not form.is_valid():
        return ""
    onward = "check" if request.GET.get("next") == "check" else after.slug
    return reverse("draft-step", args=[draft.key, onward])


def _form(request: HttpRequest, draft: Draft, step: way.Step) -> Form:
    data = request.POST if request.method == "POST" else None
    if step.slug == "papers":
        return FilesForm(data, request.FILES if data is not None else None, draft=draft)
    if step.slug == "place":
        asked = request.POST.get("province") or request.GET.get("province", "")
        return way.PlaceForm(data, province=asked, initial=dict(draft.data))
    if step.slug == "case":
        return way.CaseForm(data, draft=draft, initial=draft.data)
    if step.slug == "parts":
        return way.PartsForm(data, draft=draft)
    if step.questions:
        answers = way.answers_of(draft)
        return way.QuestionsForm(data, questions=step.questions, initial=answers)
    return way.FORMS[step.slug](data, initial=draft.data)


def _keep(request: HttpRequest, draft: Draft, step: way.Step, form: Form) -> Draft:
    data, files = dict(draft.data), list(draft.files)
    if isinstance(form, FilesForm):
        files = without(files, request.POST.get("remove", ""))
        files += form.store(timezone.now())
    elif isinstance(form, way.PartsForm):
        data["without"] = form.without() if form.is_valid() else []
    else:
        typed = {
            name: request.POST.get(name, "") for name in form.fields if name != "key"
        }
        if step.questions:
            data["answers"] = {**data.get("answers", {}), **typed}
        else:
            data |= typed
    return actions.save_draft(
        draft.version,
        key=draft.key,
        data=data,
        files=files,
        by=signed_in(request),
        at=timezone.now(),
    )


class SendForm(Form):
    """The declaration; what is sent stands in the draft."""

    truthful = forms.BooleanField(
        label=gettext_lazy("I declare that what I filled in is true.")
    )


def _check(
    request: HttpRequest, draft: Draft, steps: list[way.Step], context: Mapping[str, Any]
) -> HttpResponse:
    form = SendForm(request.POST if request.method == "POST" else None)
    commune = way.commune_of(draft)
    faults = way.faults_of(draft)
    if faults and form.is_bound:
        form.refuse({None: _("Something is still missing; see the list below.")})
    if form.is_valid() and commune is not None:
        with form.refusals():
            number = _send(request, draft, way.request_of(draft, commune.territory))
        if form.is_valid():
            return redirect("receipt", number)
    return show(
        request,
        "portal/check.html",
        form,
        draft=draft,
        faults=[(said, way.step_of(field, steps)) for field, said in faults.items()],
        commune=commune,
        province=_above(commune),
        parts=[
            name
            for code, name in way.parts_of(draft)
            if code not in draft.data.get("without", [])
        ],
        has_parts=bool(way.parts_of(draft)),
        delivery=dict(Delivery.choices).get(draft.data.get("delivery", "")),
        case=way.case_of(draft),
        answers=_answers(draft, steps),
        kept=kept_files(draft),
        **context,
    )


def _above(commune: TerritoryVersion | None) -> str:
    return with_parents([commune], timezone.localdate())[0].parent_name if commune else ""


def _send(request: HttpRequest, draft: Draft, asked: Any) -> str:
    person, now = signed_in(request), timezone.now()

    def send() -> dict[str, Any]:
        dossier = actions.submit(draft.version, asked, by=person, at=now)
        # The draft stays as a pointer, so that going back shows the receipt.
        sent = {"sent": dossier.number}
        actions.save_draft(
            draft.version, key=draft.key, data=sent, files=[], by=person, at=now
        )
        return {"number": dossier.number}

    answer, _again = once(
        str(draft.key),
        name="portal.submit",
        by=person,
        request={"draft": str(draft.key)},
        at=now,
        do=send,
    )
    return str(answer["number"])


def _answers(
    draft: Draft, steps: list[way.Step]
) -> list[tuple[way.Step, list[tuple[str, str]]]]:
    """The answers by step, each with its question, as people typed or chose them."""
    given = draft.data.get("answers", {})
    told = []
    for each in steps:
        rows = []
        for question in each.questions:
            said = given.get(question["name"], "")
            for choice in question.get("choices") or ():
                if choice["value"] == said:
                    said = in_language(choice["label_vi"], choice.get("label_en", ""))
            rows.append((question_label(question), said))
        if rows:
            told.append((each, rows))
    return told


@login_required
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    draft = own_draft(request, key)
    if "sent" not in draft.data:
        actions.discard_draft(draft)
        messages.success(request, _("The draft was deleted."))
    return redirect(reverse("mine"))
