"""The register of specimens: what each verb does, and what it refuses."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.common.errors import Invalid, NotAllowed
from haicap.journal.models import Entry
from haicap.papers import actions as papers
from haicap.papers.models import File
from haicap.specimens import actions, find
from haicap.specimens.actions import Holder
from haicap.specimens.lifecycle import IntroductionState
from haicap.specimens.models import Introduction, Specimen
from haicap.specimens.refusals import (
    AlreadyEnded,
    IntroductionMoveRefused,
    NoIntroduction,
    NumberUsed,
)
from tests import given

pytestmark = pytest.mark.django_db

NOW = given.MONDAY
FIRST = date(2025, 7, 1)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)


def leader(login: str = "tam") -> User:
    """Keeps the specimens of the People's Committee."""
    return given.officer(Role.LEADER, given.committee(), login)


def consul() -> User:
    """Processes introductions at the foreign ministry."""
    ministry = find.foreign_ministry(given.TODAY)
    return given.officer(Role.SPECIALIST, ministry, "linh")


def picture() -> File:
    """A picture of one point."""
    return papers.store(BytesIO(PNG), at=NOW)


def seal(since: date = FIRST) -> Specimen:
    """The seal of the People's Committee."""
    return actions.add(
        given.committee(), image=picture(), valid_from=since, by=leader(), at=NOW
    )


def hand() -> Specimen:
    """The signature of Hoa."""
    return actions.add(
        given.committee(),
        image=picture(),
        valid_from=FIRST,
        holder=Holder("Phạm Thanh Hoa", "Phó Chủ tịch", given.signer()),
        by=leader(),
        at=NOW,
    )


def introduced(number: str = "12/UBND-VP") -> Introduction:
    """Seal and signature, on their way to the ministry."""
    return actions.introduce(
        given.committee(),
        specimens=[seal(), hand()],
        to=find.foreign_ministry(given.TODAY),
        number=number,
        by=leader(),
        at=NOW,
    )


def told(row: Specimen | Introduction) -> list[str]:
    return list(Entry.objects.filter(about=row.about).values_list("kind", flat=True))


class TestAdd:
    def test_keeps_how_seal_and_signature_look(self) -> None:
        first, second = seal(), hand()

        assert (first.kind, first.holder) == ("seal", "")
        assert (second.kind, second.title) == ("signature", "Phó Chủ tịch")
        assert told(second) == ["specimen.added"]

    def test_refuses_what_is_no_picture_or_lacks_a_title(self) -> None:
        pdf = papers.store(BytesIO(given.PDF), at=NOW)
        said: dict[str, Any] = {"valid_from": FIRST, "by": leader(), "at": NOW}
        with pytest.raises(Invalid):
            actions.add(given.committee(), image=pdf, **said)
        for holder in (Holder("Hoa", " "), Holder(" ", "Chủ tịch")):
            with pytest.raises(Invalid):
                actions.add(given.committee(), image=picture(), holder=holder, **said)

        assert not Specimen.objects.exists()
        assert not Entry.objects.filter(kind="specimen.added").exists()

    def test_refuses_the_stranger(self) -> None:
        other = given.officer(
            Role.LEADER, given.committee(given.commune("00004")), "other"
        )
        for by in (given.signer(), given.citizen(), other):
            with pytest.raises(NotAllowed):
                actions.add(
                    given.committee(), image=picture(), valid_from=FIRST, by=by, at=NOW
                )


class TestEnd:
    def test_a_specimen_stays_for_the_papers_of_its_days(self) -> None:
        row = seal()
        last = given.TODAY + timedelta(days=10)

        actions.end(row, valid_until=last, reason="Đổi dấu", by=leader(), at=NOW)

        before = find.valid_on(given.committee(), last - given.DAY)
        assert list(before) == [row]
        assert not find.valid_on(given.committee(), last).exists()
        assert told(row) == ["specimen.added", "specimen.ended"]

    def test_refuses_a_second_end_no_reason_and_a_day_too_early(self) -> None:
        row, by = seal(), leader()
        with pytest.raises(Invalid):
            actions.end(row, valid_until=given.TODAY, reason=" ", by=by, at=NOW)
        with pytest.raises(Invalid):
            actions.end(row, valid_until=FIRST, reason="x", by=by, at=NOW)
        with pytest.raises(NotAllowed):
            actions.end(row, valid_until=given.TODAY, reason="x", by=consul(), at=NOW)
        actions.end(row, valid_until=given.TODAY, reason="x", by=by, at=NOW)
        with pytest.raises(AlreadyEnded):
            actions.end(row, valid_until=given.TODAY, reason="x", by=by, at=NOW)


class TestIntroduce:
    def test_sends_specimens_to_the_ministry(self) -> None:
        row = introduced()

        assert row.state == IntroductionState.SENT
        assert row.specimens.count() == 2
        assert told(row) == ["introduction.sent"]

    def test_refuses_a_number_twice_foreign_specimens_and_strangers(self) -> None:
        introduced()
        ministry, mine = find.foreign_ministry(given.TODAY), [seal()]
        here = given.committee()
        said: dict[str, Any] = {"to": ministry, "at": NOW}
        with pytest.raises(NumberUsed):
            actions.introduce(
                here, specimens=mine, number="12/UBND-VP", by=leader(), **said
            )
        with pytest.raises(Invalid):
            actions.introduce(here, specimens=mine, number=" ", by=leader(), **said)
        with pytest.raises(Invalid):
            actions.introduce(here, specimens=[], number="13", by=leader(), **said)
        elsewhere = given.committee(given.commune("00004"))
        other = given.officer(Role.LEADER, elsewhere, "other")
        with pytest.raises(Invalid):
            actions.introduce(elsewhere, specimens=mine, number="1", by=other, **said)
        with pytest.raises(NotAllowed):
            actions.introduce(here, specimens=mine, number="14", by=other, **said)

        assert Introduction.objects.count() == 1


class TestProcess:
    def test_is_received_then_processed(self) -> None:
        row, linh = introduced(), consul()

        actions.receive(row, by=linh, at=NOW + given.DAY)
        done = actions.process(row, by=linh, at=NOW + 2 * given.DAY)

        assert done.state == IntroductionState.PROCESSED
        assert (done.received_by, done.processed_by) == (linh, linh)
        assert told(row) == [
            "introduction.sent",
            "introduction.received",
            "introduction.processed",
        ]

    def test_is_sent_back_with_a_reason(self) -> None:
        row, linh = introduced(), consul()
        actions.receive(row, by=linh, at=NOW)
        with pytest.raises(Invalid):
            actions.send_back(row, reason=" ", by=linh, at=NOW)
        row.refresh_from_db()
        assert row.state == IntroductionState.RECEIVED

        done = actions.send_back(row, reason="Ảnh mờ", by=linh, at=NOW)

        assert (done.state, done.remark) == ("sent_back", "Ảnh mờ")

    def test_refuses_by_state_and_the_stranger(self) -> None:
        row, linh = introduced(), consul()
        with pytest.raises(IntroductionMoveRefused):
            actions.process(row, by=linh, at=NOW)
        for by in (leader(), given.specialist()):
            with pytest.raises(NotAllowed):
                actions.receive(row, by=by, at=NOW)
        actions.receive(row, by=linh, at=NOW)
        with pytest.raises(IntroductionMoveRefused):
            actions.receive(row, by=linh, at=NOW)

        assert told(row) == ["introduction.sent", "introduction.received"]


class TestFind:
    def test_every_word_is_looked_for_without_accents(self) -> None:
        row = hand()
        seal()

        assert list(find.search("pham hoa ham rong")) == [row]
        assert not find.search("hoa nguyen").exists()

    def test_introductions_are_for_both_ends_only(self) -> None:
        row = introduced()

        assert find.introduction(row.pk, leader()) == row
        assert find.introduction(row.pk, consul()) == row
        with pytest.raises(NoIntroduction):
            find.introduction(row.pk, given.specialist())
