"""Following a dossier: by number and secret, or as one's own."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from haicap.accounts.models import User
from haicap.common.errors import NotFound
from haicap.dossiers import clock
from haicap.dossiers.lifecycle import ENDED, Move, State, state_after
from haicap.dossiers.models import Dossier, Draft
from haicap.dossiers.numbers import secret_of
from haicap.dossiers.reading import Detail, detail_of
from haicap.papers import actions as papers
from haicap.web.forms import Form, show
from haicap.web.portal import masking
from haicap.web.portal.papers import FOR_APPLICANTS
from haicap.web.portal.party import hold, own_dossier, signed_in
from haicap.web.portal.timeline import holding, timeline
from haicap.web.printing import offered
from haicap.web.slips import open_slip
from haicap.web.status import state_tag, time_tag
from haicap.workdays.words import summary

PAGE = 20


class TrackForm(Form):
    """Number and secret, as they stand on the receipt."""

    number = forms.CharField(
        label=_("Dossier number"),
        help_text=_("For example 14758-250707-0001"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    secret = forms.CharField(
        label=_("Secret"),
        help_text=_("Eight digits; they stand on the receipt beside the number."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "tiny", "autocomplete": "off", "inputmode": "numeric"}
        ),
    )


@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and secret, and lead to the dossier."""
    form = TrackForm(
        request.POST or None, initial={"number": request.GET.get("number", "")}
    )
    if form.is_valid():
        with form.refusals():
            said = form.cleaned_data
            dossier = open_slip(request, said["number"], said["secret"])
        if form.is_valid():
            hold(request, dossier)
            return redirect("dossier", dossier.number)
    return show(request, "portal/track.html", form, section="track")


@never_cache
def by_slip(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Open a dossier by the address on its slip, and take the secret out of the address."""
    dossier = open_slip(request, number, secret)
    hold(request, dossier)
    return redirect("dossier", dossier.number)


@never_cache
def dossier(request: HttpRequest, number: str) -> HttpResponse:
    """Show where a dossier is, who has it, until when, and what the applicant can do."""
    try:
        found, party = own_dossier(request, number)
    except NotFound:
        return redirect(f"{reverse('track')}?{urlencode({'number': number})}")
    detail = detail_of(found)
    context = {
        "section": "track",
        "is_owner": isinstance(party, User),
        "milestones": timeline(detail),
        "explanation": _explanation(found),
        "charge": found.charges.filter(paid_at=None).first(),
        "stop": found.stops.filter(reopened_at=None).first(),
        "decision": found.decisions.exclude(outcome="").first(),
        "suspension": found.suspensions.filter(until=None).first(),
        "prints": offered(found, *FOR_APPLICANTS),
        "can_withdraw": state_after(found.state, Move.WITHDRAW) is not None,
        "can_rate": _has_an_end(found) and not hasattr(found, "rating"),
        **_head(detail),
    }
    return render(request, "portal/dossier.html", context)


@never_cache
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show what was received, with the number and the secret; made for printing."""
    found, party = own_dossier(request, number)
    detail = detail_of(found)
    context = {
        "section": "track",
        "secret": secret_of(found),
        "duty": holding(detail),
        "is_owner": isinstance(party, User),
        "prints": offered(found, *FOR_APPLICANTS),
        **_head(detail),
    }
    return render(request, "portal/receipt.html", context)


def _head(detail: Detail) -> dict[str, Any]:
    found = detail.dossier
    return {
        "dossier": found,
        "detail": detail,
        "given": [each for each in detail.attachments if not each.is_result],
        "results": [each for each in detail.attachments if each.is_result],
        "state": state_tag(found),
        "time": time_tag(found, timezone.now()),
        "masked": {
            "name": masking.name(found.applicant_name),
            "personal_id": masking.tail(found.applicant_id, 4),
            "phone": masking.tail(found.phone),
            "email": masking.email(found.email),
        },
    }


def _has_an_end(found: Dossier) -> bool:
    return found.state in (*ENDED, State.SETTLED)


def _explanation(found: Dossier) -> str:
    """Say how the due moment was counted; nothing before reception or after another date."""
    if found.received_at is None or hasattr(found, "reappointment"):
        return ""
    due = clock.reckon(found)
    return summary(due, "en" if translation.get_language() == "en" else "vi")


@login_required
@never_cache
def file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Give a file of a dossier back to its applicant."""
    found, party = own_dossier(request, number)
    kept = next((each for each in detail_of(found).attachments if each.pk == pk), None)
    if kept is None or not isinstance(party, User):
        raise NotFound(what=_("file"), value=pk)
    response = HttpResponse(papers.read(kept.file), content_type=kept.file.media_type)
    response.headers["Content-Disposition"] = "attachment"
    return response


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own dossiers and drafts."""
    person = signed_in(request)
    own = Dossier.objects.filter(account=person, bundle=None).with_names()
    page = Paginator(own.order_by("-submitted_at"), PAGE).get_page(
        request.GET.get("page")
    )
    now = timezone.now()
    drafts = Draft.objects.filter(person=person).exclude(data__has_key="sent")
    context = {
        "section": "me",
        "page": page,
        "rows": [(each, state_tag(each), time_tag(each, now)) for each in page],
        "drafts": drafts.select_related("version__procedure").order_by("-saved_at"),
    }
    return render(request, "portal/mine.html", context)
