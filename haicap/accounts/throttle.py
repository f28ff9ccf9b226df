"""
Slowing down who guesses passwords.

An attempt is written down before the password is looked at, so that a hundred at once
count as a hundred. The name alone has a high limit and the pair of name and address a low
one: a stranger can hardly lock somebody out, and an office behind one address can work.
"""

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import SignInAttempt
from haicap.common.errors import Refused

WINDOW = timedelta(minutes=15)
OF_A_NAME_FROM_AN_ADDRESS = 5
OF_A_NAME = 30
OF_AN_ADDRESS = 100


class TooManyAttempts(Refused):
    """Too many sign-ins failed; ``seconds`` tells how long to wait."""

    code = "account.too-many-attempts"
    message = _("Too many failed attempts. Try again in %(minutes)s minutes.")
    status = 429


def begin(login: str, address: str, at: datetime) -> SignInAttempt:
    """
    Write an attempt down, unless there were too many.

    :raises TooManyAttempts: with the time to wait; the attempt is then not counted
    """
    since = at - WINDOW
    SignInAttempt.objects.filter(at__lte=since).delete()
    who = _who(login)
    attempt = SignInAttempt.objects.create(who=who, address=address, at=at)
    mine, here = Q(who=who), Q(address=address)
    earlier = SignInAttempt.objects.filter(at__gt=since, pk__lt=attempt.pk)
    count = earlier.filter(mine | here).aggregate(
        pair=Count("pk", mine & here),
        name=Count("pk", mine),
        address=Count("pk", here),
        first=Min("at"),
    )
    if (
        count["pair"] >= OF_A_NAME_FROM_AN_ADDRESS
        or count["name"] >= OF_A_NAME
        or count["address"] >= OF_AN_ADDRESS
    ):
        attempt.delete()
        wait = (count["first"] + WINDOW - at).total_seconds()
        raise TooManyAttempts(seconds=round(wait), minutes=max(1, -(-wait // 60)))
    return attempt


def succeeded(attempt: SignInAttempt) -> None:
    """Forget the failures of this person at this address."""
    SignInAttempt.objects.filter(who=attempt.who, address=attempt.address).delete()


def _who(login: str) -> str:
    return salted_hmac("haicap.sign-in", login, algorithm="sha256").hexdigest()
