"""Becoming the clear person of a duty, and what stands in the way."""

from datetime import timedelta

import pytest

from haicap.common.errors import NotAllowed
from haicap.dossiers.permissions import RECEIVE
from haicap.duties import actions
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from tests import given

pytestmark = pytest.mark.django_db


def opened(work: str = "Kiểm tra hồ sơ") -> Duty:
    """A duty of the centre that nobody has yet."""
    clears = actions.Clears(
        work=work, agency=given.centre(), role="receptionist", product="Phiếu hẹn"
    )
    return actions.open_duty(
        kind="dossier.check",
        reference="14758.9-250707-0001",
        clears=clears,
        at=given.MONDAY,
    )


class TestOpen:
    def test_has_the_six_clears_and_no_end(self) -> None:
        duty = opened()

        assert (duty.agency, duty.role, duty.product) == (
            given.centre(),
            "receptionist",
            "Phiếu hẹn",
        )
        assert duty in Duty.objects.open()

    def test_long_work_is_cut_and_not_refused(self) -> None:
        assert len(opened("x" * 400).work) == 300


class TestClose:
    def test_notes_who_and_what_came_out(self) -> None:
        duty, lan = opened(), given.receptionist()

        actions.close(duty, outcome="received", by=lan, at=given.MONDAY)

        duty.refresh_from_db()
        assert (duty.closed_by, duty.outcome) == (lan, "received")
        assert duty not in Duty.objects.open()


class TestTake:
    def test_makes_the_officer_the_clear_person(self) -> None:
        duty, lan = opened(), given.receptionist()

        taken = actions.take(duty, permission=RECEIVE, by=lan, at=given.MONDAY)

        assert taken.person == lan
        assert (
            Entry.objects.filter(kind="duty.given", about=f"duty:{duty.pk}").count() == 1
        )

    def test_of_one_who_has_it_is_refused_and_names_him(self) -> None:
        duty = opened()
        actions.take(duty, permission=RECEIVE, by=given.receptionist(), at=given.MONDAY)
        binh = given.receptionist(login="binh")

        with pytest.raises(actions.DutyTaken) as refused:
            actions.take(duty, permission=RECEIVE, by=binh, at=given.MONDAY)

        assert given.receptionist().name in str(refused.value)

    def test_of_what_is_finished_is_refused(self) -> None:
        duty, lan = opened(), given.receptionist()
        actions.close(duty, outcome="received", by=lan, at=given.MONDAY)

        with pytest.raises(actions.DutyClosed) as refused:
            actions.take(duty, permission=RECEIVE, by=lan, at=given.MONDAY)

        assert lan.name in str(refused.value)

    def test_is_refused_to_a_stranger_and_changes_nothing(self) -> None:
        duty, stranger = opened(), given.citizen()

        with pytest.raises(NotAllowed):
            actions.take(duty, permission=RECEIVE, by=stranger, at=given.MONDAY)

        duty.refresh_from_db()
        assert duty.person is None
        assert not Entry.objects.filter(kind="duty.given").exists()


class TestGive:
    def test_passes_it_to_another_officer_whoever_had_it(self) -> None:
        duty, lan, binh = opened(), given.receptionist(), given.receptionist(login="binh")
        actions.take(duty, permission=RECEIVE, by=lan, at=given.MONDAY)

        later = given.MONDAY + timedelta(hours=1)
        given_duty = actions.give(duty, to=binh, permission=RECEIVE, by=lan, at=later)

        assert given_duty.person == binh

    def test_to_a_stranger_is_refused(self) -> None:
        duty, lan, an = opened(), given.receptionist(), given.citizen()

        with pytest.raises(NotAllowed):
            actions.give(duty, to=an, permission=RECEIVE, by=lan, at=given.MONDAY)

        duty.refresh_from_db()
        assert duty.person is None
