"""What happens to accounts, posts and tokens."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("account.opened", _("%(by)s opened account %(account)s."))
@dataclass(frozen=True)
class Opened:
    account: int


@fact("account.signed-up", _("%(by)s signed up."))
@dataclass(frozen=True)
class SignedUp:
    account: int


@fact("account.password-set", _("%(by)s set the password of account %(account)s."))
@dataclass(frozen=True)
class PasswordSet:
    account: int


@fact("account.closed", _("%(by)s closed account %(account)s."))
@dataclass(frozen=True)
class Closed:
    account: int


@fact(
    "post.given",
    _("%(by)s gave account %(account)s the role “%(role)s” from %(valid_from)s."),
)
@dataclass(frozen=True)
class Given:
    post: int
    account: int
    role: str
    valid_from: date
    valid_until: date | None


@fact(
    "post.ended",
    _("%(by)s ended the role “%(role)s” of account %(account)s on %(valid_until)s."),
)
@dataclass(frozen=True)
class Ended:
    post: int
    account: int
    role: str
    valid_until: date


@fact("token.issued", _("%(by)s issued token %(token)s for account %(account)s."))
@dataclass(frozen=True)
class Issued:
    token: int
    account: int


@fact("token.revoked", _("%(by)s revoked token %(token)s of account %(account)s."))
@dataclass(frozen=True)
class Revoked:
    token: int
    account: int
