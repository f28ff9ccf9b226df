"""Papers as PDF, on every face."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.models import Dossier
from haicap.papers import actions as papers
from haicap.printing import build
from haicap.printing.layout import LANGUAGES
from haicap.printing.models import PaperKind, Print

SECOND = (("vi", _("Vietnamese")), ("en", _("Vietnamese with English")))


class PrintForm(forms.Form):
    """Which paper, in which languages."""

    kind = forms.CharField(max_length=20)
    lang = forms.CharField(max_length=2, required=False)

    def asked(self) -> tuple[str, str]:
        """The kind and the language; the action judges both."""
        if not self.is_valid():
            return "", LANGUAGES[0]
        return self.cleaned_data["kind"], self.cleaned_data["lang"] or LANGUAGES[0]


def offered(dossier: Dossier, *kinds: str) -> Sequence[tuple[str, str]]:
    """The papers that can be printed now: kinds with their names."""
    there = build.available(dossier)
    wanted = [kind for kind in there if not kinds or kind in kinds]
    return [(kind, str(PaperKind(kind).label)) for kind in wanted]


def as_pdf(row: Print) -> HttpResponse:
    """The paper as a file that browsers show themselves."""
    response = HttpResponse(papers.read(row.file), content_type="application/pdf")
    name = f"{row.kind}-{row.code}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
