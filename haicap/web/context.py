"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


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
    return {"is_demo": settings.HAICAP_DEMO, "languages": languages}
