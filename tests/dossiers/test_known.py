"""Reference data are kept while they do not change, and not a moment longer."""

from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from haicap.competence.models import Competence
from haicap.dossiers.known import Known
from haicap.procedures.find import ProcedureUnknown
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency
from tests import given

pytestmark = pytest.mark.django_db


class TestKnown:
    def test_costs_one_statement_when_nothing_changed(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        self.ask(Known())

        with django_assert_num_queries(1):
            self.ask(Known())

    def ask(self, known: Known) -> None:
        version = known.version(given.BIRTH, given.TODAY)
        place = known.place("14758", given.TODAY)
        known.decider(version.procedure_id, place, given.TODAY)
        known.centre(place, given.TODAY)

    def test_sees_an_agency_that_was_renamed(self) -> None:
        place = given.commune()
        before = Known().centre(place, given.TODAY)

        Agency.objects.filter(pk=before.pk).update(name_vi="Trung tâm khác")

        assert Known().centre(place, given.TODAY).name_vi == "Trung tâm khác"

    def test_sees_a_procedure_that_ended(self) -> None:
        version = Known().version(given.BIRTH, given.TODAY)

        ProcedureVersion.objects.filter(pk=version.pk).update(valid_until=given.TODAY)

        with pytest.raises(ProcedureUnknown):
            Known().version(given.BIRTH, given.TODAY)

    def test_sees_another_competence(self) -> None:
        version, place = given.version(), given.commune()
        before = Known().decider(version.procedure_id, place, given.TODAY)

        Competence.objects.filter(pk=before.competence.pk).update(clause="Art 1")

        after = Known().decider(version.procedure_id, place, given.TODAY)
        assert after.competence.clause == "Art 1"

    def test_forgets_what_was_rolled_back(self) -> None:
        centre = Known().centre(given.commune(), given.TODAY)
        with transaction.atomic():
            Agency.objects.filter(pk=centre.pk).update(name_vi="Không bao giờ")
            assert Known().centre(given.commune(), given.TODAY).name_vi == "Không bao giờ"
            transaction.set_rollback(True)

        after = Known().centre(given.commune(), given.TODAY)
        assert after.name_vi == centre.name_vi

    def test_answers_for_one_moment(self) -> None:
        known = Known()
        first = known.place("14758", given.TODAY)
        assert known.place("14758", date(2025, 7, 8)) == first
