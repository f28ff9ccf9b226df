"""A dossier at the desk, its files and the papers to print."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haicap.dossiers import actions
from haicap.dossiers.models import Dossier
from haicap.dossiers.numbers import secret_of
from tests import given
from tests.web.desk.conftest import NOW, SignIn
from tests.web.desk.worlds import (
    SITUATIONS,
    handed_over,
    part,
    supplement,
    suspended,
)
from tests.web.reading import page, promised, text, weight

pytestmark = pytest.mark.django_db


def address(dossier: Dossier) -> str:
    return f"/desk/dossiers/{dossier.number}"


class TestPage:
    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize("what", SITUATIONS)
    def test_keeps_the_promises_in_every_situation(
        self, what: str, language: str, sign_in: SignIn
    ) -> None:
        client = sign_in(given.officer("leader", given.committee(), "lien"))
        client.cookies["django_language"] = language
        dossier = SITUATIONS[what]()

        soup = page(client, address(dossier))

        assert dossier.number in text(soup.h1 or soup)
        assert weight(client.get(address(dossier)).content) <= 20 * 1024

    def test_tells_all_that_happened_with_names_in_one_statement(
        self, sign_in: SignIn
    ) -> None:
        dossier = given.returned()
        client = sign_in(given.receptionist())
        client.get(address(dossier))

        with CaptureQueriesContext(connection) as asked:
            soup = promised(client.get(address(dossier)).content, address(dossier))

        told = [text(each) for each in soup.select(".tl li")]
        by_names = [
            q for q in asked.captured_queries if '"accounts_user"."id" IN' in q["sql"]
        ]
        assert [line.partition("2025 ")[2] for line in told] == [
            f"Nguyễn Văn An submitted the dossier {dossier.number}.",
            "Cán bộ lan received the dossier; due 17:00 07/07/2025.",
            "Cán bộ minh took over the dossier.",
            "Cán bộ minh proposed: granted.",
            "Cán bộ hoa decided: granted.",
            "Cán bộ lan returned the result.",
        ]
        assert len(by_names) == 1
        # Its rows by kind, who may do what, the units' names, and what the menu offers.
        assert len(asked.captured_queries) <= 21

    def test_explains_how_the_time_is_counted(self, sign_in: SignIn) -> None:
        said = text(page(sign_in(given.specialist()), address(given.processing())))

        assert "in day, from Mon 7 Jul 2025 09:00; due Mon 7 Jul 2025 17:00" in said

    def test_shows_why_the_clock_stands(self, sign_in: SignIn) -> None:
        said = text(page(sign_in(given.specialist()), address(suspended())))

        assert "‖ The clock stands" in said
        assert "Xác minh nơi cư trú" in said

    def test_a_pause_hides_no_lateness(self, sign_in: SignIn) -> None:
        dossier = given.processing()
        late = given.MONDAY + timedelta(days=1)
        actions.suspend(
            dossier,
            kind="verification",
            reason="Xác minh",
            ground="Điều 16",
            by=given.specialist(),
            at=late,
        )

        with time_machine.travel(late + timedelta(hours=1), tick=False):
            said = text(page(sign_in(given.specialist()), address(dossier)))

        assert "‖ The clock stands; it was overdue before" in said

    def test_shows_what_a_supplement_was_asked_for(self, sign_in: SignIn) -> None:
        said = text(page(sign_in(given.receptionist()), address(supplement())))

        assert "Thiếu chữ ký của người khai" in said

    def test_shows_answers_with_their_questions(self, sign_in: SignIn) -> None:
        dossier = given.processing()

        soup = page(sign_in(given.specialist()), address(dossier))

        for question in dossier.version.form():
            assert question["label_en"] or question["label_vi"] in text(soup)

    def test_an_agency_to_which_it_is_on_its_way_may_see_it(
        self, sign_in: SignIn
    ) -> None:
        far = given.committee(given.commune("00070"))
        dossier = actions.hand_over(
            given.processing(), to=far, note="Xác minh", by=given.specialist(), at=NOW
        )
        there = sign_in(given.specialist(far, login="xa"))

        soup = page(there, address(dossier))

        assert soup.select_one("#start") is not None

    def test_a_whole_leads_to_its_parts_and_back(self, sign_in: SignIn) -> None:
        leg = part()
        client = sign_in(given.receptionist())
        bundle = leg.bundle
        assert bundle is not None

        assert page(client, address(bundle)).select_one(f'a[href="{address(leg)}"]')
        assert page(client, address(leg)).select_one(f'a[href="{address(bundle)}"]')

    def test_a_stranger_does_not_learn_that_it_exists(self, sign_in: SignIn) -> None:
        stranger = given.specialist(given.committee(given.commune("00070")), login="xa")

        page(sign_in(stranger), address(given.submitted()), status=404)

    def test_the_control_sheet_says_early_on_time_or_late(self, sign_in: SignIn) -> None:
        soup = page(
            sign_in(given.specialist()), address(handed_over()) + "/control-sheet"
        )

        lines = [text(row) for row in soup.select("tbody tr")]
        assert "Handed over" in lines[-1]
        assert any("✓ on time" in line or "✓ early" in line for line in lines)


class TestSlip:
    def test_has_everything_that_the_applicant_must_know(self, sign_in: SignIn) -> None:
        dossier = given.received()

        said = text(page(sign_in(given.receptionist()), address(dossier) + "/slip"))

        assert dossier.number in said
        assert secret_of(dossier) in said
        assert "17:00, Monday, 7 July 2025" in said
        assert "in day, from Mon 7 Jul 2025 09:00" in said
        assert "Counted by the calendar of" in said
        assert "at the counter" in said

    def test_before_reception_it_promises_no_day(self, sign_in: SignIn) -> None:
        dossier = given.submitted()

        said = text(page(sign_in(given.receptionist()), address(dossier) + "/slip"))

        assert "waits to be checked" in said
        assert "Follows when the dossier has been received" in said

    def test_the_secret_is_only_for_who_receives(self, sign_in: SignIn) -> None:
        dossier = given.received()

        soup = page(sign_in(given.specialist()), address(dossier) + "/slip", status=403)

        assert secret_of(dossier) not in text(soup)


class TestFiles:
    def test_are_given_as_what_they_are_and_kept_by_no_cache(
        self, sign_in: SignIn
    ) -> None:
        dossier = given.submitted()
        client = sign_in(given.receptionist())
        link = page(client, address(dossier)).select_one('a[href*="/files/"]')
        assert isinstance(link, Tag)

        response = client.get(str(link["href"]))

        assert b"".join(response.streaming_content) == given.PDF  # type: ignore[attr-defined]
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Disposition"] == 'inline; filename="giay.pdf"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response.headers["Cache-Control"]

    def test_of_another_dossier_are_not_found(self, sign_in: SignIn) -> None:
        one, other = given.submitted(), given.submitted()
        file = one.attachments.first()
        assert file is not None

        response = sign_in(given.receptionist()).get(f"{address(other)}/files/{file.pk}")

        assert response.status_code == 404

    def test_are_hidden_from_strangers_and_citizens(self, sign_in: SignIn) -> None:
        dossier = given.submitted()
        file = dossier.attachments.first()
        assert file is not None
        where = f"{address(dossier)}/files/{file.pk}"
        stranger = given.receptionist(given.commune("00070"), login="xa")

        assert sign_in(stranger).get(where).status_code == 404
        assert sign_in(given.citizen()).get(where).status_code == 403
