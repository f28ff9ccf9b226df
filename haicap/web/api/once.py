"""Doing a verb once, however often the client asks under the same key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from haicap.common.errors import Invalid
from haicap.dossiers.door import Party
from haicap.journal import commands

Answer = dict[str, Any]


def once(
    request: HttpRequest,
    response: HttpResponse,
    wanted: BaseModel | dict[str, Any],
    do: Callable[[], Answer],
    *,
    by: Party,
    at: datetime,
) -> Answer:
    """
    Do it, and under an ``Idempotency-Key`` only once; the same answer comes again.

    :raises KeyReused: if the key was used for another request
    :raises Invalid: if the key is empty, too long or holds strange signs
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return do()
    if not (key.isascii() and key.isprintable() and len(key) <= commands.LONGEST_KEY):
        raise Invalid("Idempotency-Key", _("at most 80 letters, digits and signs"))
    body = wanted if isinstance(wanted, dict) else wanted.model_dump(mode="json")
    match = request.resolver_match
    answer, is_replay = commands.once(
        key,
        name=match.url_name or "" if match else "",
        by=by,
        request={"path": request.path, "body": body},
        at=at,
        do=do,
    )
    if is_replay:
        response.headers["Idempotent-Replay"] = "true"
    return answer
