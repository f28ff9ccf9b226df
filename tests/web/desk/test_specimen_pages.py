"""The register of specimens as people use it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haicap.specimens.models import Introduction, Specimen
from tests import given
from tests.specimens.test_specimens import PNG, consul, hand, introduced, leader, seal
from tests.web.desk.conftest import SignIn
from tests.web.reading import page, text

pytestmark = pytest.mark.django_db


class TestRegister:
    def test_is_searched_without_accents_and_given_as_csv(self, sign_in: SignIn) -> None:
        row = hand()
        seal()
        minh = sign_in(given.specialist())

        shown = text(page(minh, "/desk/specimens/?q=pham+hoa"))
        lines = minh.get("/desk/specimens.csv?q=pham+hoa").content.decode("utf-8-sig")

        assert "Phạm Thanh Hoa, Phó Chủ tịch" in shown
        assert len(lines.splitlines()) == 2
        assert f"{row.pk},signature,14758," in lines

    def test_a_spreadsheet_runs_no_formula(self, sign_in: SignIn) -> None:
        row = hand()
        Specimen.objects.filter(pk=row.pk).update(holder="=1+1")

        lines = sign_in(given.specialist()).get("/desk/specimens.csv").content.decode()

        assert "'=1+1" in lines

    def test_the_picture_is_for_those_who_compare(self, sign_in: SignIn) -> None:
        address = reverse("specimen-image", args=[seal().pk])

        got = sign_in(given.specialist()).get(address)

        assert got.content == PNG
        assert "no-store" in got.headers["Cache-Control"]
        assert sign_in(given.citizen()).get(address).status_code == 403

    def test_a_leader_adds_ends_and_introduces(self, sign_in: SignIn) -> None:
        tam = sign_in(leader())
        page(tam, "/desk/specimens/add")
        said = {"agency": "14758", "valid_from": "01/07/2025", "key": "k"}
        image = SimpleUploadedFile("dau.png", PNG, "image/png")

        sent = tam.post("/desk/specimens/add", {**said, "image": image})
        row = Specimen.objects.get()
        page(tam, sent.headers["Location"])
        page(tam, "/desk/introduce/14758")
        sent = tam.post(
            "/desk/introduce/14758", {"number": "1/GT", "specimens": [row.pk]}
        )
        shown = text(page(tam, sent.headers["Location"]))
        ended = tam.post(
            reverse("specimen", args=[row.pk]),
            {"valid_until": "08/07/2025", "reason": "Đổi"},
        )

        assert "Ministry of Foreign Affairs" in shown
        assert ended.status_code == 302
        row.refresh_from_db()
        assert row.end_reason == "Đổi"

    def test_what_is_wrong_is_said_in_the_form(self, sign_in: SignIn) -> None:
        tam = sign_in(leader())
        said = {"agency": "14758", "valid_from": "01/07/2025"}
        pdf = SimpleUploadedFile("dau.pdf", given.PDF, "application/pdf")

        assert tam.post("/desk/specimens/add", {**said, "image": pdf}).status_code == 422
        assert sign_in(given.specialist()).get("/desk/specimens/add").status_code == 403
        assert not Specimen.objects.exists()


class TestCompare:
    def test_shows_what_was_valid_on_the_day_of_the_paper(self, sign_in: SignIn) -> None:
        introduced()
        minh = sign_in(given.specialist())

        now = text(page(minh, "/desk/specimens/compare?agency=14758&on=07/07/2025"))
        before = text(page(minh, "/desk/specimens/compare?agency=14758&on=30/06/2025"))

        assert "Signature: Phạm Thanh Hoa" in now
        assert "Sent: 12/UBND-VP" in now
        assert "Seal" in now
        assert "Phạm Thanh Hoa" not in before
        # The code was that of another ward before 1 July 2025.
        assert "Đông Thọ" in before
        assert "No specimen of this agency was valid" in before

    def test_offers_agencies_of_a_name_and_refuses_what_is_no_day(
        self, sign_in: SignIn
    ) -> None:
        minh = sign_in(given.specialist())

        many = text(page(minh, "/desk/specimens/compare?agency=ham+rong"))
        page(minh, "/desk/specimens/compare?agency=14758&on=x", 422)
        none = text(page(minh, "/desk/specimens/compare?agency=14758"))

        assert "Which one?" in many
        assert "No specimen of this agency was valid" in none


class TestIntroductions:
    def test_the_ministry_receives_and_processes(self, sign_in: SignIn) -> None:
        row = introduced()
        linh = sign_in(consul())
        address = reverse("introduction", args=[row.pk])

        assert "1 introduction " in text(page(linh, "/desk/introductions/?state=sent"))
        for step in ("receive", "process"):
            page(linh, address)
            assert linh.post(address, {"step": step}).status_code == 302
        again = linh.post(address, {"step": "receive"})

        assert again.status_code == 409
        row.refresh_from_db()
        assert row.state == "processed"
        lines = linh.get("/desk/introductions/?format=csv").content.decode("utf-8-sig")
        assert (
            "12/UBND-VP,14758,00.03,processed,2025-07-07,2025-07-07,2025-07-07" in lines
        )

    def test_sending_back_wants_a_reason(self, sign_in: SignIn) -> None:
        row = introduced()
        linh = sign_in(consul())
        address = reverse("introduction", args=[row.pk])
        linh.post(address, {"step": "receive"})

        assert linh.post(address, {"step": "send_back"}).status_code == 422
        assert (
            linh.post(address, {"step": "send_back", "reason": "Mờ"}).status_code == 302
        )

    def test_is_hidden_from_those_between(self, sign_in: SignIn) -> None:
        row = introduced()
        address = reverse("introduction", args=[row.pk])

        assert sign_in(given.specialist()).get(address).status_code == 404
        assert sign_in(given.citizen()).get(address).status_code == 403
        assert Introduction.objects.count() == 1

    def test_the_flood_of_august_is_listed_in_pages(self, sign_in: SignIn) -> None:
        ministry, here = consul().current_posts()[0].agency, given.committee()
        Introduction.objects.bulk_create(
            Introduction(
                agency=here,
                to=ministry,
                number=f"{n}/GT",
                state="sent",
                sent_at=given.MONDAY,
            )
            for n in range(2511)
        )
        linh = sign_in(consul())

        shown = text(page(linh, "/desk/introductions/?page=51"))
        lines = linh.get("/desk/introductions/?format=csv").content.splitlines()

        assert "2511 introductions" in shown
        assert "Page 51 of 51" in shown
        assert len(lines) == 2512
