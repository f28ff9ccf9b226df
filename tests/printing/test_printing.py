"""Printing as a verb: recorded, repeated, refused; and whether a paper still holds."""

from datetime import date, timedelta

import pytest
import time_machine

from haicap.common.errors import Invalid, NotAllowed
from haicap.dossiers import actions as dossiers
from haicap.dossiers.door import Holder
from haicap.journal.models import Entry
from haicap.papers import actions as papers
from haicap.papers.models import File
from haicap.printing import actions, standing, verify
from haicap.printing.models import PaperKind, Print
from haicap.printing.refusals import NoPaper, NothingToPrint
from tests import given

pytestmark = pytest.mark.django_db

NOW = given.MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _monday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def kinds_of(row: Print) -> list[str]:
    return list(Entry.objects.filter(about=row.about).values_list("kind", flat=True))


class TestPrintPaper:
    def test_keeps_which_paper_it_was_of_what_and_its_hash(self) -> None:
        dossier = given.received()

        row = actions.print_paper(dossier, "receipt", by=given.receptionist(), at=NOW)

        assert (row.dossier, row.kind, row.language) == (dossier, "receipt", "vi")
        assert row.dated_on == given.TODAY
        assert len(row.code) == 12
        assert papers.read(row.file).startswith(b"%PDF")
        assert kinds_of(row) == ["print.made"]

    def test_gives_the_same_paper_while_nothing_changes(self) -> None:
        dossier = given.received()
        first = actions.print_paper(dossier, "receipt", by=given.receptionist(), at=NOW)

        again = actions.print_paper(
            dossier, "receipt", by=given.citizen(), at=NOW + timedelta(days=3)
        )

        assert again == first
        assert kinds_of(first) == ["print.made", "print.repeated"]

    def test_a_change_makes_another_paper(self) -> None:
        dossier = given.received()
        lan = given.receptionist()
        first = actions.print_paper(dossier, "receipt", by=lan, at=NOW)
        dossiers.renew_secret(dossier, by=lan, at=NOW)

        assert actions.print_paper(dossier, "receipt", by=lan, at=NOW) != first

    def test_the_holder_of_the_secret_may(self) -> None:
        dossier = given.received()

        row = actions.print_paper(dossier, "receipt", by=Holder(dossier.pk), at=NOW)

        assert row.by is None

    def test_refuses_what_the_dossier_has_not_come_to(self) -> None:
        for kind in ("apology", "refusal_slip", "stop_notice", "supplement_request"):
            with pytest.raises(NothingToPrint):
                actions.print_paper(
                    given.received(), kind, by=given.receptionist(), at=NOW
                )
        with pytest.raises(NothingToPrint):
            actions.print_paper(
                given.submitted(), "receipt", by=given.receptionist(), at=NOW
            )

        assert not Print.objects.exists()
        assert not Entry.objects.filter(kind__startswith="print.").exists()

    def test_refuses_strangers_and_keeps_the_secret_from_those_who_decide(self) -> None:
        dossier = given.processing()
        stranger = given.citizen("stranger")
        elsewhere = given.receptionist(given.commune("00004"), "other")
        for by in (stranger, elsewhere, given.specialist()):
            with pytest.raises(NotAllowed):
                actions.print_paper(dossier, "receipt", by=by, at=NOW)
        for by in (stranger, elsewhere, given.citizen()):
            with pytest.raises(NotAllowed):
                actions.print_paper(dossier, "control_sheet", by=by, at=NOW)

        actions.print_paper(dossier, "control_sheet", by=given.specialist(), at=NOW)

    def test_refuses_unknown_papers_and_languages(self) -> None:
        dossier = given.received()
        for kind, language in (("register", "vi"), ("nothing", "vi"), ("receipt", "xx")):
            with pytest.raises(Invalid):
                actions.print_paper(
                    dossier, kind, language=language, by=given.receptionist(), at=NOW
                )

    def test_leaves_nothing_when_the_paper_cannot_be_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_args: object, **_kwargs: object) -> File:
            raise OSError("no space")

        dossier = given.received()
        monkeypatch.setattr(papers, "store", fails)
        with pytest.raises(OSError, match="no space"):
            actions.print_paper(dossier, "receipt", by=given.receptionist(), at=NOW)

        assert not Print.objects.exists()


class TestTickets:
    def test_are_numbered_without_gaps_each_day(self) -> None:
        lan, centre = given.receptionist(), given.centre()

        numbers = [
            actions.print_ticket(centre, by=lan, at=NOW + timedelta(minutes=n)).number
            for n in range(3)
        ]
        tomorrow = actions.print_ticket(centre, language="en", by=lan, at=NOW + given.DAY)

        assert numbers == [1, 2, 3]
        assert tomorrow.number == 1

    def test_refuses_who_does_not_receive_there(self) -> None:
        with pytest.raises(NotAllowed):
            actions.print_ticket(given.centre(), by=given.signer(), at=NOW)


class TestRegister:
    def test_refuses_impossible_periods_and_strangers(self) -> None:
        lan, centre = given.receptionist(), given.centre()
        for since, until in (
            (date(2025, 7, 7), date(2025, 7, 1)),
            (date(2025, 7, 1), date(2025, 7, 8)),
            (date(2024, 7, 1), date(2025, 7, 7)),
        ):
            with pytest.raises(Invalid):
                actions.print_register(centre, since=since, until=until, by=lan, at=NOW)
        with pytest.raises(NotAllowed):
            actions.print_register(
                centre, since=given.TODAY, until=given.TODAY, by=given.signer(), at=NOW
            )
        with pytest.raises(NotAllowed):
            actions.print_poster(given.version(), centre, by=given.signer(), at=NOW)


class TestStanding:
    def test_holds_until_another_appointment_takes_its_place(self) -> None:
        dossier = given.processing()
        row = actions.print_paper(dossier, "receipt", by=given.receptionist(), at=NOW)
        assert standing.standing_of(row, NOW).holds

        assert dossier.due_at is not None
        dossiers.reappoint(
            dossier,
            new_due_at=dossier.due_at + timedelta(days=1),
            reason="Chậm",
            by=given.signer(),
            at=NOW + given.HOUR,
        )
        found = verify.by_code(row.code.lower())
        assert isinstance(found, Print)
        said = standing.standing_of(found, NOW)

        assert not said.holds
        assert "08/7/2025" in said.why or "tháng 7 năm 2025" in said.why

    def test_a_stop_holds_until_the_dossier_is_taken_up_again(self) -> None:
        dossier, hoa = given.processing(), given.signer()
        dossiers.stop(dossier, reason="Thiếu", by=hoa, at=NOW)
        row = actions.print_paper(dossier, "stop_notice", by=given.citizen(), at=NOW)
        assert standing.standing_of(row, NOW).holds

        dossiers.reopen(dossier, reason="Nhầm", by=hoa, at=NOW)

        assert not standing.standing_of(row, NOW).holds

    def test_a_ticket_holds_for_a_day_and_a_poster_while_the_procedure_is_in_force(
        self,
    ) -> None:
        lan = given.receptionist()
        ticket = actions.print_ticket(given.centre(), by=lan, at=NOW)
        poster = actions.print_poster(given.version(), given.centre(), by=lan, at=NOW)

        assert standing.standing_of(ticket, NOW).holds
        assert not standing.standing_of(ticket, NOW + given.DAY).holds
        assert standing.standing_of(poster, NOW).holds
        assert poster.version is not None
        poster.version.valid_until = given.TODAY
        assert not standing.standing_of(poster, NOW).holds

    def test_a_register_holds_while_it_tells_all_that_was_received(self) -> None:
        given.received()
        row = actions.print_register(
            given.centre(),
            since=given.TODAY,
            until=given.TODAY,
            by=given.receptionist(),
            at=NOW,
        )
        assert row.kind == PaperKind.REGISTER
        assert standing.standing_of(row, NOW).holds

        given.received()

        assert not standing.standing_of(row, NOW).holds

    def test_nothing_is_found_under_a_code_that_was_never_given(self) -> None:
        with pytest.raises(NoPaper):
            verify.by_code("000000000000")
