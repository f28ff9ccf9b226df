"""The public page on which anybody checks a paper, by its code or by the file itself."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from haicap.common.errors import Invalid
from haicap.papers.actions import MAX_BYTES
from haicap.printing import verify as papers
from haicap.printing.models import Print
from haicap.printing.standing import standing_of
from haicap.printing.verify import Examined
from haicap.signatures.models import Signature
from haicap.signatures.pades import Verdict
from haicap.signatures.words import VERDICTS, moment_sentence
from haicap.web.forms import Form, show
from haicap.web.portal import masking
from haicap.web.status import Tag


class VerifyForm(Form):
    """A code, or a file."""

    code = forms.CharField(
        label=gettext_lazy("Code on the paper"),
        help_text=gettext_lazy("Twelve letters and digits, beside the square code"),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or the file that you were given"),
        help_text=gettext_lazy("A PDF of at most 10 MB; it is looked at and not kept"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def data_of_file(self) -> bytes:
        """
        Read the file.

        :raises Invalid: if there is none, or it is too large
        """
        given = self.cleaned_data["file"]
        if given is None:
            raise Invalid("code", _("Type the code, or choose a file."))
        data: bytes = given.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Invalid("file", _("The file is larger than 10 MB."))
        return data


@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; lead to the paper of a code, say what a file is."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = VerifyForm(*sent)
    if form.is_valid():
        if form.cleaned_data["code"]:
            with form.refusals():
                return redirect(
                    "verify-code", papers.by_code(form.cleaned_data["code"]).code
                )
        else:
            with form.refusals():
                return _examined(request, papers.examine(form.data_of_file()))
    return show(request, "portal/verify.html", form, section="verify")


@never_cache
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the paper with the code is, and whether it still holds."""
    found = papers.by_code(code)
    if isinstance(found, Print):
        return render(request, "portal/verified.html", _of_print(found))
    return render(request, "portal/verified_signature.html", _of_signature(found))


def _of_print(row: Print) -> dict[str, Any]:
    standing = standing_of(row, timezone.now())
    tone = (
        Tag("ok", "✓", _("It holds"))
        if standing.holds
        else Tag("warn", "▲", _("It no longer holds"))
    )
    dossier = row.dossier
    return {
        "section": "verify",
        "row": row,
        "standing": standing,
        "tag": tone,
        "applicant": masking.name(dossier.applicant_name) if dossier else "",
    }


def _of_signature(row: Signature) -> dict[str, Any]:
    return {"section": "verify", "row": row, "certificate": row.certificate}


_TONES = {
    Verdict.INTACT: ("ok", "✓"),
    Verdict.CHANGED: ("late", "✖"),
    Verdict.UNKNOWN_SIGNER: ("warn", "▲"),
    Verdict.NOT_VALID_THEN: ("warn", "▲"),
}


def _examined(request: HttpRequest, found: Examined) -> HttpResponse:
    signed = [
        {
            "checked": each.checked,
            "tone": _TONES[each.checked.verdict][0],
            "sign": _TONES[each.checked.verdict][1],
            "verdict": VERDICTS[each.checked.verdict],
            "moment": moment_sentence(each.checked),
            "known": each.known,
        }
        for each in found.signed
    ]
    context: dict[str, Any] = {"section": "verify", "found": found, "signed": signed}
    if found.printed is not None:
        context |= _of_print(found.printed)
    return render(request, "portal/examined.html", context)
