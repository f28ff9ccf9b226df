"""Who calls: a program with a key, a signed-in browser, or the holder of a slip."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security import APIKeyCookie, APIKeyHeader, HttpBearer

from haicap.accounts.models import Token, User
from haicap.dossiers.door import Holder, Party
from haicap.dossiers.models import Dossier
from haicap.web.api.problems import CsrfFailed
from haicap.web.slips import open_slip


class Bearer(HttpBearer):
    """``Authorization: Bearer hc_…``; keys are made by ``haicap token``."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Give the person for whom the program acts."""
        return Token.person_of(token)


class _CsrfCheck(CsrfViewMiddleware):
    """Django's check, asked for its reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        raise CsrfFailed


class Session(APIKeyCookie):
    """The session of our own pages; whatever changes something needs the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        return request.COOKIES.get(self.param_name)

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """:raises CsrfFailed: if the token is not that of the session"""
        user = request.user if key else None
        if not isinstance(user, User):
            return None
        check = _CsrfCheck(lambda request: HttpResponse())
        check.process_request(request)
        check.process_view(request, lambda request: HttpResponse(), (), {})
        return user


@dataclass(frozen=True)
class SlipHolder(Holder):
    """Whoever holds the slip of a dossier, with the dossier that it opened."""

    dossier: Dossier


class Slip(APIKeyHeader):
    """The eight digits of the slip, for the dossier that the address names."""

    param_name = "X-Dossier-Secret"

    def authenticate(self, request: HttpRequest, key: str | None) -> SlipHolder | None:
        """:raises WrongSecret, TooManyAttempts: if they do not belong together"""
        match = request.resolver_match
        if not key or match is None:
            return None
        dossier = open_slip(request, match.kwargs["number"], key)
        return SlipHolder(dossier.pk, dossier)


PERSON = [Bearer(), Session()]
PARTY = [Bearer(), Session(), Slip()]


def person_of(request: HttpRequest) -> User:
    """The person who was let in."""
    person = party_of(request)
    assert isinstance(person, User)
    return person


def party_of(request: HttpRequest) -> Party:
    """The person or the holder of the slip who was let in."""
    party = getattr(request, "auth", None)
    assert isinstance(party, User | Holder)
    return party
