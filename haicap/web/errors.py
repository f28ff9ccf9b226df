"""Pages for what went wrong before a view could say so: a status, a sentence, a code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, code: str, sentence: str) -> HttpResponse:
    context = {"code": code, "sentence": sentence}
    return render(request, "refused.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read."""
    return _page(request, 400, "bad-request", _("The request could not be read."))


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not see this."""
    return _page(request, 403, "not-allowed", _("You may not see this page."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return _page(request, 404, "not-found", _("There is no page at this address."))


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit: an old page, or cookies are off."""
    sentence = _("The form was open too long, or cookies are off. Go back and try again.")
    return _page(request, 403, "form-too-old", sentence)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when the program failed; asks nothing of the database or the session."""
    return render(None, "broken.html", status=500)
