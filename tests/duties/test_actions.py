"""Duties: the clear person, the clear time, and an end with an outcome."""

import pytest

from haicap.common.errors import NotAllowed
from haicap.dossiers.permissions import PROCESS
from haicap.duties import actions
from haicap.duties.actions import Clears, DutyClosed, DutyTaken
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from tests import given

pytestmark = pytest.mark.django_db


def opened() -> Duty:
    return actions.open_duty(
        kind="test.work",
        reference="T-1",
        clears=Clears(
            work="Rà soát trụ sở dôi dư",
            agency=given.committee(),
            role="specialist",
            product="Báo cáo",
            authority="118/2025/NĐ-CP",
            due_at=given.MONDAY + given.DAY,
        ),
        at=given.MONDAY,
    )


class TestOpenDuty:
    def test_has_six_clears_but_for_the_person_who_is_still_to_be_found(self) -> None:
        duty = opened()

        assert all(
            [duty.work, duty.due_at, duty.agency, duty.role, duty.authority, duty.product]
        )
        assert duty.person is None
        assert duty in Duty.objects.open()


class TestTake:
    def test_makes_an_officer_of_the_agency_the_clear_person(self) -> None:
        duty = actions.take(
            opened(), permission=PROCESS, by=given.specialist(), at=given.MONDAY
        )

        assert duty.person == given.specialist()
        assert Entry.objects.filter(about=f"duty:{duty.pk}", kind="duty.given").exists()

    def test_is_refused_to_strangers(self) -> None:
        duty = opened()

        with pytest.raises(NotAllowed):
            actions.take(duty, permission=PROCESS, by=given.citizen(), at=given.MONDAY)

        duty.refresh_from_db()
        assert duty.person is None

    def test_tells_who_has_it(self) -> None:
        duty = opened()
        actions.take(duty, permission=PROCESS, by=given.specialist(), at=given.MONDAY)

        with pytest.raises(DutyTaken) as refused:
            actions.take(
                duty,
                permission=PROCESS,
                by=given.specialist(login="nam"),
                at=given.MONDAY,
            )

        assert "minh" in str(refused.value)

    def test_tells_who_finished_it(self) -> None:
        duty = opened()
        actions.close(duty, outcome="done", by=given.specialist(), at=given.MONDAY)

        with pytest.raises(DutyClosed) as refused:
            actions.take(duty, permission=PROCESS, by=given.specialist(), at=given.MONDAY)

        assert "minh" in str(refused.value)


class TestGive:
    def test_passes_it_to_a_colleague(self) -> None:
        nam = given.specialist(login="nam")
        duty = actions.take(
            opened(), permission=PROCESS, by=given.specialist(), at=given.MONDAY
        )

        duty = actions.give(
            duty, to=nam, permission=PROCESS, by=given.specialist(), at=given.MONDAY
        )

        assert duty.person == nam

    def test_is_refused_to_and_for_strangers(self) -> None:
        duty = opened()

        with pytest.raises(NotAllowed):
            actions.give(
                duty,
                to=given.citizen(),
                permission=PROCESS,
                by=given.specialist(),
                at=given.MONDAY,
            )
        with pytest.raises(NotAllowed):
            actions.give(
                duty,
                to=given.specialist(),
                permission=PROCESS,
                by=given.citizen(),
                at=given.MONDAY,
            )


class TestSetTime:
    def test_a_paused_duty_is_not_overdue(self) -> None:
        duty = opened()
        late = given.MONDAY + 3 * given.DAY
        assert duty in Duty.objects.overdue(late)

        actions.set_time(duty, due_at=None, is_paused=True)

        assert duty not in Duty.objects.overdue(late)
