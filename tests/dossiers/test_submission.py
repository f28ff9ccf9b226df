"""Submitting."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from haicap.common.errors import ManyInvalid, NotAllowed
from haicap.dossiers import actions
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Counter, Dossier
from haicap.dossiers.numbers import is_secret, secret_of
from haicap.dossiers.refusals import (
    ChannelNotOffered,
    NotACentre,
    OutsideProvince,
    VersionNotInForce,
)
from haicap.journal.models import Entry
from haicap.procedures.models import Channel
from tests import given

pytestmark = pytest.mark.django_db


def entries(dossier: Dossier) -> list[str]:
    return list(Entry.objects.filter(about=dossier.about).values_list("kind", flat=True))


class TestSubmit:
    def test_gives_a_number_of_the_centre_and_the_day(self) -> None:
        first, second = given.submitted(), given.submitted()

        code = given.centre().identifier or given.centre().code
        assert first.number == f"{code}-250707-0001"
        assert second.number == f"{code}-250707-0002"

    def test_waits_to_be_received_at_the_centre_of_the_place(self) -> None:
        dossier = given.submitted()

        assert dossier.state == State.REGISTERED
        assert dossier.responsible == dossier.received_at_agency == given.centre()
        assert dossier.competent == given.committee()
        assert dossier.due_at is None
        assert entries(dossier) == ["dossier.submitted"]

    def test_opens_the_duty_to_check_it_within_eight_working_hours(self) -> None:
        dossier = given.submitted()

        (step,) = dossier.steps.all()
        duty = step.duty
        assert (duty.kind, duty.agency, duty.person) == (
            "dossier.check",
            given.centre(),
            None,
        )
        assert duty.due_at == given.MONDAY + given.DAY
        assert all([duty.work, duty.role, duty.product, duty.authority])

    def test_belongs_to_the_applicant_who_submitted_it(self) -> None:
        dossier = given.submitted()

        assert dossier.account == given.citizen()
        assert not dossier.is_assisted

    def test_by_an_officer_online_is_marked_as_help(self) -> None:
        version = given.version()

        dossier = actions.submit(
            version, given.request(version), by=given.receptionist(), at=given.MONDAY
        )

        assert dossier.is_assisted
        assert dossier.helped_at == given.centre()
        assert dossier.account is None

    def test_at_the_counter_is_for_officers_of_the_centre(self) -> None:
        version = given.version()
        request = given.request(version, channel=Channel.IN_PERSON)

        with pytest.raises(NotAllowed):
            actions.submit(version, request, by=given.citizen(), at=given.MONDAY)
        dossier = actions.submit(
            version, request, by=given.receptionist(), at=given.MONDAY
        )

        assert dossier.helped_at is None
        assert dossier.channel == Channel.IN_PERSON

    def test_at_any_centre_of_the_province(self) -> None:
        version = given.version()
        other = given.centre(given.commune("14797"))
        request = given.request(version, centre=other)

        dossier = actions.submit(version, request, by=given.citizen(), at=given.MONDAY)

        assert dossier.received_at_agency == other
        assert dossier.competent == given.committee()

    def test_is_refused_at_a_centre_of_another_province(self) -> None:
        version = given.version()
        elsewhere = given.centre(given.commune("01279"))

        with pytest.raises(OutsideProvince):
            actions.submit(
                version,
                given.request(version, centre=elsewhere),
                by=given.citizen(),
                at=given.MONDAY,
            )

        assert not Dossier.objects.exists()
        assert not Counter.objects.exists()

    def test_is_refused_at_an_agency_that_is_no_centre(self) -> None:
        version = given.version()

        with pytest.raises(NotACentre):
            actions.submit(
                version,
                given.request(version, centre=given.committee()),
                by=given.citizen(),
                at=given.MONDAY,
            )

    def test_is_refused_when_the_version_is_not_in_force(self) -> None:
        version = given.version()
        version.valid_until = date(2025, 7, 7)

        with pytest.raises(VersionNotInForce):
            actions.submit(
                version, given.request(version), by=given.citizen(), at=given.MONDAY
            )

    def test_is_refused_when_it_is_not_offered_this_way(self) -> None:
        version = given.version("2.001023")  # no way online is established

        with pytest.raises(ChannelNotOffered):
            actions.submit(
                version, given.request(version), by=given.citizen(), at=given.MONDAY
            )

    def test_names_every_field_that_is_badly_filled_in(self) -> None:
        version = given.version()
        request = given.request(version, answers={}, files=[])
        bad = replace(
            request,
            applicant=actions.Applicant(
                name="  ", personal_id="12", phone="x", email="@"
            ),
            delivery="pigeon",
        )

        with pytest.raises(ManyInvalid) as refused:
            actions.submit(version, bad, by=given.citizen(), at=given.MONDAY)

        errors = refused.value.details["errors"]
        assert {"name", "personal_id", "phone", "email", "delivery"} <= set(errors)
        assert any(field.startswith("file.") for field in errors)
        assert not Dossier.objects.exists()
        assert not Entry.objects.filter(kind="dossier.submitted").exists()

    def test_keeps_the_papers_with_their_components(self) -> None:
        version = given.version()

        dossier = actions.submit(
            version, given.request(version), by=given.citizen(), at=given.MONDAY
        )

        needed = {component.code for component in given.needed(version)}
        present = dossier.parts.filter(is_present=True).select_related("component")
        assert {part.component.code for part in present} == needed
        assert dossier.attachments.count() == len(needed)

    def test_asks_for_the_case_where_there_are_cases(self) -> None:
        version = given.version()
        request = replace(given.request(version), case=None)

        with pytest.raises(ManyInvalid) as refused:
            actions.submit(version, request, by=given.citizen(), at=given.MONDAY)

        assert set(refused.value.details["errors"]) == {"case"}

    def test_outside_office_hours_is_dated_that_moment(self) -> None:
        sunday = datetime(2025, 7, 6, 21, 0, tzinfo=given.VIETNAM)

        dossier = given.submitted(at=sunday)

        assert dossier.submitted_at == sunday
        assert "-250706-" in dossier.number


class TestSecret:
    def test_is_the_same_when_asked_twice_and_dies_when_renewed(self) -> None:
        dossier = given.submitted()
        secret = secret_of(dossier)

        assert is_secret(dossier, f"{secret[:4]} {secret[4:]}")
        renewed = actions.renew_secret(dossier, by=given.receptionist(), at=given.MONDAY)

        assert not is_secret(renewed, secret)
        assert is_secret(renewed, secret_of(renewed))

    def test_is_renewed_only_at_the_counter(self) -> None:
        with pytest.raises(NotAllowed):
            actions.renew_secret(given.submitted(), by=given.citizen(), at=given.MONDAY)
