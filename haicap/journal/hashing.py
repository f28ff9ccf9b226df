"""What is hashed, byte for byte. A verifier in any language can be written from this page."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))

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


def hasher(
    *, by_id: int | None, at: datetime, recorded_at: datetime
) -> Callable[[str, str, int | None, Mapping[str, Any]], tuple[str, bytes]]:
    """
    Give what hashes many entries of one person and one moment, byte for byte as ``hash_of``.

    It answers the data as text and the hash.
    """
    moments = f"{_ENCODER.encode(_utc(at))},{_ENCODER.encode(_utc(recorded_at))}"
    middle = f"{_number(by_id)},{moments}"

    def one(
        kind: str, about: str, agency_id: int | None, data: Mapping[str, Any]
    ) -> tuple[str, bytes]:
        text = _ENCODER.encode(data)
        names = f"{_ENCODER.encode(kind)},{_ENCODER.encode(about)}"
        said = f"[{names},{_number(agency_id)},{middle},{text}]"
        return text, hashlib.sha256(said.encode()).digest()

    return one


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


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
    return _ENCODER.encode(said).encode()


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is not a moment")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
