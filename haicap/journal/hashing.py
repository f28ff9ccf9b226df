"""What is hashed, byte for byte. A verifier in any language can be written from this page."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

ZERO = bytes(32)  # what the first seal follows


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
    return hashlib.sha256(canonical(said)).digest()


def seal_hash(
    before: bytes,
    *,
    number: int,
    count: int,
    position: tuple[int, int],
    sealed_at: datetime,
    entries: Iterable[tuple[int, int, bytes]],
) -> bytes:
    """
    Hash a seal: the seal before, its own columns, and its entries in commit order.

    An entry is its transaction, its id and its own hash: neither is in that hash, because
    both are given by the database when the entry is written.
    """
    digest = hashlib.sha256(before)
    digest.update(canonical([number, count, *position, _utc(sealed_at)]))
    for xid, entry_id, own in entries:
        digest.update(b"%d:%d:%b" % (xid, entry_id, own))
    return digest.digest()


def canonical(said: Any) -> bytes:
    """Write down as JSON with sorted keys, no spaces, UTF-8."""
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is not a moment")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
