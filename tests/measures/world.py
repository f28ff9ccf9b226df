"""Dossiers of every fate, and letting the lake's follower do its work."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pyarrow.parquet as pq

from haicap.config.reactions import FOLLOWERS
from haicap.dossiers import actions
from haicap.dossiers.models import Dossier
from haicap.journal import follow
from haicap.measures.follow import FOLLOWER
from haicap.measures.lake.manifest import Lake
from tests import given

UNDER_SIX = "2.000986"  # birth, permanent residence, health insurance card
FAULT = {"about": "", "what": "Thiếu chữ ký của người khai"}
DAY = timedelta(days=1)


def follow_all(limit: int = 20_000) -> int:
    """Let the follower read to the end; gives how many entries it handled."""
    done = 0
    while count := follow.advance(FOLLOWER, FOLLOWERS[FOLLOWER].handle, limit=limit):
        done += count
    return done


def rows(lake: Lake) -> list[dict[str, Any]]:
    """Every milestone of the lake, in the order of the journal."""
    found: list[dict[str, Any]] = []
    for file in lake.manifest().files:
        found += pq.read_table(lake.path(file)).to_pylist()
    return sorted(found, key=lambda row: int(row["entry"]))


def settle(dossier: Dossier, days: float, outcome: str = "granted") -> Dossier:
    """Let the competent agency decide on the day."""
    at = given.MONDAY + days * DAY
    minh = given.specialist(dossier.competent, f"cv-{dossier.competent_id}")
    hoa = given.signer(dossier.competent, f"kd-{dossier.competent_id}")
    if dossier.state == "received":
        actions.start(dossier, by=minh, at=at)
    actions.propose(dossier, outcome=outcome, proposal="Đủ", by=minh, at=at)
    return actions.decide(dossier, outcome=outcome, reason="Lý do", by=hoa, at=at)


def late() -> Dossier:
    """Settled weeks after it was due, returned and rated."""
    dossier = settle(given.received(), 21, "rejected")
    actions.return_result(
        dossier, collector="An", by=given.receptionist(), at=given.MONDAY + 22 * DAY
    )
    actions.rate(dossier, grade="not", by=given.citizen(), at=given.MONDAY + 23 * DAY)
    return dossier


def supplemented_before() -> Dossier:
    """Asked for a supplement before it was received, then settled."""
    dossier, lan = given.submitted(), given.receptionist()
    actions.ask_supplement(dossier, faults=[FAULT], by=lan, at=given.MONDAY)
    actions.answer_supplement(
        dossier, answer="Đã ký", by=given.citizen(), at=given.MONDAY + DAY
    )
    dossier = actions.accept(dossier, by=lan, at=given.MONDAY + DAY + given.HOUR)
    return settle(dossier, 1.2)


def waited() -> Dossier:
    """Waited for a supplement, a verification and a payment; stopped and taken up again."""
    dossier = given.processing()
    minh = given.specialist(dossier.competent)
    hoa, an = given.signer(dossier.competent), given.citizen()
    monday = given.MONDAY
    actions.ask_supplement(dossier, faults=[FAULT], by=minh, at=monday + 2 * given.HOUR)
    actions.answer_supplement(dossier, answer="Đã ký", by=an, at=monday + 2 * DAY)
    actions.suspend(
        dossier, kind="verification", reason="Xác minh", ground="118/2025/NĐ-CP",
        by=minh, at=monday + 2 * DAY + given.HOUR,
    )  # fmt: skip
    actions.resume(dossier, by=minh, at=monday + 3 * DAY)
    actions.request_payment(
        dossier, amount=8000, what="Lệ phí", by=minh, at=monday + 4 * DAY
    )
    actions.stop(dossier, reason="Không nộp", by=hoa, at=monday + 8 * DAY)
    dossier = actions.reopen(dossier, reason="Đã nộp", by=hoa, at=monday + 9 * DAY)
    return settle(dossier, 10)


def reappointed() -> Dossier:
    """Appointed anew, then paused, so that the new appointment moved too."""
    of = given.version("1.000894")  # marriage; a limit of days
    dossier = given.processing(of=of)
    minh, hoa = given.specialist(dossier.competent), given.signer(dossier.competent)
    assert dossier.due_at is not None
    actions.reappoint(
        dossier, new_due_at=dossier.due_at + 7 * DAY, reason="Cần xác minh", by=hoa,
        at=given.MONDAY + 2 * given.HOUR,
    )  # fmt: skip
    actions.ask_supplement(
        dossier, faults=[FAULT], by=minh, at=given.MONDAY + 3 * given.HOUR
    )
    dossier = actions.answer_supplement(
        dossier, answer="Đã ký", by=given.citizen(), at=given.MONDAY + 2 * DAY
    )
    return settle(dossier, 6)


def suspended_late() -> Dossier:
    """Overdue when the clock was stopped, so that it stays overdue."""
    dossier = given.processing()
    minh = given.specialist(dossier.competent)
    return actions.suspend(
        dossier, kind="verification", reason="Xác minh", ground="118/2025/NĐ-CP", by=minh,
        at=given.MONDAY + 5 * DAY,
    )  # fmt: skip


def service() -> Dossier:
    """An inter-connected dossier with one part settled."""
    lan = given.receptionist()
    version = given.version(UNDER_SIX)
    request = given.request(version, channel="in_person")
    dossier = actions.submit(version, request, by=lan, at=given.MONDAY)
    dossier = actions.accept(dossier, by=lan, at=given.MONDAY)
    settle(dossier.legs.with_names().get(), 1)
    return dossier


def everything() -> Iterator[Dossier]:
    """One dossier of each fate."""
    yield given.submitted()
    yield given.received()
    yield given.returned()
    yield late()
    yield supplemented_before()
    yield waited()
    yield reappointed()
    yield suspended_late()
    yield service()
    refused = given.submitted()
    yield actions.refuse(
        refused, reason="Không thuộc", by=given.receptionist(), at=given.MONDAY
    )
    gone = given.processing()
    yield actions.withdraw(gone, by=given.citizen(), at=given.MONDAY + DAY)
