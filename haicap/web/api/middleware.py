"""What every answer of the API passes: its language, and problems instead of pages."""

from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from haicap.web.api import problems
from haicap.web.middleware import API, GetResponse

KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiMiddleware:
    """
    Speaks the language that ``?lang=`` or Accept-Language asks for, unlike the pages.

    A program says what it wants, so its header is heeded. What failed before or outside an
    operation (an unknown host, a wrong method) becomes a problem document too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.known = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        asked = request.GET.get("lang", "")
        if asked not in self.known:
            asked = self._preferred(request.headers.get("Accept-Language", ""))
        with translation.override(asked):
            request.LANGUAGE_CODE = asked
            response = self._answer(request)
        response.headers["Content-Language"] = asked
        response.headers.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        return response

    def _preferred(self, header: str) -> str:
        """Choose the first language of the header that is known."""
        for code, _weight in parse_accept_lang_header(header[:200].lower()):
            if code.partition("-")[0] in self.known:
                return str(code.partition("-")[0])
        return settings.LANGUAGE_CODE

    def _answer(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "\0" in unquote(query):
            return problems.of_status(400)  # PostgreSQL keeps no such text
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        if response.status_code < 400 or kind.startswith(problems.MEDIA_TYPE):
            return response
        found = problems.of_status(response.status_code)
        for name in KEPT:
            if name in response.headers:
                found.headers[name] = response.headers[name]
        return found
