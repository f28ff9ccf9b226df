"""Who may see the board, and what every page of it shows."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.measures.permissions import VIEW

P = ParamSpec("P")


def leader(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """
    Let pass who may see the board: the numbers of all units, whichever is their own.

    Which dossiers behind a number somebody may see is asked for each dossier.
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


def frame(*, is_public: bool = False) -> dict[str, Any]:
    """What the frame of the pages shows."""
    return {"section": "figures" if is_public else "board", "is_public": is_public}
