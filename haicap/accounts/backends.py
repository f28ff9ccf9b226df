"""Signing in with a login, a personal identification number or a telephone number."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from haicap.accounts import filling, throttle
from haicap.accounts.models import User
from haicap.common.text import clean


class AccountBackend(BaseBackend):
    """Knows people by what they type and by their password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """
        Give the person, or None.

        :raises TooManyAttempts: when too many failed in the last minutes
        """
        typed = credentials.get("login", username)
        if typed is None or password is None:
            return None
        typed = clean(typed).lower()[:200]
        address = request.META.get("REMOTE_ADDR", "") if request is not None else ""
        attempt = throttle.begin(typed, address, datetime.now(UTC))
        person = known_as(typed)
        if person is None or not person.is_active:
            # As slow as with a person, so that time does not tell who has an account.
            User().set_password(password)
            return None
        if not person.check_password(password):
            return None
        throttle.succeeded(attempt)
        return person

    def get_user(self, user_id: int) -> User | None:
        """Give the person of a session; a closed account ends it."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def known_as(typed: str) -> User | None:
    """
    Find a person by login, else by personal identification number, else by telephone.

    A telephone that several accounts share (a family's) tells none of them.
    """
    person = User.objects.filter(login=typed).first()
    if person is None and typed:
        person = User.objects.filter(personal_id=typed).first()
    if person is None and (phone := filling.plain_phone(typed)):
        sharing = list(User.objects.filter(phone=phone)[:2])
        person = sharing[0] if len(sharing) == 1 else None
    return person
