"""Who decides, and why."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from haicap.competence import find, history
from haicap.competence.models import Competence, Task
from haicap.competence.resolve import (
    NobodyDecides,
    NoSuchPlace,
    PlaceTooWide,
    SeveralDecide,
    decider_for,
    who_decides,
)
from haicap.units.models import Agency
from tests.competence import test_actions, world
from tests.competence.world import AFTER, BEFORE, place, procedure

pytestmark = pytest.mark.django_db


class TestWhoDecides:
    def test_a_birth_at_hoan_kiem_on_the_second_day(self) -> None:
        answer = who_decides(procedure(world.BIRTH), place(world.HOAN_KIEM), AFTER)

        assert answer.agency == world.committee(world.HOAN_KIEM)
        assert answer.competence.ground == "120/2025/NĐ-CP"
        assert answer.competence.kind == "division"

    def test_what_the_district_decided_is_decided_by_the_commune(self) -> None:
        thing = procedure(world.FOREIGN_BIRTH)

        before = who_decides(thing, place("00070", BEFORE), BEFORE)
        after = who_decides(thing, place(world.HOAN_KIEM), AFTER)

        assert before.agency.territory.level == "district"
        assert after.agency == world.committee(world.HOAN_KIEM)

    def test_a_department_of_the_province_by_its_field(self) -> None:
        answer = who_decides(procedure(world.DRILLING), place(world.HOAN_KIEM), AFTER)

        assert answer.agency == world.department("01", "agriculture-environment")

    def test_the_place_may_be_a_province(self) -> None:
        answer = who_decides(procedure(world.ENVIRONMENT), place("01"), AFTER)

        assert answer.agency == world.committee("01")

    def test_a_task_that_is_not_a_procedure(self) -> None:
        task = Task.objects.get(code="merit-certificate-list")

        answer = who_decides(task, place(world.HOAN_KIEM), AFTER)

        assert answer.agency == world.committee(world.HOAN_KIEM)
        assert (answer.competence.ground, answer.competence.clause) == (
            "129/2025/NĐ-CP",
            "Art 7",
        )

    def test_goes_on_when_the_decrees_lapse_and_says_so(self) -> None:
        later = date(2027, 3, 2)
        with translation.override("en"):
            answer = who_decides(procedure(world.BIRTH), place(world.HOAN_KIEM), later)

        assert answer.agency == world.committee(world.HOAN_KIEM)
        assert "lapses on 1 March 2027 unless it is replaced" in answer.reason

    def test_costs_three_statements(self) -> None:
        thing, where = procedure(world.BIRTH), place(world.HOAN_KIEM)

        with CaptureQueriesContext(
            connection,
        ) as statements:
            who_decides(thing, where, AFTER)

        assert len(statements) == 3

    def test_a_commune_is_asked_for_where_only_communes_decide(self) -> None:
        with pytest.raises(PlaceTooWide) as refused:
            who_decides(procedure(world.BIRTH), place("01"), AFTER)

        assert refused.value.status == 422
        assert "Thành phố Hà Nội" in str(refused.value)

    def test_nobody_decides_what_did_not_exist(self) -> None:
        with pytest.raises(NobodyDecides):
            who_decides(procedure(world.NEW_PENSION), place("00070", BEFORE), BEFORE)

    def test_a_place_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(NoSuchPlace):
            who_decides(procedure(world.BIRTH), place("001", BEFORE), AFTER)

    def test_two_agencies_of_one_field_are_named(self) -> None:
        twin = world.department("01", "agriculture-environment")
        twin.pk, twin.code = None, "01.99"
        twin.save()

        with pytest.raises(SeveralDecide, match=r"01\.99"):
            who_decides(procedure(world.DRILLING), place(world.HOAN_KIEM), AFTER)


class TestReason:
    def test_names_agency_ground_and_who_decided_before(self) -> None:
        with translation.override("en"):
            answer = who_decides(
                procedure(world.FOREIGN_BIRTH), place(world.HOAN_KIEM), AFTER
            )

        assert answer.reason.startswith("People's Committee of Hoàn Kiếm Ward decides “")
        assert "from 01/07/2025 under Decree 120/2025/NĐ-CP (division" in answer.reason
        assert answer.reason.endswith("Before that: People's Committee, district level.")

    def test_says_what_is_assumed_and_where_no_ground_is_established(self) -> None:
        with translation.override("en"):
            answer = who_decides(procedure(world.ENVIRONMENT), place("01"), AFTER)

        assert "the legal ground is not established" in answer.reason
        assert "it is assumed" in answer.reason

    def test_of_the_days_before_names_no_first_day(self) -> None:
        with translation.override("en"):
            answer = who_decides(procedure(world.BIRTH), place("00070", BEFORE), BEFORE)

        assert "until 01/07/2025" in answer.reason
        assert "2025-01" not in answer.reason
        assert "01/01/2025" not in answer.reason

    def test_calls_the_agency_as_it_was_called_on_that_day(self) -> None:
        thing, dong_nai = procedure(world.ENVIRONMENT), place("75")

        province = who_decides(thing, dong_nai, date(2026, 4, 29))
        city = who_decides(thing, dong_nai, date(2026, 4, 30))

        assert province.agency == city.agency
        assert "Ủy ban nhân dân tỉnh Đồng Nai" in province.reason
        assert "Ủy ban nhân dân thành phố Đồng Nai" in city.reason

    def test_of_a_delegation_names_the_decision_and_who_delegated(self) -> None:
        by = test_actions.hanoi()
        test_actions.delegate(by, world.rule(world.ENVIRONMENT), conditions="Báo cáo quý")

        with translation.override("en"):
            answer = who_decides(
                procedure(world.ENVIRONMENT), place(world.HOAN_KIEM), world.FROM
            )

        assert "from 01/09/2025 until 01/03/2026 by delegation" in answer.reason
        assert "12/QĐ-UBND" in answer.reason
        assert "Delegated by: People's Committee, province level." in answer.reason
        assert "Condition: Báo cáo quý." in answer.reason


class TestDeciderFor:
    def test_answers_as_the_long_road_in_one_statement(self) -> None:
        thing, where = procedure(world.BIRTH), place(world.HOAN_KIEM)
        long = who_decides(thing, where, AFTER)

        with CaptureQueriesContext(connection) as statements:
            short = decider_for(thing.pk, where.pk, AFTER)

        assert short == (long.agency.pk, long.competence.pk)
        assert len(statements) == 1

    def test_refuses_with_the_reason_of_the_long_road(self) -> None:
        with pytest.raises(PlaceTooWide):
            decider_for(procedure(world.BIRTH).pk, place("01").pk, AFTER)
        with pytest.raises(NobodyDecides):
            decider_for(
                procedure(world.NEW_PENSION).pk, place("00070", BEFORE).pk, BEFORE
            )


class TestHistory:
    def test_before_1_july_names_the_agencies_of_the_places_it_was_made_of(self) -> None:
        eras = history.history(
            procedure(world.FOREIGN_BIRTH), place(world.HOAN_KIEM), AFTER
        )

        assert [(era.since, era.until) for era in eras] == [
            (date(2025, 1, 1), date(2025, 7, 1)),
            (date(2025, 7, 1), None),
        ]
        assert {agency.name_vi for agency in eras[0].agencies} == {
            "Ủy ban nhân dân quận Hoàn Kiếm",
            "Ủy ban nhân dân quận Ba Đình",
        }
        assert eras[1].agencies == [world.committee(world.HOAN_KIEM)]

    def test_of_something_new_begins_with_it(self) -> None:
        eras = history.history(
            procedure(world.NEW_PENSION), place(world.HOAN_KIEM), AFTER
        )

        assert [era.since for era in eras] == [date(2025, 7, 1)]


class TestFind:
    def test_by_code_slug_and_code_of_a_task(self) -> None:
        birth = procedure(world.BIRTH)

        assert find.subject(world.BIRTH) == find.subject(birth.slug) == birth
        assert isinstance(find.subject("school-establish"), Task)

    def test_names_the_nearest(self) -> None:
        with pytest.raises(find.SubjectUnknown, match=r"1\.001193"):
            find.subject("1.00119")


def test_every_agency_that_decides_exists_in_the_record() -> None:
    kinds = Competence.objects.values_list("level", "agency_kind", "agency_field")

    for level, kind, field in kinds.distinct():
        assert Agency.objects.filter(
            territory__level=level, kind=kind, field=field
        ).exists(), (level, kind, field)
