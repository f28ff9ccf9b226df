"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from haicap.accounts.models import User
from haicap.dossiers import permissions as dossiers
from haicap.measures import permissions as measures
from haicap.specimens import permissions as specimens


def house(request: HttpRequest) -> dict[str, Any]:
    """Whether the data is simulated, and the addresses of this page in the languages."""
    current = translation.get_language()
    languages = []
    for code, _name in settings.LANGUAGES:
        query = request.GET.copy()
        query["lang"] = code
        name = translation.get_language_info(code)["name_local"]
        languages.append(
            {
                "code": code,
                "name": name[0].upper() + name[1:],
                "href": "?" + query.urlencode(),
                "current": code == current,
            }
        )
    return {
        "is_demo": settings.HAICAP_DEMO,
        "languages": languages,
        # Asked only by pages that show the way there, and then once.
        "has_desk": SimpleLazyObject(lambda: _may(request, dossiers.VIEW)),
        "has_specimens": SimpleLazyObject(lambda: _may(request, specimens.VIEW)),
        "has_board": SimpleLazyObject(lambda: _may(request, measures.VIEW)),
    }


def _may(request: HttpRequest, permission: str) -> bool:
    user = getattr(request, "user", None)
    return isinstance(user, User) and user.may(permission)
