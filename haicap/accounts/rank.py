"""Who may act on whose posts: nobody gives what he neither holds nor is trusted to give."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.accounts import door
from haicap.accounts.models import Post, User
from haicap.accounts.permissions import MANAGE, giving
from haicap.accounts.roles import Role, permissions_of
from haicap.common.errors import NotAllowed, Refused
from haicap.units.models import Agency


class AboveOwnPowers(Refused):
    """The role may do what the person who acts may not do there."""

    code = "account.above-own-powers"
    message = _(
        "The role “%(role)s” may do more at this agency than you (%(missing)s); somebody"
        " above must do this."
    )
    status = 403


def require_over(by: User | None, role: str, agency: Agency | None) -> None:
    """
    Let pass who manages accounts there and may give the role, or holds all that it holds.

    A leader gives the posts of his agency without doing their work: who receives, who
    examines and who signs stay apart.

    The program itself (None) stands above everybody: the command line of the server.

    :raises NotAllowed: if ``by`` does not manage accounts at the agency
    :raises AboveOwnPowers: if the role is not for ``by`` to give and holds more than he does
    """
    if by is None:
        return
    if not _holds(by, MANAGE, agency):
        raise NotAllowed(permission=MANAGE)
    if _holds(by, giving(role), agency):
        return
    missing = sorted(p for p in permissions_of(role) if not _holds(by, p, agency))
    if missing:
        raise AboveOwnPowers(role=Role(role).label, missing=", ".join(missing))


def require_over_person(by: User | None, person: User, at: datetime) -> None:
    """
    Let pass the person, or who stands over every post that the person holds or will hold.

    Over citizens, who hold none, stands only who manages accounts in the whole nation.
    """
    if by is None or by.pk == person.pk:
        return
    posts = list(posts_left(person, at))
    if not posts and not door.scope_of(by, MANAGE).nationwide:
        raise NotAllowed(permission=MANAGE)
    for post in posts:
        require_over(by, post.role, post.agency)


def posts_left(person: User, at: datetime) -> Iterable[Post]:
    """The posts that are not over, today's and those to come."""
    today = timezone.localdate(at)
    left = Q(valid_until__isnull=True) | Q(valid_until__gt=today)
    return person.posts.filter(left).select_related("agency").order_by("pk")


def _holds(by: User, permission: str, agency: Agency | None) -> bool:
    scope = door.scope_of(by, permission)
    return scope.nationwide if agency is None else scope.covers(agency)
