"""
The night of 30 June 2025: every open dossier of districts and old communes, and none is lost.

The country of June is made once, reorganised once by the real plan, and then looked at.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from django.db import connection

from haicap.common.checks import find_checks, run
from haicap.competence.resolve import decider_for
from haicap.dossiers import clock as dossier_clock
from haicap.dossiers import reading
from haicap.dossiers.models import Dossier, UnresolvedMove
from haicap.dossiers.numbers import secret_of
from haicap.dossiers.terms import terms_of
from haicap.journal import actions as journal
from haicap.journal.models import Entry
from haicap.journal.verify import verify
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency, TerritoryVersion
from haicap.units.reorganise.actions import rehearse, reorganise
from haicap.units.reorganise.bundled import plan_of
from haicap.workdays import clock
from haicap.workdays.calendar import Calendar
from haicap.workdays.calendars import calendar_for
from haicap.workdays.models import WorkingHours
from tests.units.reorganise import june

# ``HAICAP_JUNE=219000`` makes the whole night: so many dossiers, one in twelve ended.
ALL = int(os.environ.get("HAICAP_JUNE", "8000"))
OPEN = ALL * 91 // 100
PLAN = "2025-07-01"
ON = date(2025, 7, 1)
NIGHT = datetime(2025, 7, 1, tzinfo=june.VIETNAM)

ENDED_ROWS = """
SELECT md5(string_agg(row, ',' ORDER BY row)) FROM (
    SELECT d::text AS row FROM dossiers_dossier d WHERE d.ended_at IS NOT NULL
    UNION ALL SELECT a::text FROM dossiers_assignment a
      JOIN dossiers_dossier d ON d.id = a.dossier_id WHERE d.ended_at IS NOT NULL
    UNION ALL SELECT w::text FROM dossiers_withdrawal w
    UNION ALL SELECT r::text FROM dossiers_return r
    UNION ALL SELECT x::text FROM dossiers_decision x) rows
"""
FACTS = "SELECT md5(string_agg(e::text, ',' ORDER BY e.id)) FROM journal_entry e WHERE id <= %s"
STATES = "SELECT state, count(*) FROM dossiers_dossier GROUP BY state"
DUTIES = """
SELECT kind, is_paused, count(*), count(due_at), sum(extract(epoch FROM due_at))
  FROM duties_duty WHERE closed_at IS NULL GROUP BY kind, is_paused
"""
HELD = "SELECT count(DISTINCT (person_id, role)) FROM accounts_post WHERE valid_until IS NULL"


def ask(query: str, *values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def row(query: str, *values: int) -> tuple[Any, ...]:
    return ask(query, *values)[0]


@dataclass
class Night:
    """What there was on the eve, to be compared with."""

    last_fact: int = 0
    facts: str = ""
    ended: str = ""
    states: dict[str, int] = field(default_factory=dict)
    duties: list[tuple[Any, ...]] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    dossiers: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    held: int = 0
    consequences: Counter[str] = field(default_factory=Counter)


COLUMNS = (
    "place_id", "competent_id", "responsible_id", "return_at_id", "due_at", "received_at",
    "state", "version_id", "received_at_agency_id", "helped_at_id",
)  # fmt: skip


@pytest.fixture(scope="module")
def night(shared_eve_db: str) -> Night:
    june.fill_june(ALL)
    journal.seal(NIGHT)
    found = Night(
        last_fact=row("SELECT max(id) FROM journal_entry")[0],
        ended=row(ENDED_ROWS)[0],
        states=dict(ask(STATES)),
        duties=sorted(ask(DUTIES)),
        numbers=dict(Dossier.objects.values_list("pk", "number")),
        held=row(HELD)[0],
    )
    found.facts = row(FACTS, found.last_fact)[0]
    rows = Dossier.objects.filter(ended_at=None).values_list("pk", *COLUMNS)
    found.dossiers = {pk: tuple(rest) for pk, *rest in rows.iterator(10_000)}
    report = reorganise(plan_of(PLAN), by=None, at=NIGHT)
    found.consequences = Counter({c.code: c.count for c in report.consequences})
    return found


@cache
def lineages() -> dict[int, tuple[int, ...]]:
    """Those of the agencies above which somebody has hours of its own; empty for the others."""
    own = set(WorkingHours.objects.values_list("agency_id", flat=True))
    found = {agency.pk: tuple(agency.ancestor_ids()) for agency in Agency.objects.all()}
    return {pk: ids if own.intersection(ids) else () for pk, ids in found.items()}


@cache
def calendar(before: tuple[int, ...], after: tuple[int, ...]) -> Calendar:
    """The calendar of the one until the night, of the other since."""
    old, new = calendar_for(before or None), calendar_for(after or None)
    return old if old == new else old.followed_by(new, ON)


class TestTheNight:
    def test_moves_every_open_dossier(self, night: Night) -> None:
        assert len(night.dossiers) >= OPEN
        told = Entry.objects.filter(kind="dossier.moved").values_list("about", flat=True)
        moved = {int(about.removeprefix("dossier:")) for about in told}
        assert len(moved) == len(told) == night.consequences["dossiers"]
        # All but the few of a place that goes on, at an agency that goes on.
        assert len(moved) > 0.99 * len(night.dossiers)
        there = set(TerritoryVersion.objects.on(ON).values_list("territory", flat=True))
        assert all(night.dossiers[pk][0] in there for pk in night.dossiers.keys() - moved)

    def test_leaves_the_national_totals_as_they_were(self, night: Night) -> None:
        assert dict(ask(STATES)) == night.states
        now = sorted(ask(DUTIES))
        assert [r[:4] for r in now] == [r[:4] for r in night.duties]
        assert row(HELD)[0] == night.held

    def test_loses_no_number(self, night: Night) -> None:
        assert dict(Dossier.objects.values_list("pk", "number")) == night.numbers
        for pk in random.Random(7).sample(sorted(night.numbers), 300):
            dossier = Dossier.objects.get(pk=pk)
            found = reading.by_secret(night.numbers[pk], secret_of(dossier))
            assert found.pk == pk

    def test_leaves_what_had_ended_as_it_was_to_the_byte(self, night: Night) -> None:
        assert row(ENDED_ROWS)[0] == night.ended

    def test_rewrites_no_fact(self, night: Night) -> None:
        assert row(FACTS, night.last_fact)[0] == night.facts
        journal.seal(NIGHT)
        found = verify()
        assert found.faults == []
        assert found.unsealed == 0

    def test_leaves_reception_where_it_was(self, night: Night) -> None:
        rows = Dossier.objects.filter(ended_at=None).values_list("pk", *COLUMNS)
        for pk, *now in rows.iterator(10_000):
            before = night.dossiers[pk]
            # place, received at, state, version, where received, where helped
            assert [now[0], *now[5:]] == [before[0], *before[5:]]


class TestEveryOpenDossier:
    def test_is_with_an_agency_that_exists(self, night: Night) -> None:
        there = set(Agency.objects.on(ON).values_list("pk", flat=True))
        rows = Dossier.objects.filter(ended_at=None)
        for field_ in ("responsible", "competent", "return_at"):
            assert set(rows.values_list(field_, flat=True)) <= there
        lost = ask("""
            SELECT h.id FROM dossiers_handover h JOIN units_agency a ON a.id = h.to_agency_id
             WHERE h.taken_at IS NULL AND a.valid_until IS NOT NULL""")
        assert lost == []

    def test_is_decided_by_who_is_competent_on_the_day_after(self, night: Night) -> None:
        """Compared with the rule, worked out once more from the columns of competences."""
        waiting = dict(
            UnresolvedMove.objects.filter(resolved_at=None).values_list(
                "dossier_id", "interim_id"
            )
        )
        rows = Dossier.objects.filter(ended_at=None).values_list(
            "pk", "version__procedure_id", "place_id", "place_now_id", "competent_id",
            "responsible_id",
        )  # fmt: skip
        asked: dict[tuple[int, int], int] = {}
        interim, there = 0, set(Agency.objects.on(ON).values_list("pk", flat=True))
        for pk, procedure, place, place_now, competent, responsible in rows.iterator(
            9999
        ):
            if pk in waiting and competent == waiting[pk]:
                interim += 1
                assert responsible == competent
            elif night.dossiers[pk][1] in there:
                assert competent == night.dossiers[pk][1]  # it goes on, and so it decides
            elif pk not in waiting:
                key = (procedure, place_now or place)
                assert asked.setdefault(key, competent) == competent, pk
        assert interim > ALL // 400
        for procedure, place in random.Random(3).sample(sorted(asked), 400):
            said = decider_for(procedure, place, ON).agency_id
            assert said == asked[procedure, place]

    def test_waits_for_a_person_only_where_its_place_was_split(
        self, night: Night
    ) -> None:
        split = {
            old
            for (old,) in ask("""
                SELECT predecessor_id FROM units_succession WHERE kind = 'part'
                 GROUP BY predecessor_id""")
        }
        waiting = set(UnresolvedMove.objects.values_list("dossier_id", flat=True))
        at_split = {pk for pk, said in night.dossiers.items() if said[0] in split}
        assert waiting == at_split
        kinds = set(UnresolvedMove.objects.values_list("interim__kind", flat=True))
        assert kinds == {"service_centre"}
        few = ask("""
            SELECT u.id FROM dossiers_unresolvedmove u
              LEFT JOIN dossiers_movecandidate c ON c.move_id = u.id
             GROUP BY u.id HAVING count(c.id) < 2""")
        assert few == []

    def test_is_due_when_the_clock_says(self, night: Night) -> None:
        there = Dossier.objects.filter(ended_at=None, received_at__isnull=False)
        rows = there.exclude(state__in=["supplement", "payment"])
        columns = ("pk", "channel", "competent_id", "due_at")
        moved_time = 0
        terms = {v.pk: terms_of(v) for v in ProcedureVersion.objects.all()}
        found: dict[tuple[Any, ...], Any] = {}
        for pk, channel, competent, due_at in rows.values_list(*columns).iterator(9999):
            _p, was, _r, _b, due_before, received_at, state, version, *_ = night.dossiers[
                pk
            ]
            if state == "settled":
                assert due_at == due_before
                continue
            by = calendar(lineages()[was], lineages()[competent])
            key = (version, channel, received_at, by)
            if key not in found:
                found[key] = clock.due(
                    terms[version].limit(channel), received_at, by, [],
                    terms[version].version.due_policy,
                ).at  # fmt: skip
            assert due_at == found[key], pk
            moved_time += due_at != due_before
        assert moved_time > 0, "some districts worked on Saturdays, their heirs do not"
        for pk in random.Random(5).sample(sorted(night.dossiers), 200):
            dossier = Dossier.objects.with_names().get(pk=pk)
            if dossier.received_at is not None:
                assert dossier_clock.due_of(dossier) == dossier.due_at

    def test_has_a_duty_of_the_same_person_or_of_the_agency(self, night: Night) -> None:
        kept = ask("""
            SELECT count(*) FROM duties_duty d WHERE d.closed_at IS NULL
               AND d.person_id IS NOT NULL""")[0][0]
        assert kept > 10


def test_the_integrity_checks_find_nothing(night: Night) -> None:
    # The due moments are derived again above, all of them and faster.
    checks = [check for check in find_checks() if check.name != "due_rederived"]
    found = {o.check.name: o.rows or o.broken for o in map(run, checks) if o.is_error}

    assert found == {}


def test_a_rehearsal_of_what_has_happened_is_refused(night: Night) -> None:
    from haicap.units.reorganise.refusals import AlreadyApplied

    with pytest.raises(AlreadyApplied):
        rehearse(plan_of(PLAN), at=NIGHT)
