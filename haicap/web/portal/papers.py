"""Papers for the applicant, as PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from haicap.printing import actions
from haicap.printing.models import PaperKind, Print
from haicap.printing.refusals import NoPaper
from haicap.web.portal.party import own_dossier
from haicap.web.printing import PrintForm, as_pdf

FOR_APPLICANTS = (
    PaperKind.RECEIPT,
    PaperKind.SUPPLEMENT_REQUEST,
    PaperKind.REFUSAL_SLIP,
    PaperKind.APOLOGY,
    PaperKind.STOP_NOTICE,
)


@never_cache
def print_paper(request: HttpRequest, number: str) -> HttpResponse:
    """Print a paper of one's own dossier, and lead to its file."""
    found, party = own_dossier(request, number)
    if request.method != "POST":
        return redirect("dossier", number)
    kind, language = PrintForm(request.POST).asked()
    now = timezone.now()
    row = actions.print_paper(found, kind, language=language, by=party, at=now)
    return redirect("paper", number, row.code)


@never_cache
def paper(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """
    Give the file of a paper of one's own dossier.

    :raises NoPaper: if there is none under the code for applicants
    """
    found, _party = own_dossier(request, number)
    rows = Print.objects.filter(dossier=found, code=code, kind__in=FOR_APPLICANTS)
    row = rows.select_related("file").first()
    if row is None:
        raise NoPaper(what="printed paper", value=code)
    return as_pdf(row)
