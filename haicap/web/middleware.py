"""Turns a refusal into an answer, so that no view needs a ``try``."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haicap.common.errors import Refused


class RefusalMiddleware:
    """Shows what a rule refused, with its status; the transaction is already undone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer a ``Refused``; everything else is Django's."""
        if not isinstance(exception, Refused):
            return None
        return render(
            request, "refused.html", {"refusal": exception}, status=exception.status
        )
