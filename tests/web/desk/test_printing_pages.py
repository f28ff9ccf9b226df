"""Papers as PDF: at the desk and at the portal."""

import pytest
from django.test import Client
from django.urls import reverse

from haicap.printing.models import Print
from tests import given
from tests.web.desk.conftest import SignIn
from tests.web.reading import page, text

pytestmark = pytest.mark.django_db


def pdf_of(client: Client, address: str, kind: str, lang: str = "vi") -> bytes:
    """Press the button and open what it leads to."""
    sent = client.post(address, {"kind": kind, "lang": lang})
    assert sent.status_code == 302, sent.content
    got = client.get(sent.headers["Location"])
    assert got.status_code == 200
    assert got.headers["Content-Type"] == "application/pdf"
    assert "no-store" in got.headers["Cache-Control"]
    return got.content


class TestDesk:
    def test_offers_the_papers_there_are_and_prints_them(self, sign_in: SignIn) -> None:
        dossier = given.processing()
        lan = sign_in(given.receptionist())

        shown = text(page(lan, f"/desk/dossiers/{dossier.number}"))
        made = pdf_of(lan, reverse("desk-print", args=[dossier.number]), "receipt", "en")

        assert "Receipt and appointment slip PDF" in shown
        assert "Apology" not in shown
        assert made.startswith(b"%PDF")
        assert Print.objects.get().by == given.receptionist()

    def test_who_decides_is_not_offered_the_receipt_with_its_secret(
        self, sign_in: SignIn
    ) -> None:
        dossier = given.processing()
        lan, minh = sign_in(given.receptionist()), sign_in(given.specialist())
        address = reverse("desk-print", args=[dossier.number])
        pdf_of(lan, address, "receipt")
        row = Print.objects.get()

        shown = text(page(minh, f"/desk/dossiers/{dossier.number}"))

        assert "slip PDF" not in shown
        assert minh.post(address, {"kind": "receipt"}).status_code == 403
        assert minh.get(reverse("desk-paper", args=[row.code])).status_code == 404
        assert pdf_of(minh, address, "control_sheet").startswith(b"%PDF")

    def test_says_so_when_there_is_no_such_paper(self, sign_in: SignIn) -> None:
        dossier = given.received()
        lan = sign_in(given.receptionist())
        address = reverse("desk-print", args=[dossier.number])

        assert lan.post(address, {"kind": "apology"}).status_code == 409
        assert lan.post(address, {"kind": "nothing"}).status_code == 422
        assert lan.get(address).status_code == 302

    def test_prints_tickets_registers_and_posters_of_the_own_centre(
        self, sign_in: SignIn
    ) -> None:
        given.received()
        lan = sign_in(given.receptionist())
        page(lan, "/desk/papers")
        said = {"agency": given.centre().code, "lang": "vi", "key": "k1"}
        days = {"since": "01/07/2025", "until": "07/07/2025"}
        for more in (
            {"kind": "ticket"},
            {"kind": "register", "key": "k2", **days},
            {"kind": "poster", "key": "k3", "procedure": given.BIRTH},
        ):
            sent = lan.post("/desk/papers", {**said, **more})
            assert sent.status_code == 302, sent.content
            assert lan.get(sent.headers["Location"]).content.startswith(b"%PDF")
        again = lan.post("/desk/papers", {**said, "kind": "ticket"})

        assert Print.objects.get(kind="ticket").code in again.headers["Location"]

    def test_shows_in_the_form_what_is_wrong(self, sign_in: SignIn) -> None:
        lan = sign_in(given.receptionist())
        said = {"agency": given.centre().code, "lang": "vi"}

        for wrong in ({"kind": "register"}, {"kind": "poster", "procedure": "0"}):
            sent = lan.post("/desk/papers", {**said, **wrong})
            assert sent.status_code in (404, 422)
        elsewhere = given.centre(given.commune("00004")).code
        sent = lan.post("/desk/papers", {**said, "kind": "ticket", "agency": elsewhere})
        assert sent.status_code == 422
        assert sign_in(given.signer()).get("/desk/papers").status_code == 403
        assert not Print.objects.exists()


class TestPortal:
    def test_the_applicant_prints_the_own_receipt(self, sign_in: SignIn) -> None:
        dossier = given.received()
        an = sign_in(given.citizen())

        shown = text(page(an, f"/dossiers/{dossier.number}/receipt"))
        made = pdf_of(an, reverse("print-paper", args=[dossier.number]), "receipt")

        assert "Papers to print" in shown
        assert made.startswith(b"%PDF")

    def test_strangers_and_papers_of_officers_are_not_found(
        self, sign_in: SignIn
    ) -> None:
        dossier = given.received()
        an, other = sign_in(given.citizen()), sign_in(given.citizen("other"))
        lan = sign_in(given.receptionist())
        pdf_of(lan, reverse("desk-print", args=[dossier.number]), "control_sheet")
        pdf_of(lan, reverse("desk-print", args=[dossier.number]), "receipt")
        sheet, slip = (
            Print.objects.get(kind=k).code for k in ("control_sheet", "receipt")
        )
        address = reverse("print-paper", args=[dossier.number])

        assert an.post(address, {"kind": "control_sheet"}).status_code == 403
        assert an.get(reverse("paper", args=[dossier.number, sheet])).status_code == 404
        assert other.post(address, {"kind": "receipt"}).status_code == 404
        assert other.get(reverse("paper", args=[dossier.number, slip])).status_code == 404
        assert an.get(reverse("paper", args=[dossier.number, slip])).status_code == 200
