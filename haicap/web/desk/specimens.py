"""The register of specimens: list, page, picture, comparing a paper, adding, ending."""

import csv
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Invalid
from haicap.journal.commands import once
from haicap.papers import actions as papers
from haicap.specimens import actions, find
from haicap.specimens.models import Specimen
from haicap.specimens.permissions import KEEP, VIEW
from haicap.units import agencies
from haicap.units.models import Agency
from haicap.web.asked import day_asked
from haicap.web.desk.acts.common import day, line, prose
from haicap.web.desk.door import frame, holder
from haicap.web.forms import Form, show

PAGE = 50
CHOICES = 20  # agencies of a name

comparer = holder(VIEW)


@comparer
def specimens(request: HttpRequest, user: User) -> HttpResponse:
    """List the specimens, newest first; ``?q=`` searches name, title and agency."""
    asked = request.GET.get("q", "")
    page = Paginator(find.search(asked), PAGE).get_page(request.GET.get("page"))
    context = {**_frame(user), "asked": asked, "page": page}
    return render(request, "desk/specimens/list.html", context)


def _frame(user: User) -> dict[str, Any]:
    return {**frame(user, "specimens"), "keeps": user.may(KEEP)}


@comparer
def as_csv(request: HttpRequest, user: User) -> HttpResponse:
    """Give what the list shows as CSV, without the pictures."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="specimens.csv"'
    response.write("\ufeff")  # spreadsheets then read Vietnamese letters
    rows = csv.writer(response)
    rows.writerow(
        [
            *("id", "kind", "agency", "agency_name", "holder", "title", "valid_from"),
            *("valid_until", "ground", "image_sha256"),
        ]
    )
    for each in find.search(request.GET.get("q", "")).iterator():
        rows.writerow(
            [
                each.pk,
                each.kind,
                each.agency.code,
                _plain(each.agency.name_vi),
                _plain(each.holder),
                _plain(each.title),
                each.valid_from,
                each.valid_until or "",
                _plain(each.ground),
                each.image.sha256,
            ]
        )
    return response


def _plain(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


class EndForm(Form):
    """From when a specimen is no longer valid, and why."""

    valid_until = day(_("No longer valid from"))
    reason = prose(_("Reason"), max_length=300)


@comparer
def specimen(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Show a specimen with its introductions; who keeps it may end it."""
    found = find.by_pk(pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        with form.refusals():
            actions.end(
                found,
                valid_until=said["valid_until"],
                reason=said["reason"],
                by=user,
                at=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, gettext("The specimen was ended."))
            return redirect("specimen", pk)
    context = {
        **_frame(user),
        "specimen": found,
        "introductions": found.introductions.select_related("to").order_by("sent_at"),
        "may_end": found.valid_until is None and user.may(KEEP, found.agency_id),
    }
    return show(request, "desk/specimens/page.html", form, **context)


@comparer
def image(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Give the picture to those who compare; no cache keeps it."""
    kept = find.by_pk(pk).image
    response = HttpResponse(papers.read(kept), content_type=kept.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    return response


class AddForm(Form):
    """A new specimen: without a name it is the seal of the agency."""

    agency = line(_("Code of the agency"), _("For example 14758"), size="short")
    name = line(
        _("Full name"),
        _("Of a signature; empty for the seal of the agency"),
        max_length=100,
        required=False,
    )
    title = line(
        _("Title"), _("As it stands below the signature"), max_length=120, required=False
    )
    valid_from = day(_("Valid from"))
    ground = line(_("Legal ground"), max_length=120, required=False)
    image = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG or JPEG, black or blue ink on white"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def added(self, user: User) -> Specimen:
        """Add it."""
        said, now = self.cleaned_data, timezone.now()
        agency = agencies.by_code(said["agency"], timezone.localdate(now))
        require(user, KEEP, agency.pk)
        holder = None
        if said["name"] or said["title"]:
            held = agency.posts.filter(person__name=said["name"]).first()
            person = held.person if held else None
            holder = actions.Holder(said["name"], said["title"], person)
        return actions.add(
            agency,
            image=papers.store(said["image"], field="image", at=now),
            valid_from=said["valid_from"],
            holder=holder,
            ground=said["ground"],
            by=user,
            at=now,
        )


@holder(KEEP)
def add(request: HttpRequest, user: User) -> HttpResponse:
    """Add a specimen of an agency for which the person keeps them."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddForm(*sent)
    if form.is_valid():
        said = {name: f"{value}" for name, value in form.cleaned_data.items()}
        with form.refusals():
            answer, _again = once(
                form.idempotency_key,
                name="desk.specimen",
                by=user,
                request=said,
                at=timezone.now(),
                do=lambda: {"specimen": form.added(user).pk},
            )
        if form.is_valid():
            return redirect("specimen", answer["specimen"])
    context = {
        **_frame(user),
        "title": gettext("Add a specimen"),
        "button": gettext("Add"),
    }
    return show(request, "desk/specimens/form.html", form, **context)


@comparer
def compare(request: HttpRequest, user: User) -> HttpResponse:
    """Show, side by side, what was valid for an agency on the day of a paper."""
    asked = request.GET.get("agency", "").strip()
    on, refused = _day(request)
    named = _named(asked, on) if asked and not refused else []
    agency = named[0] if len(named) == 1 else None
    context = {
        **_frame(user),
        "asked": asked,
        "on": on,
        "refused": refused,
        "agency": agency,
        "named": named if agency is None else [],
        "specimens": list(find.valid_on(agency, on)) if agency else [],
    }
    status = 422 if refused else 200
    return render(request, "desk/specimens/compare.html", context, status=status)


def _day(request: HttpRequest) -> tuple[date, str]:
    try:
        return day_asked(request), ""
    except Invalid as refusal:
        return timezone.localdate(), str(refusal)


def _named(text: str, on: date) -> list[Agency]:
    """The agency of that code, or those of that name."""
    exact = Agency.objects.on(on).filter(code=text).first()
    return [exact] if exact else agencies.search(text, on, limit=CHOICES)
