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


def officer(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """
    Give the view the officer; strangers get a page that says no, guests one to sign in.

    What the officer may do with one dossier the actions decide, each for itself.
    """

    @wraps(view)
    @never_cache
    def guarded(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(request.get_full_path())
        require(user, VIEW)
        return view(request, user, *args, **kwargs)

    return guarded


def frame(user: User, section: str = "work") -> dict[str, Any]:
    """What the frame of every page of the desk shows."""
    return {
        "section": section,
        "can_receive": user.may(RECEIVE),
        "has_unresolved": user.may(RESOLVE) and reading.unresolved(user).exists(),
    }
