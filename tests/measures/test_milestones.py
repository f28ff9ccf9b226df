"""Milestones against the rows of the dossiers: two ways to the same values."""

from datetime import timedelta

from haicap.dossiers import clock, facts
from haicap.dossiers.models import Dossier, SuspensionKind
from haicap.journal.facts import kind_of
from haicap.measures import actions
from haicap.measures.lake.manifest import Lake
from haicap.measures.milestones import MILESTONES, NOT_COUNTED, SCHEMA
from haicap.workdays.clock import late_by
from tests.measures import world

APPLICANTS = (SuspensionKind.SUPPLEMENT, SuspensionKind.PAYMENT)


def test_every_fact_of_a_dossier_is_a_milestone_or_known_to_be_none() -> None:
    told = {
        kind_of(object.__new__(each))
        for each in vars(facts).values()
        if isinstance(each, type) and each.__module__ == facts.__name__
    }

    assert told == MILESTONES.keys() | NOT_COUNTED


def test_the_last_milestone_says_what_the_dossier_says(lake: Lake) -> None:
    list(world.everything())
    world.follow_all()

    last = {row["dossier"]: row for row in world.rows(lake)}

    assert len(last) == Dossier.objects.count()
    for dossier in Dossier.objects.with_names():
        row = last[dossier.pk]
        assert row["number"] == dossier.number
        assert row["received_at"] == dossier.received_at
        assert row["settled_at"] == dossier.settled_at
        assert row["is_late"] == dossier.is_late
        assert row["is_leg"] == (dossier.bundle_id is not None)
        assert row["is_bundle"] == dossier.legs.exists()
        assert row["supplements"] == int(hasattr(dossier, "supplement"))
        is_over = dossier.settled_at or dossier.ended_at
        assert row["runs_until"] == (None if is_over else dossier.due_at)


def test_lateness_and_processing_time_are_those_of_the_clock(lake: Lake) -> None:
    list(world.everything())
    world.follow_all()

    settled = {row["dossier"]: row for row in world.rows(lake) if row["settled_at"]}

    assert len(settled) == 6
    assert sum(1 for row in settled.values() if row["is_late"]) >= 2
    for pk, row in settled.items():
        dossier = Dossier.objects.with_names().get(pk=pk)
        assert dossier.settled_at
        assert dossier.received_at
        due_at = clock.reckon(dossier).at
        assert row["due_at"] == due_at
        if dossier.is_late:
            calendar = clock.calendar_of(dossier.competent)
            late = late_by(due_at, dossier.settled_at, calendar)
            assert row["late_seconds"] == int(late.working.total_seconds())
        else:
            assert row["late_seconds"] is None
        waited = sum(
            ((s.until or s.at) - s.at for s in dossier.suspensions.filter(kind__in=APPLICANTS)),
            timedelta(0),
        )  # fmt: skip
        took = dossier.settled_at - dossier.received_at - waited
        assert row["processing_seconds"] == int(took.total_seconds())


def test_a_row_says_nothing_of_what_came_after(lake: Lake) -> None:
    """Read fact by fact or all at once, at any size of batch: the same rows."""
    list(world.everything())
    world.follow_all(limit=3)
    one_by_one = world.rows(lake)
    assert all(set(row) == set(SCHEMA.names) for row in one_by_one)

    actions.rebuild(lake, tick=lambda *_: None)

    assert world.rows(lake) == one_by_one


def test_names_places_as_they_were_that_day(lake: Lake) -> None:
    list(world.everything())
    world.follow_all()

    places = {(row["commune"], row["province"], row["level"]) for row in world.rows(lake)}

    assert ("14758", "38", "commune") in places
    assert {(commune, province) for commune, province, _ in places} == {("14758", "38")}
