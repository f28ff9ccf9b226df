"""Opening a dossier by what stands on its slip; the same door for pages and programs."""

from datetime import UTC, datetime

from django.http import HttpRequest

from haicap.accounts import throttle
from haicap.dossiers.models import Dossier
from haicap.dossiers.reading import by_secret


def open_slip(request: HttpRequest, number: str, secret: str) -> Dossier:
    """
    Give the dossier that number and secret open, with its names.

    :raises WrongSecret: if they do not belong together
    :raises TooManyAttempts: after too many wrong ones for this number or from this address
    """
    address = request.META.get("REMOTE_ADDR", "")
    attempt = throttle.begin(f"dossier:{number.strip()}", address, datetime.now(UTC))
    dossier = by_secret(number, secret)
    throttle.succeeded(attempt)
    return dossier
