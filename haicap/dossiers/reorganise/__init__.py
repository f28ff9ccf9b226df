"""
Open dossiers, when the agencies that have them or the places that they concern end.

An open dossier passes to who decides such a thing at its place on the day; what has ended stays
as it is. Reception stays where it was, as history. Where the place was split and the address
does not tell, or nobody is found, a person decides (``UnresolvedMove``).
"""

import json
from collections import defaultdict
from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Refused
from haicap.common.reorganising import EXAMPLES, Change, Consequence
from haicap.competence.statements import DECIDERS
from haicap.dossiers import facts
from haicap.dossiers.actions.common import iso
from haicap.dossiers.actions.renewing import renew_due
from haicap.dossiers.reorganise import statements, writing
from haicap.dossiers.reorganise.addresses import part_of
from haicap.journal import actions as journal

# First the counter: who takes a number has not touched the dossiers yet.
TABLES = ("dossiers_counter", "dossiers_dossier", "dossiers_draft")

LOOKING = {
    "passing_fate": statements.FATES,
    "ended_agency": statements.ENDED,
    "moving": statements.MOVING,
}
DECIDING = {
    "asked_decider": statements.ASKED,
    "found_decider": DECIDERS,
    "agreed_decider": statements.AGREED,
    "centre_of_place": statements.CENTRES,
    "moved": statements.MOVED,
    "passing_draft": writing.DRAFTS,
}
WAYS = {"passing_handover": writing.ON_THE_WAY, "passing_step": writing.DUTIES}
WRITING = (
    writing.MOVE, writing.ASSIGN, writing.RELOCATE, writing.TAKE, writing.SEND,
    writing.GIVE, writing.LEAD_CANDIDATES, writing.LEAVE_CANDIDATES, writing.LEAD_INTERIM,
    writing.WAIT, writing.CANDIDATES, writing.LEAD_DRAFTS,
)  # fmt: skip


class Unreachable(Refused):
    """A dossier would have no agency; nothing was changed."""

    code = "dossier.unreachable"
    message = _("Nobody would answer for %(count)s dossiers, such as %(number)s.")


def find(change: Change) -> list[Consequence]:
    """Say where every open dossier goes."""
    _make(LOOKING, change)
    _read_addresses(change)
    _make(DECIDING, change)
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNTS)
        counts = cursor.fetchone()
    return [*_moves(counts, change), *_left_to_people(counts, change), _drafts()]


def carry_out(change: Change) -> None:
    """
    Move them: rows, assignments, what is on its way, duties, facts.

    :raises Unreachable: if one would have no agency
    """
    _require_reachable()
    _make(WAYS, change)
    with override("vi"):
        note = gettext("units were reorganised")
    values = {**change.values, "note": note}
    with connection.cursor() as cursor:
        for statement in WRITING:
            cursor.execute(statement, values)
        cursor.execute(writing.OTHER_TIME, values)
        others = [row[0] for row in cursor.fetchall()]
    renew_due(others)
    journal.record_many(_told(change), by=change.by, at=change.at)


def _make(tables: dict[str, str], change: Change) -> None:
    with connection.cursor() as cursor:
        for name, statement in tables.items():
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            cursor.execute(statement, change.values)
            cursor.execute(f"ANALYZE {name}")


def _read_addresses(change: Change) -> None:
    parts: dict[int, list[tuple[int, list[str]]]] = defaultdict(list)
    names: dict[int, str] = {}
    found: dict[int, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(statements.CANDIDATES, change.values)
        for old, new, holds, name in cursor.fetchall():
            parts[old].append((new, json.loads(holds)))
            names[old] = name
        if not parts:
            return
        cursor.execute(statements.SPLIT)
        for dossier, place, address in cursor.fetchall():
            part = part_of(address, names.get(place, ""), parts.get(place, ()))
            if part is not None:
                found[dossier] = part
        values = {"ids": list(found), "places": list(found.values())}
        cursor.execute(statements.ADDRESSED, values)


def _moves(counts: tuple[int, ...], change: Change) -> Iterator[Consequence]:
    total, competent, responsible, returns, _split, _nobody, addressed, _lost = counts
    with connection.cursor() as cursor:
        cursor.execute(statements.ROADS, {"limit": EXAMPLES})
        roads = [
            f"{count} × {old} {name} → {new} {called}"
            for old, name, new, called, count in cursor.fetchall()
        ]
    details = {"responsible": responsible, "competent": competent, "returns": returns}
    yield Consequence(
        "dossiers", total,
        _(
            "%(count)s open dossiers are touched: %(responsible)s pass to another agency,"
            " %(competent)s get another deciding one, %(returns)s another place of return."
        ),
        roads, details,
    )  # fmt: skip
    yield Consequence(
        "clocks", total,
        _("%(count)s clocks run on, under the rules of reception; no due moment is lost."),
    )  # fmt: skip
    yield Consequence(
        "dossiers.by-address", addressed,
        _("%(count)s dossiers of split units are placed by their address."),
    )  # fmt: skip


def _left_to_people(counts: tuple[int, ...], change: Change) -> Iterator[Consequence]:
    sentences = {
        "split": _("%(count)s dossiers of split units wait for a person to place them."),
        "nobody": _(
            "%(count)s dossiers wait for a person: nobody decides them any more."
        ),
    }
    for (reason, sentence), count in zip(sentences.items(), counts[4:6], strict=True):
        values = {**change.values, "reason": reason, "limit": EXAMPLES}
        with connection.cursor() as cursor:
            cursor.execute(statements.NUMBERS, values)
            rows = cursor.fetchall()
        examples = [f"{number} ({name or '—'})" for number, name in rows]
        code = f"dossiers.{reason}"
        yield Consequence(code, count, sentence, examples, needs_person=count > 0)


def _drafts() -> Consequence:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE code = '') FROM passing_draft"
        )
        count, unclear = cursor.fetchone()
    said = _("%(count)s drafts follow their place; %(unclear)s must choose it again.")
    return Consequence("drafts", count, said, details={"unclear": unclear})


def _require_reachable() -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNTS)
        lost = cursor.fetchone()[-1]
        cursor.execute(statements.LOST, {"limit": 1})
        first = cursor.fetchone()
    if lost:
        raise Unreachable(count=lost, number=first[0])


def _told(change: Change) -> Iterator[tuple[object, str, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(writing.FACTS)
        rows = cursor.fetchall()
    on = change.on.isoformat()
    for dossier, *said, waits, due_at in rows:
        place, place_after, competent, decider, old, new, back, back_after = said
        fact = facts.Moved(
            change.event, on, place, place_after, competent, decider, old, new, back,
            back_after, waits, iso(due_at),
        )  # fmt: skip
        yield fact, f"dossier:{dossier}", new
