"""Commands that a client may repeat: done once, answered every time."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import Actor
from haicap.common.errors import Invalid, Refused
from haicap.journal.models import Command

Answer = dict[str, Any]

LONGEST_KEY = 80

_CLAIM = """
INSERT INTO journal_command (by_id, key, name, digest, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (by_id, key) DO NOTHING RETURNING id
"""


class KeyReused(Refused):
    """The key was used before, for something else."""

    code = "command.key-reused"
    message = _("The key “%(key)s” was already used for another request.")


def once(
    key: str,
    *,
    name: str,
    by: Actor,
    request: Mapping[str, Any],
    at: datetime,
    do: Callable[[], Answer],
) -> tuple[Answer, bool]:
    """
    Do it, unless this person already did it under this key; tell whether it was replayed.

    The answer is kept as JSON, so let it hold ids and numbers only. Two at the same
    moment: the second waits for the first. A refusal leaves nothing behind, so a retry
    under the same key may succeed.

    :raises Invalid: if the key is empty or too long
    :raises KeyReused: if the key was used for another request
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise Invalid("key", _("between 1 and %d characters") % LONGEST_KEY)
    digest = _digest(name, request)
    with transaction.atomic():
        # Waits here for another transaction that holds the same key.
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [by.pk, key, name, digest, at])
            claimed = cursor.fetchone()
        if claimed is None:
            return _first_answer(by, key, digest), True
        answer = do()
        Command.objects.filter(pk=claimed[0]).update(answer=answer)
        return answer, False


def _first_answer(by: Actor, key: str, digest: str) -> Answer:
    first = Command.objects.get(by_id=by.pk, key=key)
    if first.digest != digest:
        raise KeyReused(key=key)
    return dict(first.answer or {})


def _digest(name: str, request: Mapping[str, Any]) -> str:
    said = json.dumps([name, request], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
