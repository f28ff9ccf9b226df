"""From submission to the returned result, and what stands on the control sheet."""

from datetime import datetime, timedelta

import pytest

from haicap.dossiers import actions, clock
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from haicap.dossiers.refusals import (
    AlreadyProposed,
    AlreadySuspended,
    HandoverOpen,
    MoveRefused,
    ReappointmentOnce,
    ReappointmentTooLate,
    SupplementOnce,
)
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from tests import given
from tests.dossiers.every import FAULT

pytestmark = pytest.mark.django_db
MARRIAGE_STATUS = "1.004873"  # certificate of marital status: working days


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def test_a_birth_is_registered() -> None:
    dossier = given.returned()

    assert dossier.state == State.RETURNED
    assert dossier.is_late is False
    kinds = list(
        Entry.objects.filter(about=dossier.about)
        .order_by("pk")
        .values_list("kind", flat=True)
    )
    assert kinds == [
        "dossier.submitted",
        "dossier.received",
        "dossier.taken",
        "dossier.proposed",
        "dossier.decided",
        "dossier.returned",
    ]


def test_the_control_sheet_names_each_agency_and_person() -> None:
    dossier = given.returned()

    steps = [
        (step.code, step.duty.agency, getattr(step.duty.closed_by, "login", None))
        for step in dossier.steps.select_related(
            "duty__closed_by", "duty__agency"
        ).order_by("pk")
    ]
    centre, committee = given.centre(), given.committee()
    assert steps == [
        ("check", centre, "lan"),
        ("process", committee, "minh"),
        ("sign", committee, "hoa"),
        ("return", centre, "lan"),
    ]
    (handover,) = dossier.handovers.all()
    assert (handover.from_agency, handover.to_agency) == (centre, committee)
    assert handover.taken_at == given.MONDAY + given.HOUR


def test_responsibility_is_a_dated_trail() -> None:
    dossier = given.processing()

    trail = list(
        dossier.assignments.order_by("at", "pk").values_list("agency_id", flat=True)
    )
    assert trail == [given.centre().pk, given.committee().pk]
    assert dossier.responsible == given.committee()


def test_a_birth_received_before_three_is_due_the_same_day() -> None:
    dossier = given.received()

    assert dossier.due_at == datetime(2025, 7, 7, 17, 0, tzinfo=given.VIETNAM)


def test_a_birth_received_after_three_is_due_the_next_working_day() -> None:
    friday = datetime(2025, 8, 29, 15, 20, tzinfo=given.VIETNAM)

    dossier = given.received(at=friday)

    assert dossier.due_at == datetime(2025, 9, 3, 17, 0, tzinfo=given.VIETNAM)


def test_late_is_late_by_the_first_date_even_with_an_apology() -> None:
    dossier = given.proposed()
    assert dossier.due_at is not None
    tuesday = dossier.due_at + timedelta(days=1)
    actions.reappoint(
        dossier,
        new_due_at=tuesday,
        reason="Chờ tra cứu sổ gốc",
        by=given.signer(),
        at=dossier.due_at - given.HOUR,
    )

    dossier = actions.decide(
        dossier, outcome="granted", by=given.signer(), at=tuesday - given.HOUR
    )

    assert dossier.is_late is True
    assert dossier.due_at == tuesday


class TestSupplement:
    def test_stops_the_clock_and_lets_it_run_on(self) -> None:
        dossier = given.processing(of=given.version(MARRIAGE_STATUS))
        due_before = dossier.due_at
        asked = actions.ask_supplement(
            dossier,
            faults=[FAULT],
            by=given.specialist(),
            at=given.MONDAY + 2 * given.HOUR,
        )
        assert asked.state == State.SUPPLEMENT
        assert asked.due_at is None

        answered = actions.answer_supplement(
            asked, answer="Đã ký", by=given.citizen(), at=given.MONDAY + given.DAY
        )

        assert answered.state == State.PROCESSING
        assert due_before is not None
        assert answered.due_at is not None
        assert answered.due_at > due_before
        assert answered.due_at == clock.reckon(fresh(answered)).at

    def test_is_asked_for_once(self) -> None:
        dossier = given.processing()
        dossier = actions.ask_supplement(
            dossier,
            faults=[FAULT],
            by=given.specialist(),
            at=given.MONDAY + 2 * given.HOUR,
        )
        dossier = actions.answer_supplement(
            dossier, answer="Đã ký", by=given.citizen(), at=given.MONDAY + 3 * given.HOUR
        )

        with pytest.raises(SupplementOnce):
            actions.ask_supplement(
                dossier,
                faults=[FAULT],
                by=given.specialist(),
                at=given.MONDAY + 4 * given.HOUR,
            )

    def test_before_reception_leads_back_to_reception(self) -> None:
        dossier = given.submitted()
        dossier = actions.ask_supplement(
            dossier, faults=[FAULT], by=given.receptionist(), at=given.MONDAY
        )
        assert dossier.state == State.SUPPLEMENT

        dossier = actions.answer_supplement(
            dossier, answer="Đã ký", by=given.citizen(), at=given.MONDAY + given.HOUR
        )

        assert dossier.state == State.REGISTERED
        dossier = actions.accept(
            dossier, by=given.receptionist(), at=given.MONDAY + 2 * given.HOUR
        )
        assert dossier.received_at == given.MONDAY + 2 * given.HOUR

    def test_waits_for_the_signer_if_one_has_it(self) -> None:
        with pytest.raises(AlreadyProposed):
            actions.ask_supplement(
                given.proposed(),
                faults=[FAULT],
                by=given.specialist(),
                at=given.MONDAY + 4 * given.HOUR,
            )


class TestReappoint:
    def test_is_refused_twice(self) -> None:
        dossier = given.received(of=given.version(MARRIAGE_STATUS))
        assert dossier.due_at is not None
        new = dossier.due_at + given.DAY
        dossier = actions.reappoint(
            dossier,
            new_due_at=new,
            reason="Bận",
            by=given.signer(),
            at=given.MONDAY + given.HOUR,
        )

        with pytest.raises(ReappointmentOnce):
            actions.reappoint(
                dossier,
                new_due_at=new + given.DAY,
                reason="Bận",
                by=given.signer(),
                at=given.MONDAY + given.HOUR,
            )

    def test_is_refused_when_the_old_date_has_passed(self) -> None:
        dossier = given.received()
        assert dossier.due_at is not None

        with pytest.raises(ReappointmentTooLate):
            actions.reappoint(
                dossier,
                new_due_at=dossier.due_at + given.DAY,
                reason="Bận",
                by=given.signer(),
                at=dossier.due_at + given.HOUR,
            )


class TestSuspend:
    def test_stands_still_until_resumed(self) -> None:
        dossier = given.processing(of=given.version(MARRIAGE_STATUS))
        due_before = dossier.due_at
        dossier = actions.suspend(
            dossier,
            kind="verification",
            reason="Xác minh tại nơi cư trú cũ",
            ground="118/2025/NĐ-CP",
            by=given.specialist(),
            at=given.MONDAY + 2 * given.HOUR,
        )
        assert dossier.due_at is None
        assert all(d.is_paused for d in _open(dossier))
        with pytest.raises(AlreadySuspended):
            actions.request_payment(
                dossier,
                amount=1,
                what="x",
                by=given.specialist(),
                at=given.MONDAY + 3 * given.HOUR,
            )

        dossier = actions.resume(
            dossier, by=given.specialist(), at=given.MONDAY + 3 * given.HOUR
        )

        assert due_before is not None
        # From 11:00 to 12:00: half of the hour is lunch, which never ran.
        assert dossier.due_at == due_before + given.HOUR / 2
        assert not any(d.is_paused for d in _open(dossier))


class TestHandOver:
    def test_goes_to_another_agency_and_is_taken_there(self) -> None:
        dossier = given.processing()
        other = given.committee(given.commune("14797"))
        dossier = actions.hand_over(
            dossier,
            to=other,
            note="Xác minh hộ tịch",
            by=given.specialist(),
            at=given.MONDAY + 2 * given.HOUR,
        )
        assert dossier.responsible == given.committee()
        with pytest.raises(HandoverOpen):
            actions.propose(
                dossier,
                outcome="granted",
                proposal="",
                by=given.specialist(),
                at=given.MONDAY + 2 * given.HOUR,
            )

        dossier = actions.start(
            dossier, by=given.specialist(other, "quang"), at=given.MONDAY + 3 * given.HOUR
        )

        assert dossier.responsible == other
        assert dossier.competent == given.committee()

    def test_is_taken_back_before_it_was_taken(self) -> None:
        dossier = given.processing()
        dossier = actions.hand_over(
            dossier,
            to=given.centre(),
            note="Nhầm",
            by=given.specialist(),
            at=given.MONDAY + 2 * given.HOUR,
        )

        dossier = actions.recall(
            dossier, by=given.specialist(), at=given.MONDAY + 3 * given.HOUR
        )

        (duty,) = _open(dossier)
        assert duty.agency == given.committee()
        assert not dossier.handovers.filter(taken_at=None).exists()


class TestSendBack:
    def test_gives_the_proposal_back_under_the_first_time_limit(self) -> None:
        dossier = given.proposed(of=given.version(MARRIAGE_STATUS))
        first = dossier.steps.get(code="process").duty.due_at

        dossier = actions.send_back(
            dossier,
            reason="Thiếu số",
            by=given.signer(),
            at=given.MONDAY + 3 * given.HOUR,
        )

        (duty,) = _open(dossier)
        assert duty.due_at == first
        assert duty.person == given.specialist()


def test_the_loser_is_told_who_did_what() -> None:
    dossier = given.received()
    stale = fresh(dossier)
    actions.start(dossier, by=given.specialist(), at=given.MONDAY + given.HOUR)

    with pytest.raises(MoveRefused) as refused:
        actions.start(
            stale,
            by=given.specialist(given.committee(), "nam"),
            at=given.MONDAY + given.HOUR,
        )

    assert "Cán bộ minh" in str(refused.value)
    assert refused.value.code == "dossier.move-refused"


def _open(dossier: Dossier) -> list[Duty]:
    return [step.duty for step in dossier.steps.filter(duty__closed_at=None)]
