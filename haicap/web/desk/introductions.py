"""Introducing specimens to the foreign ministry, and receiving them there."""

import csv
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Invalid
from haicap.specimens import actions, find
from haicap.specimens.lifecycle import IntroductionMove, state_after
from haicap.specimens.models import Introduction, Specimen
from haicap.specimens.permissions import KEEP, PROCESS, VIEW
from haicap.units import agencies
from haicap.web.desk.acts.common import line, prose
from haicap.web.desk.door import frame, holder
from haicap.web.forms import Checks, Form, show

PAGE = 50


def _frame(user: User) -> dict[str, Any]:
    return {**frame(user, "specimens"), "keeps": user.may(KEEP)}


@holder(VIEW)
def introductions(request: HttpRequest, user: User) -> HttpResponse:
    """List those that the person sent or is to process; ``?state=`` narrows it down."""
    rows = Introduction.objects.filter(find.introductions(user))
    state = request.GET.get("state", "")
    if state:
        rows = rows.filter(state=state)
    rows = rows.select_related("agency", "to").order_by("-sent_at", "-pk")
    if request.GET.get("format") == "csv":
        return _csv(rows)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    states = Introduction._meta.get_field("state").choices
    context = {**_frame(user), "page": page, "state": state, "states": states}
    return render(request, "desk/specimens/introductions.html", context)


def _csv(rows: Any) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="introductions.csv"'
    response.write("\ufeff")  # spreadsheets then read Vietnamese letters
    lines = csv.writer(response)
    lines.writerow(["number", "agency", "to", "state", "sent", "received", "processed"])
    for each in rows.iterator():
        number = f"'{each.number}" if each.number[:1] in "=+-@" else each.number
        moments = (each.sent_at, each.received_at, each.processed_at)
        days = [timezone.localdate(at).isoformat() if at else "" for at in moments]
        lines.writerow([number, each.agency.code, each.to.code, each.state, *days])
    return response


class IntroduceForm(Form):
    """Which specimens of the agency, by which letter."""

    number = line(_("Number of the letter"), max_length=80, size="short")
    specimens = forms.TypedMultipleChoiceField(
        label=_("Specimens"), coerce=int, widget=Checks
    )

    def __init__(self, data: QueryDict | None, choices: list[Specimen]) -> None:
        super().__init__(data)
        self.by_pk = {each.pk: each for each in choices}
        field = self.fields["specimens"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.pk, _words(each)) for each in choices]


def _words(specimen: Specimen) -> str:
    kind = specimen.get_kind_display()
    whose = f": {specimen.holder}, {specimen.title}" if specimen.holder else ""
    return f"{kind}{whose} (№ {specimen.pk})"


@holder(KEEP)
def introduce(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Introduce the valid specimens of an agency to the foreign ministry."""
    now = timezone.now()
    today = timezone.localdate(now)
    agency = agencies.by_code(code, today)
    require(user, KEEP, agency.pk)
    form = IntroduceForm(request.POST or None, list(find.valid_on(agency, today)))
    if form.is_valid():
        chosen = [form.by_pk[pk] for pk in form.cleaned_data["specimens"]]
        with form.refusals():
            made = actions.introduce(
                agency,
                specimens=chosen,
                to=find.foreign_ministry(today),
                number=form.cleaned_data["number"],
                by=user,
                at=now,
            )
        if form.is_valid():
            return redirect("introduction", made.pk)
    title = gettext("Introduce specimens: %(agency)s") % {"agency": agency.name_vi}
    context = {**_frame(user), "title": title, "button": gettext("Send the introduction")}
    return show(request, "desk/specimens/form.html", form, **context)


class StepForm(Form):
    """What is done with an introduction; sending back wants a reason."""

    step = forms.ChoiceField(choices=IntroductionMove.choices)
    reason = prose(
        _("Reason"), _("Only for sending back"), max_length=500, required=False
    )


_STEPS: dict[str, Callable[..., Introduction]] = {
    IntroductionMove.RECEIVE: actions.receive,
    IntroductionMove.PROCESS: actions.process,
}


@holder(VIEW)
def introduction(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Show an introduction with its specimens side by side, and what can be done with it."""
    found = find.introduction(pk, user)
    form = StepForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            _do(found, form.cleaned_data, user)
        if form.is_valid():
            messages.success(request, gettext("It was noted."))
            return redirect("introduction", pk)
    may = user.may(PROCESS, found.to_id)
    moves = [m for m in IntroductionMove if may and state_after(found.state, m)]
    context = {
        **_frame(user),
        "introduction": found,
        "specimens": found.specimens.select_related("agency").order_by("kind", "holder"),
        "moves": moves,
    }
    return show(request, "desk/specimens/introduction.html", form, **context)


def _do(found: Introduction, said: dict[str, str], user: User) -> None:
    now = timezone.now()
    if said["step"] in _STEPS:
        _STEPS[said["step"]](found, by=user, at=now)
    elif said["step"] == IntroductionMove.SEND_BACK:
        actions.send_back(found, reason=said["reason"], by=user, at=now)
    else:
        raise Invalid("step", gettext("There is no such step."))
