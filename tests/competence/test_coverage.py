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


def every_day() -> dict[int, list[Span]]:
    """From the day on which a procedure could first be asked for; for most, the whole record."""
    first = {
        pk: min(span.since for span in spans)
        for pk, spans in coverage.days_of_publication().items()
    }
    return {pk: [Span(day, ENDS)] for pk, day in first.items()}


def test_exactly_one_agency_decides_every_procedure_everywhere_every_day() -> None:
    asked = every_day()

    found = coverage.coverage(asked)

    assert list(coverage.in_words(found.faults)) == []
    assert found.procedures == Procedure.objects.count() >= 273
    assert found.communes == Territory.objects.filter(level="commune").count() > 13_000
    # 10,035 communes before the reform, 3,321 since: so many questions, none left out.
    assert found.answers == sum(
        10_035 * max(0, (REFORM - span.since).days)
        + 3_321 * (ENDS - max(REFORM, span.since)).days
        for [span] in asked.values()
    )


def test_almost_all_procedures_are_asked_for_since_the_record_begins() -> None:
    begin = [spans[0].since for spans in every_day().values()]

    assert sum(1 for day in begin if day == BEGINS) >= 264
    assert all(day >= BEGINS for day in begin)


def test_a_published_version_is_never_without_a_decider() -> None:
    assert coverage.coverage().faults == []


def test_the_proof_agrees_with_the_two_roads_on_a_sample() -> None:
    dice = random.Random(20250701)
    procedures = list(Procedure.objects.order_by("pk"))
    first = {pk: spans[0].since for pk, spans in every_day().items()}
    some = [BEGINS + timedelta(days=dice.randrange((ENDS - BEGINS).days)) for _ in "days"]
    borders = [BEGINS, REFORM - timedelta(days=1), REFORM, ENDS - timedelta(days=1)]
    for day in [*borders, *some] * 30:
        thing = dice.choice(procedures)
        there = TerritoryVersion.objects.on(day).filter(level="commune")
        nth = dice.randrange(3321)
        place = there.order_by("pk")[nth].territory
        if day < first[thing.pk]:
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
