"""Exactly one decider for every procedure, commune and day: all of them, no sample."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection

from haicap.competence import coverage
from haicap.competence.actions import Holder, Period
from haicap.competence.coverage import BEGINS, ENDS
from haicap.competence.models import Competence
from haicap.competence.resolve import NobodyDecides, decider_for, who_decides
from haicap.competence.spans import Span
from haicap.procedures.models import Procedure
from haicap.units.models import Agency, Territory, TerritoryVersion
from tests.competence import test_actions, world

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)
# Of the starter catalogue; before 1 July 2025 nobody could ask for them.
NEW = {
    "1.014027", "1.014028", "1.014034", "1.014035", "1.014535", "1.014632",
}  # fmt: skip


def every_day() -> dict[int, list[Span]]:
    """The whole record, but for what did not exist before 1 July 2025."""
    codes = Procedure.objects.values_list("pk", "code")
    return {pk: [Span(REFORM if code in NEW else BEGINS, ENDS)] for pk, code in codes}


def test_exactly_one_agency_decides_every_procedure_everywhere_every_day() -> None:
    found = coverage.coverage(every_day())

    assert list(coverage.in_words(found.faults)) == []
    assert found.procedures == Procedure.objects.count() >= 273
    assert found.communes == Territory.objects.filter(level="commune").count() > 13_000
    # 3,321 communes since the reform, 10,035 before it: days × procedures of each.
    after = 3321 * (ENDS - REFORM).days * found.procedures
    before = 10_035 * (REFORM - BEGINS).days * (found.procedures - len(NEW))
    assert found.answers == after + before


def test_a_published_version_is_never_without_a_decider() -> None:
    assert coverage.coverage().faults == []


def test_the_proof_agrees_with_the_two_roads_on_a_sample() -> None:
    dice = random.Random(20250701)
    procedures = list(Procedure.objects.order_by("pk"))
    days = [BEGINS + timedelta(days=n) for n in range((ENDS - BEGINS).days)]
    by_day: dict[date, list[TerritoryVersion]] = {}
    for _ in range(250):
        thing, day = dice.choice(procedures), dice.choice(days)
        if day not in by_day:
            there = TerritoryVersion.objects.on(day).filter(level="commune")
            by_day[day] = list(there.select_related("territory").order_by("pk"))
        place = dice.choice(by_day[day]).territory
        if thing.code in NEW and day < REFORM:
            with pytest.raises(NobodyDecides):
                decider_for(thing.pk, place.pk, day)
            continue
        long = who_decides(thing, place, day)
        assert decider_for(thing.pk, place.pk, day) == (
            long.agency.pk,
            long.competence.pk,
        )


class TestFindsAFault:
    """What is broken on purpose is found, and nothing else."""

    def test_an_agency_that_is_missing(self) -> None:
        gone = world.committee(world.HOAN_KIEM)
        Agency.objects.filter(pk=gone.pk).update(valid_until=date(2026, 1, 1))

        faults = coverage.coverage({world.procedure(world.BIRTH).pk: _ever()}).faults

        assert [(f.commune, f.span, f.deciders) for f in faults] == [
            (gone.territory_id, Span(date(2026, 1, 1), ENDS), 0)
        ]

    def test_an_agency_of_the_same_field(self) -> None:
        twin = world.department("01", "agriculture-environment")
        twin.pk, twin.code, twin.valid_until = None, "01.99", date(2025, 9, 1)
        twin.save()

        faults = coverage.coverage({world.procedure(world.DRILLING).pk: _ever()}).faults

        assert {f.deciders for f in faults} == {2}
        assert {f.span for f in faults} == {Span(REFORM, date(2025, 9, 1))}
        assert len(faults) == 126  # the communes of Hà Nội

    def test_a_gap_between_two_competences(self) -> None:
        rule = world.rule(world.BIRTH)
        Competence.objects.filter(pk=rule.pk).update(valid_from=date(2025, 7, 3))

        faults = coverage.coverage({rule.procedure_id or 0: _ever()}).faults

        assert [(f.commune, f.span, f.deciders) for f in faults] == [
            (None, Span(REFORM, date(2025, 7, 3)), 0)
        ]

    def test_two_rules_of_equal_right(self) -> None:
        rule = world.rule(world.BIRTH)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE competence_competence DROP CONSTRAINT competence_one_a_day"
            )
        rule.pk = None
        rule.save()

        faults = coverage.coverage({rule.procedure_id or 0: _ever()}).faults

        assert [(f.commune, f.deciders) for f in faults] == [(None, 2)]

    def test_an_exception_of_a_place_is_followed_there(self) -> None:
        by = test_actions.hanoi()
        whole = Period(REFORM)
        ministry = Holder("nation", "vertical", "nobody-has-this-field")
        test_actions.assign(by, holder=ministry, period=whole)

        faults = coverage.coverage({world.procedure(world.BIRTH).pk: _ever()}).faults

        assert len({f.commune for f in faults}) == 126
        assert {f.deciders for f in faults} == {0}


def _ever() -> list[Span]:
    return [Span(REFORM, ENDS)]
