"""
What went wrong, as a problem document (RFC 9457): never a page, never a traceback.

``type`` is the stable code of the refusal, ``detail`` a sentence in the language asked for,
``errors`` names the fields that are badly filled in, each with its rule.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from haicap.common.errors import Invalid, Refused
from haicap.web.api import words

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TITLES: dict[int, str | Promise] = {
    400: _("The request cannot be read"),
    401: _("Nobody is signed in"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not done this way"),
    409: _("A rule says no"),
    413: _("Too large"),
    415: _("Not this kind of content"),
    422: _("Badly filled in"),
    429: _("Too many attempts"),
    500: _("The program failed"),
}
# The answers that no rule gives: status → code and sentence.
COMMON: dict[int, tuple[str, str | Promise]] = {
    400: ("bad-request", _("The request could not be read.")),
    401: (
        "not-signed-in",
        _("Send a valid key: “Authorization: Bearer hc_…”, or sign in."),
    ),
    403: ("not-allowed", _("You may not do this.")),
    404: ("not-found", _("There is nothing at this address.")),
    405: ("method-not-allowed", _("This address does not know this method.")),
    413: ("too-large", _("The request is larger than 12 MB.")),
    415: ("unsupported-media-type", _("Send the content as application/json.")),
    422: ("invalid-fields", _("Some fields are badly filled in.")),
    500: ("broken", _("The program failed; it was written down. Try again later.")),
}


class Unreadable(Refused):
    """The body is no JSON, or holds what cannot be kept."""

    code = "bad-request"
    message = _("The content cannot be read as JSON: %(why)s")
    status = 400


class UnsupportedMediaType(Refused):
    """The content is something else than JSON."""

    code, message = COMMON[415]
    status = 415


class CsrfFailed(Refused):
    """Signed in by cookie, but without the token that only our own pages know."""

    code = "csrf-failed"
    message = _("Send the CSRF token of the session in the header X-CSRFToken.")
    status = 403


def problem(
    status: int,
    code: str,
    detail: object,
    *,
    errors: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Make the answer."""
    said: dict[str, Any] = {
        "type": code,
        "title": str(TITLES.get(status, TITLES[400])),
        "status": status,
        "detail": str(detail),
    }
    if errors:
        said["errors"] = {field: str(rule) for field, rule in errors.items()}
    return HttpResponse(
        json.dumps(said, ensure_ascii=False), content_type=MEDIA_TYPE, status=status
    )


def of_status(status: int) -> HttpResponse:
    """The answer where only a status is known."""
    code, detail = COMMON.get(status, COMMON[500 if status >= 500 else 400])
    return problem(status, code, detail)


def of_refusal(refused: Refused) -> HttpResponse:
    """The answer for what a rule refused; says when to try again if the rule does."""
    errors: Mapping[str, object] = {}
    if isinstance(refused, Invalid):
        field = {refused.details["field"]: refused.details["rule"]}
        errors = refused.details.get("errors", field)
    answer = problem(refused.status, refused.code, refused, errors=errors)
    if "seconds" in refused.details:
        answer.headers["Retry-After"] = str(refused.details["seconds"])
    return answer


def of_faults(faults: list[dict[str, Any]]) -> HttpResponse:
    """The answer for a request that does not have the shape the document asks for."""
    errors = {words.path_of(fault["loc"]): words.rule_of(fault) for fault in faults}
    detail = "; ".join(f"{field}: {rule}" for field, rule in errors.items())
    return problem(422, COMMON[422][0], detail, errors=errors)


def register(api: NinjaAPI) -> None:
    """Let every failure of an operation end here."""
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refused: lambda request, error: of_refusal(error),
        ValidationError: lambda request, error: of_faults(error.errors),
        AuthenticationError: _unknown,
        HttpError: _http,
        Http404: lambda request, error: of_status(404),
        RequestDataTooBig: lambda request, error: of_status(413),
        UnreadablePostError: lambda request, error: of_status(400),
        MultiPartParserError: lambda request, error: of_status(400),
        Exception: _broken,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def _unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    answer = of_status(401)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="haicap"'
    return answer


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Refused):  # what the parser of the body said
        return of_refusal(error.__cause__)
    return of_status(error.status_code)


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    # Of the request only its method and route: addresses and bodies hold personal data.
    route = getattr(request.resolver_match, "route", "")
    logger.error("%s %s failed", request.method, route, exc_info=error)
    return of_status(500)
