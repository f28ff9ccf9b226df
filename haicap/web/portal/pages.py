"""Pages that stand by themselves, and the answers for machines that watch."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def help_page(request: HttpRequest) -> HttpResponse:
    """How to do the common things."""
    return render(request, "portal/help.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and what does not yet."""
    return render(request, "portal/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data are kept, and why."""
    return render(request, "portal/privacy.html")


def ping(request: HttpRequest) -> HttpResponse:
    """Answer the connection pill in a few bytes."""
    return HttpResponse(
        "ok", content_type="text/plain", headers={"Cache-Control": "no-store"}
    )


def healthz(request: HttpRequest) -> HttpResponse:
    """Tell a watcher that the program runs and its database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
