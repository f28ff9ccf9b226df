"""The API put together: its operations, its document, its failures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from haicap.web.api import (
    distance,
    dossiers,
    due,
    people,
    problems,
    procedures,
    standing,
    units,
    verbs,
)
from haicap.web.api.parsing import StrictParser
from haicap.web.api.schemas.base import Problem

ROOT = "/api/v1/"
DESCRIPTION = """
Take a request from submission to its result, and read units, procedures and competences of
any day.

- **Who**: `Authorization: Bearer hc_…` (`haicap token LOGIN` makes a key); the holder of a
  slip sends its secret as `X-Dossier-Secret`. Units, procedures, competences and due moments
  are open to everybody.
- **Language**: `?lang=vi|en`, else `Accept-Language`, else Vietnamese.
- **Repeat safely**: send an `Idempotency-Key` with every POST that does something.
- **Refusals** are problem documents (RFC 9457); `type` is a stable code.
- **Moments** are ISO 8601 with an offset; days are those of Vietnam. Periods include their
  first day and not their last.
"""


class Json(JSONRenderer):
    """JSON in which Vietnamese can be read."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """The framework's, with the shape of problems among its schemas."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Give the document; the same for every reader."""
        document = super().get_openapi_schema(**kwargs)
        shape = Problem.model_json_schema(mode="serialization")
        document["components"]["schemas"]["Problem"] = shape
        for place in document["paths"].values():
            for operation in place.values():
                for parameter in operation["parameters"]:
                    # Those of the schema suffice; here the standard wants another form.
                    parameter.pop("examples", None)
        return document


api = Api(
    title="Haicap",
    version="1.0.0",
    description=DESCRIPTION.strip(),
    parser=StrictParser(),
    renderer=Json(),
    urls_namespace="api",
)
problems.register(api)
for room in (
    people,
    dossiers,
    verbs,
    procedures,
    units,
    standing,
    due,
    distance,
):
    api.add_router("", room.router)


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """Answer an address of the API that leads nowhere, as a problem and not as a page."""
    return problems.of_status(404)


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", api.urls),
    re_path(r"", nowhere, name="api-nowhere"),
]
