"""Papers to print: the receipt and appointment slip (form 01), the control sheet (form 06)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.dossiers.numbers import secret_of
from haicap.dossiers.permissions import RECEIVE
from haicap.web.desk import sheet
from haicap.web.desk.door import frame, officer
from haicap.web.desk.dossier import place_name, situation_of
from haicap.web.questions import in_language


@officer
def slip(request: HttpRequest, user: User, number: str) -> HttpResponse:
    """
    Print what was received, until when it is due and why then, and how the result is returned.

    It carries the secret, so only who receives at that centre may print it. Before reception
    it says that the dossier waits to be checked.
    """
    now = timezone.now()
    situation = situation_of(number, user, now)
    found = situation.dossier
    require(user, RECEIVE, found.return_at_id)
    context = {
        **frame(user),
        "dossier": found,
        "procedure": in_language(found.version.name_vi, found.version.name_en),
        "place": place_name(found, now),
        "secret": secret_of(found),
        "papers": [
            each for each in sheet.papers(situation.detail) if each.part.is_present
        ],
        "explained": sheet.explained(found),
        "track": request.build_absolute_uri("/track"),
        "printed_at": now,
        "printed_by": user.name,
    }
    return render(request, "desk/slip.html", context)


@officer
def control_sheet(request: HttpRequest, user: User, number: str) -> HttpResponse:
    """Print every step and handover, with early, on time or late; it goes with the papers."""
    now = timezone.now()
    situation = situation_of(number, user, now)
    found = situation.dossier
    context = {
        **frame(user),
        "dossier": found,
        "procedure": in_language(found.version.name_vi, found.version.name_en),
        "lines": sheet.control_sheet(situation.detail, situation.rows, now),
        "printed_at": now,
        "printed_by": user.name,
    }
    return render(request, "desk/control_sheet.html", context)
