"""What an applicant does with a dossier that was sent: supplement, pay, withdraw, rate."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from haicap.common.errors import NotFound
from haicap.dossiers import actions
from haicap.dossiers.door import Party
from haicap.dossiers.models import Dossier, Satisfaction
from haicap.dossiers.reading import faults_of
from haicap.dossiers.terms import terms_of
from haicap.journal.commands import once
from haicap.web.forms import Form, Radios, show
from haicap.web.portal.party import caller_of, own_dossier
from haicap.web.uploads import FileList, StoringForm, component_label


def _once(
    form: Form, name: str, party: Party, about: Dossier, do: Callable[[], object]
) -> None:
    """Do it once for the key of the form; what a rule refuses is shown in the form."""

    def answered() -> dict[str, Any]:
        do()
        return {"dossier": about.pk}

    with form.refusals():
        once(
            form.idempotency_key,
            name=name,
            by=caller_of(party),
            request={"dossier": about.pk},
            at=timezone.now(),
            do=answered,
        )


class SupplementForm(StoringForm):
    """The answer to a supplement request, with a field for each paper that was asked for."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self, data: QueryDict | None, files: Any = None, *, dossier: Dossier
    ) -> None:
        super().__init__(data, files)
        components = terms_of(dossier.version).components_of(dossier.case_id)
        by_code = {component.code: component for component in components}
        asked = [fault["about"] for fault in dossier.supplement.faults]
        for code in dict.fromkeys(code for code in asked if code in by_code):
            label = component_label(by_code[code])
            self.fields[f"file.{code}"] = FileList(label, needed=True, hint="")
        self.fields["file."] = FileList(_("Other files"), hint="")


@never_cache
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """Answer everything that was asked for, in one go."""
    dossier, party = own_dossier(request, number)
    if not hasattr(dossier, "supplement"):
        raise NotFound(what=_("supplement request of"), value=number)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SupplementForm(*sent, dossier=dossier)
    if form.is_valid():
        now = timezone.now()
        uploads = form.uploads(now)
        if form.is_valid():
            said = form.cleaned_data["answer"]
            _once(
                form,
                "portal.supplement",
                party,
                dossier,
                lambda: actions.answer_supplement(
                    dossier, answer=said, uploads=uploads, by=party, at=now
                ),
            )
        if form.is_valid():
            messages.success(
                request, _("What you added has arrived: %d files.") % len(uploads)
            )
            return redirect("dossier", number)
    return show(
        request,
        "portal/supplement.html",
        form,
        section="track",
        dossier=dossier,
        faults=faults_of(dossier),
    )


@never_cache
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Pay, in a simulation that says so."""
    dossier, party = own_dossier(request, number)
    charge = dossier.charges.order_by("-pk").first()
    if charge is None:
        raise NotFound(what=_("payment request of"), value=number)
    form = Form(request.POST or None)
    if form.is_valid():
        receipt = f"SIM-{form.idempotency_key[:8]}"
        _once(
            form,
            "portal.pay",
            party,
            dossier,
            lambda: actions.pay(
                dossier, method="simulated", receipt=receipt, by=party, at=timezone.now()
            ),
        )
        if form.is_valid():
            messages.success(request, _("The simulated payment was noted."))
            return redirect("dossier", number)
    context = {"section": "track", "dossier": dossier, "charge": charge}
    return show(request, "portal/pay.html", form, **context)


class WithdrawForm(Form):
    """Why, if the applicant wants to say."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@never_cache
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the dossier back; asked once more, because it cannot be undone."""
    dossier, party = own_dossier(request, number)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data["reason"]
        _once(
            form,
            "portal.withdraw",
            party,
            dossier,
            lambda: actions.withdraw(dossier, reason=said, by=party, at=timezone.now()),
        )
        if form.is_valid():
            messages.success(request, _("The dossier was withdrawn."))
            return redirect("dossier", number)
    return show(request, "portal/withdraw.html", form, section="track", dossier=dossier)


class RateForm(Form):
    """The three national grades, and a word if one likes."""

    grade = forms.ChoiceField(
        label=gettext_lazy("How was it?"), choices=Satisfaction.choices, widget=Radios
    )
    comment = forms.CharField(
        label=gettext_lazy("What should be better, what was good?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@never_cache
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Rate once how the dossier was handled."""
    dossier, party = own_dossier(request, number)
    form = RateForm(request.POST or None)
    if form.is_valid():
        grade, comment = form.cleaned_data["grade"], form.cleaned_data["comment"]
        _once(
            form,
            "portal.rate",
            party,
            dossier,
            lambda: actions.rate(
                dossier, grade=grade, comment=comment, by=party, at=timezone.now()
            ),
        )
        if form.is_valid():
            messages.success(request, _("Thank you. Your rating was kept."))
            return redirect("dossier", number)
    return show(request, "portal/rate.html", form, section="track", dossier=dossier)
