"""A lake over a night in which units were reorganised: nothing is lost, doubled or rewritten."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from pytest_django import Settings

from haicap.dossiers import actions as dossiers
from haicap.dossiers import facts, terms
from haicap.dossiers.models import Dossier
from haicap.journal import actions as journal
from haicap.measures import actions, engine
from haicap.measures.lake.manifest import Lake
from haicap.measures.lake.verify import verify
from haicap.units.models import TerritoryVersion
from haicap.units.reorganise.actions import reorganise
from haicap.units.reorganise.plan import Origin, Plan, Unit
from tests.measures import world
from tests.units.reorganise import small

WEEK = {"since": date(2026, 12, 1), "until": date(2027, 1, 11)}
LATE = small.MORNING + timedelta(days=2)


@pytest.fixture
def lake(committed_db: str, settings: Settings, tmp_path: Path) -> Iterator[Lake]:
    """A country of five communes: one passes whole, one is split, one goes on."""
    settings.HAICAP_LAKE = str(tmp_path / "lake")
    terms.forget()
    small.empty()
    with time_machine.travel(small.NIGHT + timedelta(days=9), tick=False):
        small.found({"10": ["10001", "10002", "10003", "10004"], "20": ["20001"]})
        yield Lake(settings.HAICAP_LAKE)
    terms.forget()


@transaction.atomic
def received(place: str, count: int) -> list[Dossier]:
    """Dossiers that were received there, and are overdue before the night."""
    made = [small.dossier(place) for _ in range(count)]
    for each in made:
        Dossier.objects.filter(pk=each.pk).update(due_at=LATE)
        fact = facts.Received(LATE.isoformat(), each.competent_id)
        about, at = each.about, small.MORNING
        journal.record(
            fact, about=about, agency_id=each.received_at_agency_id, by=None, at=at
        )
    return made


def plan() -> Plan:
    whole = (Origin("10001"), Origin("10002", "part", suggested=True))
    units = (
        Unit("10001", "ward", "Mới", "10", whole),
        Unit(
            "10003",
            "commune",
            "Tên 10003",
            "10",
            (Origin("10003"), Origin("10002", "part")),
        ),
    )
    return Plan("k", "t", "1/NQ", small.ON, units)


def counted(name: str, *by: str, lens: str) -> Counter[tuple[object, ...]]:
    rows = engine.compute(name, by=by, lens=lens, on=small.ON, **WEEK).rows  # type: ignore[arg-type]
    return Counter({row.keys: row.value for row in rows if row.value})


def test_counts_what_moved_once_and_where_it_is(lake: Lake) -> None:
    received("10001", 3)
    (split, other) = received("10002", 2)
    received("10004", 1)
    world.follow_all()
    before = world.rows(lake)

    reorganise(plan(), by=None, at=small.NIGHT)
    world.follow_all()

    # Not a row was changed, and the lake made anew is the same.
    known = {row["entry"]: row for row in before}
    after = world.rows(lake)
    assert [row for row in after if row["entry"] in known] == before
    assert verify(lake).is_well

    # As it was: where it was received. As it is: what passed whole there, what was split nowhere.
    assert counted("received", "commune", lens="as-was") == {
        ("10001",): 3, ("10002",): 2, ("10004",): 1,
    }  # fmt: skip
    assert counted("received", "commune", lens="as-is") == {
        ("10001",): 3, (None,): 2, ("10004",): 1,
    }  # fmt: skip
    assert counted("received", "province", lens="as-is") == {("10",): 6}

    # What is overdue lies with who has it now, and is still six.
    assert counted("overdue-open", "commune", lens="as-was").total() == 6
    assert counted("overdue-open", "commune", lens="as-is") == {
        ("10001",): 3, (None,): 2, ("10004",): 1,
    }  # fmt: skip
    assert counted("overdue-open", "agency", lens="as-was") == holders()

    resolve(split)
    world.follow_all()

    assert counted("overdue-open", "commune", lens="as-was") == {
        ("10001",): 3, ("10003",): 1, (None,): 1, ("10004",): 1,
    }  # fmt: skip
    assert counted("overdue-open", "agency", lens="as-was") == holders()
    by_follower = world.rows(lake)
    assert verify(lake).is_well
    actions.rebuild(lake, tick=lambda *_: None)
    assert key_of(world.rows(lake)) == key_of(by_follower)
    assert other.number


def holders() -> Counter[tuple[object, ...]]:
    """How many each agency decides, by the rows of the dossiers."""
    ids = Dossier.objects.filter(ended_at=None).values_list("competent_id", flat=True)
    return Counter((pk,) for pk in ids)


def resolve(dossier: Dossier) -> None:
    to = TerritoryVersion.objects.on(small.ON).get(code="10003").territory
    at = small.NIGHT + timedelta(days=1)
    dossiers.resolve_move(dossier, to=to, by=small.registrar("r2"), at=at)


def key_of(rows: list[dict[str, object]]) -> list[tuple[str, ...]]:
    """Rows in an order of their own: a move is told twice under one entry."""
    return sorted(tuple(str(row[name]) for name in sorted(row)) for row in rows)
