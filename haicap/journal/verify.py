"""Reading the whole journal again, and finding the byte that was changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.journal.actions import SEALER
from haicap.journal.hashing import ZERO, hash_of, seal_hash
from haicap.journal.models import Cursor, Entry, Seal

KEPT_FAULTS = 100
CHUNK = 2000

RULES: dict[str, str | Promise] = {
    "entry.changed": _("Entry %(id)s is not what was written: its hash is another."),
    "entry.ahead": _(
        "Entry %(id)s is of a later transaction than this server knows: the journal was"
        " restored here. Run “haicap journal adopt”."
    ),
    "seal.missing": _("Seal %(id)s is missing."),
    "seal.order": _("Seal %(id)s ends before the seal that it follows."),
    "seal.entries": _(
        "Seal %(id)s: %(found)s entries after entry %(after)s until entry %(last)s, where"
        " %(count)s were sealed."
    ),
    "seal.changed": _(
        "Seal %(id)s is not what was sealed: itself, the seal before, or the number,"
        " transaction or hash of an entry after entry %(after)s until entry %(last)s is"
        " another."
    ),
    "seal.end": _(
        "Seal %(id)s is the last, but the sealer had sealed until entry %(read)s."
    ),
    "seal.unknown": _("No seal has the hash %(known)s that was noted down."),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the rule and the id of the entry or seal."""

    rule: str
    id: int
    details: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(RULES[self.rule]) % {"id": self.id, **self.details}


@dataclass
class Verification:
    """What was read and what was found; ``faults`` holds the first, in reading order."""

    entries: int = 0
    sealed: int = 0
    seals: int = 0
    head: str = ""
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def unsealed(self) -> int:
        """The entries after the last seal: only their own hash vouches for them."""
        return self.entries - self.sealed

    def add(self, rule: str, number: int, **details: object) -> None:
        """Note a fault; the first are kept, all are counted."""
        self.fault_count += 1
        if len(self.faults) < KEPT_FAULTS:
            self.faults.append(Fault(rule, number, details))


def verify(
    *, known: str = "", tick: Callable[[int], None] = lambda count: None
) -> Verification:
    """
    Compute every hash of the journal again, in constant memory.

    ``known`` is the hash of a seal that was noted down elsewhere: who can rewrite the
    whole chain cannot rewrite that. ``tick`` is told how many entries were read.
    """
    found = Verification()
    with transaction.atomic():
        # One snapshot: what is written meanwhile is neither read nor missed.
        if not transaction.get_connection().savepoint_ids:
            _one_snapshot()
        entries = _Entries(found, tick)
        _read_seals(found, entries, bytes.fromhex(known))
        for _rest in entries.until(None):
            pass
        entries.report()
        _check_end(found)
        _check_server(found)
    return found


def _one_snapshot() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


class _Entries:
    """The entries in commit order, each held against its own hash when it is passed."""

    def __init__(self, found: Verification, tick: Callable[[int], None]) -> None:
        self.found = found
        self.tick = tick
        self.unreported = 0
        columns = "xid", "id", "hash", "kind", "about", "agency_id", "by_id", "at"
        rows = Entry.objects.order_by("xid", "id")
        self.rows: Iterator[tuple[Any, ...]] = rows.values_list(
            *columns, "recorded_at", "data"
        ).iterator(CHUNK)
        self.ahead: tuple[Any, ...] | None = next(self.rows, None)

    def until(self, end: tuple[int, int] | None) -> Iterator[tuple[int, int, bytes]]:
        """Give those up to the end (included; None: all that is left) as a seal has them."""
        while (row := self.ahead) is not None and (end is None or row[:2] <= end):
            xid, entry_id, own, kind, about, agency_id, by_id, at, recorded_at, data = row
            own = bytes(own)
            said = hash_of(
                kind=kind,
                about=about,
                agency_id=agency_id,
                by_id=by_id,
                at=at,
                recorded_at=recorded_at,
                data=data,
            )
            if said != own:
                self.found.add("entry.changed", entry_id)
            self.found.entries += 1
            self.unreported += 1
            if self.unreported == CHUNK:
                self.report()
            yield xid, entry_id, own
            self.ahead = next(self.rows, None)

    def report(self) -> None:
        self.tick(self.unreported)
        self.unreported = 0


@dataclass
class _Link:
    """The end of the chain so far."""

    number: int = 0
    position: tuple[int, int] = (0, 0)
    hash: bytes = ZERO


def _read_seals(found: Verification, entries: _Entries, known: bytes) -> None:
    link, is_known = _Link(), not known
    rows = Seal.objects.order_by("number").values_list(
        "number", "count", "last_xid", "last_id", "sealed_at", "hash"
    )
    for number, count, last_xid, last_id, sealed_at, kept in rows.iterator(CHUNK):
        here = _Link(number, (last_xid, last_id), bytes(kept))
        _check_seal(found, entries, link, here, count, sealed_at)
        is_known = is_known or here.hash == known
        link = here
        found.seals += 1
    found.head = link.hash.hex() if found.seals else ""
    if not is_known:
        found.add("seal.unknown", link.number, known=known.hex())


def _check_seal(
    found: Verification,
    entries: _Entries,
    link: _Link,
    here: _Link,
    count: int,
    sealed_at: datetime,
) -> None:
    """Read the entries of one seal and name the first thing that is wrong with it."""
    before = found.entries
    hash_now = seal_hash(
        link.hash,
        number=here.number,
        count=count,
        position=here.position,
        sealed_at=sealed_at,
        entries=entries.until(here.position),
    )
    read = found.entries - before
    found.sealed += read
    span = {"after": link.position[1], "last": here.position[1]}
    if here.number != link.number + 1:
        found.add("seal.missing", link.number + 1)
    elif here.position <= link.position:
        found.add("seal.order", here.number)
    elif read != count:
        found.add("seal.entries", here.number, found=read, count=count, **span)
    elif hash_now != here.hash:
        found.add("seal.changed", here.number, **span)


def _check_end(found: Verification) -> None:
    """Hold the last seal against the sealer's cursor: a cut tail leaves the two apart."""
    last = Seal.objects.order_by("-number").first()
    cursor = Cursor.objects.filter(pk=SEALER).first() or Cursor()
    if cursor.position() != (last.position() if last is not None else (0, 0)):
        number = last.number if last is not None else 0
        found.add("seal.end", number, read=cursor.entry_id)


def _check_server(found: Verification) -> None:
    """Tell when the journal is ahead of the server's transactions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + by"
            " FROM journal_shift"
        )
        limit = int(cursor.fetchone()[0])
    top = Entry.objects.aggregate(top=Max("xid"))["top"]
    if top is not None and top >= limit:
        last = Entry.objects.order_by("-xid", "-id").values_list("pk", flat=True)[0]
        found.add("entry.ahead", last)
