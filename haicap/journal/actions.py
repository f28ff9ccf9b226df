"""Writing a fact down."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from haicap.common.actor import Actor
from haicap.journal.facts import data_of, kind_of
from haicap.journal.models import Entry


def record(
    something: object,
    *,
    about: str,
    agency_id: int | None,
    by: Actor | None,
    at: datetime,
) -> Entry:
    """
    Append a fact; call it inside the transaction of the change it tells of.

    ``by`` is None when the program itself acted (a decree taking effect, a timer).
    """
    entry = Entry(
        kind=kind_of(something),
        about=about,
        agency_id=agency_id,
        by_id=by.pk if by is not None else None,
        at=at,
        recorded_at=datetime.now(UTC),
        data=data_of(something),
    )
    entry.hash = hash_of(
        kind=entry.kind,
        about=entry.about,
        agency_id=entry.agency_id,
        by_id=entry.by_id,
        at=entry.at,
        recorded_at=entry.recorded_at,
        data=entry.data,
    )
    entry.save(force_insert=True)
    return entry


def hash_of(
    *,
    kind: str,
    about: str,
    agency_id: int | None,
    by_id: int | None,
    at: datetime,
    recorded_at: datetime,
    data: Mapping[str, Any],
) -> bytes:
    """Hash what an entry says; the same on every machine, whatever its time zone."""
    said = [kind, about, agency_id, by_id, _utc(at), _utc(recorded_at), data]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
