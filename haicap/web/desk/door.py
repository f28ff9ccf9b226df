"""Who may come to the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.dossiers.permissions import VIEW

P = ParamSpec("P")


def officer(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """
    Give the view the officer; strangers get a page that says no, guests one to sign in.

    What the officer may do with one dossier the actions decide, each for itself.
    """

    @wraps(view)
    @never_cache
    def guarded(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(request.get_full_path())
        require(user, VIEW)
        return view(request, user, *args, **kwargs)

    return guarded
