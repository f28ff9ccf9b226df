"""Reception at the counter, on one screen."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from haicap.common.errors import Refused
from haicap.dossiers import actions
from haicap.dossiers.models import Dossier
from haicap.procedures.models import Channel
from tests import given
from tests.web.desk.conftest import SignIn
from tests.web.desk.worlds import pdf_file
from tests.web.reading import page, promised, text

pytestmark = pytest.mark.django_db

BIRTH = f"/desk/receive?procedure={given.BIRTH}"


def filled_in(procedure: str = given.BIRTH, /, **more: Any) -> dict[str, Any]:
    """What an officer writes in, as a browser sends it."""
    version = given.version(procedure)
    case = version.cases.first()
    code = case.code if case else ""
    return {
        "key": "k",
        "papers_of": code,
        "case": code,
        "name": "Nguyễn Văn An",
        "personal_id": "038090001234",
        "phone": "0912345678",
        "email": "",
        "address": "12 phố Nguyễn Du",
        "subject": "citizen",
        "place": "Phường Hàm Rồng",
        "channel": "in_person",
        "delivery": "counter",
        "delivery_address": "",
        **given.answers_for(version),
        **more,
    }


def component() -> str:
    """A paper that birth registration asks for."""
    return next(c.code for c in given.version().components.filter(case=None))


class TestChoosing:
    def test_finds_procedures_without_accents(self, sign_in: SignIn) -> None:
        soup = page(sign_in(given.receptionist()), "/desk/receive?q=khai+sinh")

        assert soup.select_one(f'a[href="?procedure={given.BIRTH}"]') is not None

    def test_says_so_when_nothing_is_found(self, sign_in: SignIn) -> None:
        soup = page(sign_in(given.receptionist()), "/desk/receive?q=qqqqqq")

        assert "No procedure was found" in text(soup)

    def test_an_unknown_procedure_is_not_found(self, sign_in: SignIn) -> None:
        page(sign_in(given.receptionist()), "/desk/receive?procedure=9.9", status=404)

    def test_who_does_not_receive_may_not_come_here(self, sign_in: SignIn) -> None:
        page(sign_in(given.specialist()), "/desk/receive", status=403)

    def test_the_menu_offers_it_only_to_who_receives(self, sign_in: SignIn) -> None:
        link = 'nav a[href="/desk/receive"]'

        assert page(sign_in(given.receptionist()), "/desk/").select_one(link)
        assert not page(sign_in(given.specialist()), "/desk/").select_one(link)


class TestForm:
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_is_one_page_with_person_papers_and_return(
        self, language: str, sign_in: SignIn
    ) -> None:
        client = sign_in(given.receptionist())
        client.cookies["django_language"] = language

        soup = page(client, BIRTH)

        names = {str(field.get("name")) for field in soup.select("input, select")}
        assert {"name", "place", "channel", "delivery"} <= names
        assert f"has.{component()}" in names
        assert set(given.answers_for(given.version())) <= names

    def test_place_is_where_the_centre_is(self, sign_in: SignIn) -> None:
        field = page(sign_in(given.receptionist()), BIRTH).select_one("#id_place")

        assert isinstance(field, Tag)
        assert field["value"] == "Phường Hàm Rồng (14758)"


class TestReceiving:
    def test_at_once_submits_receives_and_leads_to_the_slip(
        self, sign_in: SignIn
    ) -> None:
        code = component()
        data = filled_in(**{f"has.{code}": "on", f"originals.{code}": "2"})

        response = sign_in(given.receptionist()).post(BIRTH, data)

        dossier = Dossier.objects.get()
        part = dossier.parts.get(component__code=code)
        assert response.status_code == 302
        assert response.headers["Location"] == f"/desk/dossiers/{dossier.number}/slip"
        assert dossier.state == "received"
        assert dossier.channel == Channel.IN_PERSON
        assert dossier.place == given.commune()
        assert (part.originals, part.copies, part.is_present) == (2, 0, True)

    def test_only_noted_it_waits_to_be_received(self, sign_in: SignIn) -> None:
        sign_in(given.receptionist()).post(BIRTH, filled_in(note="later"))

        assert Dossier.objects.get().state == "registered"

    def test_sent_twice_it_is_one_dossier(self, sign_in: SignIn) -> None:
        client = sign_in(given.receptionist())

        first = client.post(BIRTH, filled_in())
        again = client.post(BIRTH, filled_in())

        assert Dossier.objects.count() == 1
        assert again.headers["Location"] == first.headers["Location"]

    def test_from_the_post_and_online_with_help(self, sign_in: SignIn) -> None:
        client = sign_in(given.receptionist())
        files = {
            f"file.{u.component}": pdf_file("a.pdf")
            for u in given.uploads(given.version())
        }

        client.post(BIRTH, filled_in(channel="post", key="1"))
        client.post(BIRTH, filled_in(channel="online", key="2", again="1", **files))

        posted, helped = Dossier.objects.order_by("pk")
        assert posted.channel == Channel.POST
        assert helped.is_assisted
        assert helped.helped_at == given.centre()

    def test_when_receiving_is_refused_the_dossier_stays_and_it_says_why(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(dossier: Dossier, **_rest: object) -> Dossier:
            Dossier.objects.filter(pk=dossier.pk).update(phone="")
            raise Refused  # and what the refused verb did is undone

        monkeypatch.setattr(actions, "accept", _atomic(refuse))

        response = sign_in(given.receptionist()).post(BIRTH, filled_in(), follow=True)

        dossier = Dossier.objects.get()
        assert dossier.state == "registered"
        assert dossier.phone == "0912345678"
        assert response.redirect_chain[-1][0] == f"/desk/dossiers/{dossier.number}"
        assert "noted, but not received yet: This cannot be done." in text(
            promised(response.content, BIRTH)
        )


def _atomic(function: Any) -> Any:
    from django.db import transaction

    return transaction.atomic(function)


class TestErrors:
    def test_are_summed_up_and_nothing_typed_is_lost(self, sign_in: SignIn) -> None:
        day = next(q["name"] for q in given.version().form() if q["kind"] == "date")
        data = filled_in(personal_id="12", phone="abc", delivery="", **{day: "x"})

        response = sign_in(given.receptionist()).post(BIRTH, data)

        soup = promised(response.content, BIRTH)
        wrong = {str(a["href"]) for a in soup.select(".errsum a")}
        assert response.status_code == 422
        assert wrong == {"#id_personal_id", "#id_phone", "#id_delivery_0", f"#id_{day}"}
        assert _value(soup, "name") == "Nguyễn Văn An"
        assert _value(soup, "phone") == "abc"
        assert not Dossier.objects.exists()

    def test_files_outlive_an_error(self, sign_in: SignIn) -> None:
        client, code = sign_in(given.receptionist()), component()
        data = filled_in(phone="abc", **{f"file.{code}": pdf_file("to-khai.pdf")})

        first = promised(client.post(BIRTH, data).content, BIRTH)
        kept = [str(field["value"]) for field in first.select("input[name=kept]")]
        client.post(BIRTH, filled_in(kept=kept))

        (attachment,) = Dossier.objects.get().attachments.all()
        assert "We hold: to-khai.pdf" in text(first)
        assert attachment.name == "to-khai.pdf"
        assert attachment.component is not None
        assert attachment.component.code == code

    def test_a_forged_file_is_none(self, sign_in: SignIn) -> None:
        sign_in(given.receptionist()).post(BIRTH, filled_in(kept=["1:abc"]))

        assert Dossier.objects.get().attachments.count() == 0

    def test_a_file_of_another_kind_is_refused_in_its_field(
        self, sign_in: SignIn
    ) -> None:
        code = component()
        data = filled_in(**{f"file.{code}": pdf_file("x.pdf", b"MZ no paper")})

        response = sign_in(given.receptionist()).post(BIRTH, data)

        assert response.status_code == 422
        assert "Only PDF" in text(promised(response.content, BIRTH))

    def test_a_place_outside_the_province_is_said(self, sign_in: SignIn) -> None:
        response = sign_in(given.receptionist()).post(
            BIRTH, filled_in(place="Phường Hoàn Kiếm")
        )

        assert response.status_code == 422
        assert "no such commune" in text(promised(response.content, BIRTH))

    def test_a_day_that_is_none_is_said_at_its_question(self, sign_in: SignIn) -> None:
        day = next(q["name"] for q in given.version().form() if q["kind"] == "date")

        response = sign_in(given.receptionist()).post(
            BIRTH, filled_in(**{day: "31/02/2025"})
        )

        soup = promised(response.content, BIRTH)
        assert response.status_code == 422
        assert soup.select_one(f'.errsum a[href="#id_{day}"]') is not None


def _value(soup: BeautifulSoup, name: str) -> str:
    field = soup.select_one(f"input[name={name}]")
    assert isinstance(field, Tag)
    return str(field["value"])


class TestTwins:
    def test_an_open_dossier_of_the_same_person_is_shown_first(
        self, sign_in: SignIn
    ) -> None:
        before = given.submitted()
        client = sign_in(given.receptionist())

        response = client.post(BIRTH, filled_in())

        soup = promised(response.content, BIRTH)
        assert response.status_code == 409
        assert before.number in text(soup)
        assert Dossier.objects.count() == 1

        client.post(BIRTH, filled_in(again="1"))
        assert Dossier.objects.count() == 2

    def test_an_ended_one_does_not_warn(self, sign_in: SignIn) -> None:
        given.returned()

        response = sign_in(given.receptionist()).post(BIRTH, filled_in())

        assert response.status_code == 302


class TestCases:
    def test_showing_the_papers_of_a_case_judges_nothing_and_keeps_words(
        self, sign_in: SignIn
    ) -> None:
        data = filled_in(show="papers", phone="abc", personal_id="1")

        response = sign_in(given.receptionist()).post(BIRTH, data)

        soup = promised(response.content, BIRTH)
        assert response.status_code == 200
        assert soup.select_one(".errsum") is None
        assert _value(soup, "phone") == "abc"

    def test_a_changed_case_asks_to_tick_its_papers(self, sign_in: SignIn) -> None:
        response = sign_in(given.receptionist()).post(
            BIRTH, filled_in(papers_of="another")
        )

        assert response.status_code == 422
        assert "tick its papers" in text(promised(response.content, BIRTH))


class TestParts:
    def test_an_optional_part_can_be_left_out(self, sign_in: SignIn) -> None:
        service = given.version("2.000986")
        optional = [leg.code for leg in service.legs.filter(is_optional=True)]
        client = sign_in(given.receptionist())
        where = "/desk/receive?procedure=2.000986"
        ticked = page(client, where).select("input[name=parts][checked]")
        assert [str(each["value"]) for each in ticked] == optional

        response = client.post(
            where, filled_in("2.000986", parts=optional[1:], note="later")
        )

        assert response.status_code == 302
        assert Dossier.objects.get().without == optional[:1]


class TestCentres:
    def test_somebody_of_two_centres_chooses(self, sign_in: SignIn) -> None:
        from haicap.accounts import actions as accounts

        lan = given.receptionist()
        other = given.centre(given.commune("14797"))
        accounts.appoint(
            lan,
            role="receptionist",
            agency=other,
            valid_from=given.TODAY,
            ground="",
            by=None,
            at=given.MONDAY,
        )
        client: Client = sign_in(lan)
        assert page(client, BIRTH).select_one("select[name=centre]") is not None

        client.post(BIRTH, filled_in(centre=str(other.pk)))

        assert Dossier.objects.get().received_at_agency == other

    def test_somebody_without_a_centre_is_told(self, sign_in: SignIn) -> None:
        client = sign_in(given.officer("receptionist", given.committee(), "khong"))

        page(client, BIRTH, status=404)
