"""The worklist and the search."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haicap.dossiers import actions
from haicap.duties.models import Duty
from tests import given
from tests.web.desk.conftest import NOW, SignIn
from tests.web.desk.worlds import handed_over, supplement
from tests.web.reading import page, promised, text, weight

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[str]:
    """What the rows of a list say."""
    return [text(row) for row in page(client, address).select("tbody tr")]


class TestDoor:
    def test_a_guest_is_led_to_sign_in(self, client: Client) -> None:
        response = client.get("/desk/")

        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in?next=/desk/")

    @pytest.mark.parametrize(
        "address",
        ["/desk/", "/desk/receive", "/desk/dossiers/1", "/desk/dossiers/1/slip"],
    )
    def test_a_citizen_may_not_see_it(self, address: str, sign_in: SignIn) -> None:
        page(sign_in(given.citizen()), address, status=403)

    @pytest.mark.parametrize("role", ["receptionist", "specialist", "signer", "leader"])
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_every_role_of_the_desk_sees_its_worklist(
        self, role: str, language: str, sign_in: SignIn
    ) -> None:
        given.submitted()
        client = sign_in(given.officer(role, given.committee(), "ai"))
        client.cookies["django_language"] = language

        soup = page(client, "/desk/")

        assert isinstance(soup.html, Tag)
        assert soup.html["lang"] == language


class TestLists:
    def test_a_dossier_wanders_through_the_lists(self, sign_in: SignIn) -> None:
        lan, minh, hoa = given.receptionist(), given.specialist(), given.signer()
        dossier = given.submitted()
        assert dossier.number in rows(sign_in(lan), "/desk/?list=to-receive")[0]

        actions.accept(dossier, by=lan, at=NOW)
        assert "Take" in rows(sign_in(minh), "/desk/?list=to-process")[0]

        actions.start(dossier, by=minh, at=NOW)
        assert "Process" in rows(sign_in(minh), "/desk/?list=mine")[0]

        actions.propose(dossier, outcome="granted", proposal="", by=minh, at=NOW)
        assert "Decide" in rows(sign_in(hoa), "/desk/?list=to-sign")[0]

        actions.decide(dossier, outcome="granted", by=hoa, at=NOW)
        assert "Return" in rows(sign_in(lan), "/desk/?list=to-return")[0]

    def test_counts_what_the_lists_hold(self, sign_in: SignIn) -> None:
        given.submitted()
        given.submitted()

        soup = page(sign_in(given.receptionist()), "/desk/?list=to-receive")

        counted = {
            text(item.select_one("span") or item): text(item.select_one(".num") or item)
            for item in soup.select(".nav li")
        }
        assert counted["To receive"] == "2"
        assert counted["To sign"] == "0"
        assert len(soup.select("tbody tr")) == 2

    def test_opens_with_ones_own_work_if_there_is_any(self, sign_in: SignIn) -> None:
        client = sign_in(given.specialist())
        given.received()
        assert text(page(client, "/desk/").h1 or Tag(name="p")).startswith("All work")

        given.processing()
        assert text(page(client, "/desk/").h1 or Tag(name="p")) == "My work"

    def test_hides_what_is_elsewhere(self, sign_in: SignIn) -> None:
        given.submitted()
        stranger = given.receptionist(given.commune("00070"), login="xa")

        assert rows(sign_in(stranger), "/desk/?list=agency") == []

    def test_an_unknown_list_is_not_found(self, sign_in: SignIn) -> None:
        page(sign_in(given.receptionist()), "/desk/?list=holidays", status=404)

    @pytest.mark.parametrize("said", ["0", "-3", "x", "99999999999999999999"])
    def test_a_page_that_is_none_does_no_harm(self, said: str, sign_in: SignIn) -> None:
        page(sign_in(given.receptionist()), f"/desk/?list=agency&page={said}")

    def test_turns_pages_and_keeps_the_list_in_the_address(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("haicap.dossiers.reading.PAGE", 2)
        for _number in range(3):
            given.submitted()
        client = sign_in(given.receptionist())

        first = page(client, "/desk/?list=to-receive")
        onward = first.select_one('a[rel="next"]')

        assert isinstance(onward, Tag)
        assert onward["href"] == "?list=to-receive&page=2"
        assert len(rows(client, f"/desk/{onward['href']}")) == 1


class TestLight:
    """Birth registration is due the same day at 17:00, when the office closes."""

    @pytest.mark.parametrize(
        ("later", "said"),
        [
            (timedelta(hours=6), "▲ Due today, 2 hours left"),
            (timedelta(hours=7, minutes=15), "▲ Due today, 45 minutes left"),
            (timedelta(hours=9), "✖ Overdue"),
            (timedelta(days=1, hours=1), "✖ Overdue by 2 hours"),
            (timedelta(days=4), "✖ Overdue by 3 days"),
        ],
    )
    def test_says_the_working_time(
        self, later: timedelta, said: str, sign_in: SignIn
    ) -> None:
        given.processing()

        with time_machine.travel(given.MONDAY + later, tick=False):
            (row,) = rows(sign_in(given.specialist()), "/desk/?list=mine")

        assert f"{said} 17:00 07/07/2025" in row

    def test_a_clock_that_stands_says_for_what(self, sign_in: SignIn) -> None:
        supplement()

        soup = page(sign_in(given.specialist()), "/desk/?q=Nguyen+Van+An")

        assert "‖" in text(soup) or "Supplement requested" in text(soup)


class TestBudget:
    def test_the_list_costs_four_statements(self, sign_in: SignIn) -> None:
        """
        The person; the posts with their agencies; the counts; the rows of the page.

        The session is a signed cookie and costs none. Once a minute a process asks for the
        stamp of the calendars besides, which the first visit here has done.
        """
        for _number in range(3):
            given.processing()
        client = sign_in(given.specialist())
        client.get("/desk/?list=mine")

        with CaptureQueriesContext(connection) as asked:
            response = client.get("/desk/?list=mine")

        tables = [_table(each["sql"]) for each in asked.captured_queries]
        assert response.status_code == 200
        assert tables == ["accounts_user", "accounts_post", "duties_duty", "duties_duty"]

    def test_the_search_costs_no_more(self, sign_in: SignIn) -> None:
        given.processing()
        client = sign_in(given.specialist())
        client.get("/desk/?q=nguyen")

        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/?q=nguyen")

        tables = [_table(each["sql"]) for each in asked.captured_queries]
        assert sorted(tables) == [
            "accounts_post",
            "accounts_user",
            "dossiers_dossier",
            "duties_duty",
        ]

    def test_reads_no_long_text_of_the_catalogue(self, sign_in: SignIn) -> None:
        given.processing()
        client = sign_in(given.specialist())

        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/?list=mine")

        said = " ".join(each["sql"] for each in asked.captured_queries)
        assert "search_text" not in said
        assert "questions" not in said

    def test_fifty_rows_fit_the_wire(self, sign_in: SignIn) -> None:
        dossier = given.submitted()
        duty = Duty.objects.get(step__dossier=dossier)
        step = dossier.steps.get()
        for _number in range(49):
            duty.pk = step.pk = None
            duty.save(force_insert=True)
            step.duty = duty
            step.save(force_insert=True)

        response = sign_in(given.receptionist()).get("/desk/?list=agency")

        assert promised(response.content, "/desk/").select("tbody tr")[49:]
        assert weight(response.content) <= 25 * 1024


def _table(sql: str) -> str:
    return sql.partition(' FROM "')[2].partition('"')[0]


class TestSearch:
    def test_a_whole_number_opens_at_once(self, sign_in: SignIn) -> None:
        dossier = given.submitted()

        response = sign_in(given.receptionist()).get(
            "/desk/", {"q": f" {dossier.number.lower()} "}
        )

        assert response.status_code == 302
        assert response.headers["Location"] == f"/desk/dossiers/{dossier.number}"

    @pytest.mark.parametrize(
        "asked", ["038090001234", "0912 345 678", "nguyen van an", "Nguyễn Văn"]
    )
    def test_finds_by_identity_phone_and_name(self, asked: str, sign_in: SignIn) -> None:
        dossier = given.processing()

        (row,) = rows(sign_in(given.specialist()), f"/desk/?q={asked}")

        assert dossier.number in row

    def test_finds_nothing_that_is_elsewhere(self, sign_in: SignIn) -> None:
        dossier = given.submitted()
        client = sign_in(given.receptionist(given.commune("00070"), login="xa"))

        assert rows(client, f"/desk/?q={dossier.number}") == []
        assert "Nothing was found" in text(page(client, "/desk/?q=Nguyen"))


class TestTake:
    def test_takes_what_was_handed_over_and_opens_it(self, sign_in: SignIn) -> None:
        dossier = given.received()
        client = sign_in(given.specialist())
        button = page(client, "/desk/?list=to-process").select_one("button[name=duty]")
        assert isinstance(button, Tag)

        response = client.post("/desk/take", {"duty": button["value"], "key": "k"})

        dossier.refresh_from_db()
        assert response.headers["Location"] == f"/desk/dossiers/{dossier.number}"
        assert dossier.state == "processing"
        assert Duty.objects.get(pk=str(button["value"])).person == given.specialist()

    def test_the_slower_one_reads_who_has_it_over_the_fresh_list(
        self, sign_in: SignIn
    ) -> None:
        dossier = given.processing()
        duty = Duty.objects.get(step__dossier=dossier, closed_at=None)
        slow = sign_in(given.specialist(login="cham"))

        response = slow.post("/desk/take?list=to-process", {"duty": duty.pk, "key": "k"})

        soup = promised(response.content, "/desk/take")
        assert response.status_code == 409
        assert "Cán bộ minh has this duty" in text(soup.select_one(".note") or soup)
        assert dossier.number in text(soup.select_one("tbody") or soup)

    def test_a_finished_duty_says_who_finished_it_and_when(self, sign_in: SignIn) -> None:
        dossier = given.received()
        duty = Duty.objects.get(step__dossier=dossier, kind="dossier.check")

        response = sign_in(given.receptionist(login="thu")).post(
            "/desk/take", {"duty": duty.pk}
        )

        said = text(promised(response.content, "/desk/take"))
        assert response.status_code == 409
        assert "Cán bộ lan has already finished this (09:00 07/07/2025)" in said

    def test_a_duty_of_the_counter_is_taken_on_its_page(self, sign_in: SignIn) -> None:
        dossier = given.submitted()
        client = sign_in(given.receptionist())
        button = page(client, f"/desk/dossiers/{dossier.number}").select_one(
            "button[name=duty]"
        )
        assert isinstance(button, Tag)

        client.post("/desk/take", {"duty": button["value"], "key": "k"})

        assert Duty.objects.get(pk=str(button["value"])).person == given.receptionist()

    @pytest.mark.parametrize("said", ["", "x", "999999"])
    def test_an_unknown_duty_is_not_found(self, said: str, sign_in: SignIn) -> None:
        response = sign_in(given.specialist()).post("/desk/take", {"duty": said})

        assert response.status_code == 404

    def test_a_stranger_finds_no_duty(self, sign_in: SignIn) -> None:
        dossier = given.received()
        duty = Duty.objects.get(step__dossier=dossier, closed_at=None)
        stranger = given.specialist(given.committee(given.commune("00070")), login="xa")

        response = sign_in(stranger).post("/desk/take", {"duty": duty.pk})

        assert response.status_code == 404

    def test_what_is_on_its_way_elsewhere_is_taken_there(self, sign_in: SignIn) -> None:
        dossier = handed_over()
        there = given.officer("specialist", given.centre(), "bich")
        client = sign_in(there)
        button = page(client, "/desk/?list=to-process").select_one("button[name=duty]")
        assert isinstance(button, Tag)

        client.post("/desk/take", {"duty": button["value"], "key": "k"})

        dossier.refresh_from_db()
        assert dossier.responsible == given.centre()


class TestWay:
    def test_the_portal_shows_the_way_to_officers_only(self, sign_in: SignIn) -> None:
        way = 'nav a[href="/desk/"]'

        assert page(sign_in(given.receptionist()), "/").select_one(way) is not None
        assert page(sign_in(given.citizen()), "/").select_one(way) is None
        assert page(Client(), "/").select_one(way) is None
