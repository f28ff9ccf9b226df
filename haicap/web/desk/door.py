"""Who may come to the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.dossiers import reading
from haicap.dossiers.permissions import RECEIVE, RESOLVE, VIEW

P = ParamSpec("P")


View = Callable[Concatenate[HttpRequest, User, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def holder(permission: str) -> Callable[[View[P]], Guarded[P]]:
    """
    Give the view who holds the permission; others get a page that says no, or to sign in.

    What may be done with one thing the actions decide, each for itself.
    """

    def guard(view: View[P]) -> Guarded[P]:
        @wraps(view)
        @never_cache
        def guarded(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            require(user, permission)
            return view(request, user, *args, **kwargs)

        return guarded

    return guard


def officer(view: View[P]) -> Guarded[P]:
    """Give the view the officer: whoever may see dossiers anywhere."""
    return holder(VIEW)(view)


def frame(user: User, section: str = "work") -> dict[str, Any]:
    """What the frame of every page of the desk shows."""
    return {
        "section": section,
        "can_receive": user.may(RECEIVE),
        "has_unresolved": user.may(RESOLVE) and reading.unresolved(user).exists(),
    }
