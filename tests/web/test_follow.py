"""Following a dossier, and answering what is asked of the applicant."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.actions.waiting import Fault
from haicap.dossiers.models import Dossier, Rating
from haicap.dossiers.numbers import secret_of
from tests import given as world
from tests.web import given
from tests.web.reading import page, promised, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(an: User) -> Dossier:
    return given.dossier(an)


@pytest.fixture
def stranger(dossier: Dossier) -> Client:
    """Somebody without an account."""
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def track(client: Client, dossier: Dossier, secret: str = "") -> int:
    typed = {"number": dossier.number, "secret": secret or secret_of(dossier)}
    return client.post("/track", typed).status_code


def address(dossier: Dossier, step: str = "") -> str:
    return f"/dossiers/{dossier.number}" + (f"/{step}" if step else "")


class TestTrack:
    def test_number_and_secret_open_the_dossier(
        self, stranger: Client, dossier: Dossier
    ) -> None:
        assert track(stranger, dossier) == 302

        said = text(page(stranger, address(dossier)))

        assert "The centre checks whether everything is there." in said

    def test_personal_data_are_masked(self, stranger: Client, dossier: Dossier) -> None:
        track(stranger, dossier)

        said = text(page(stranger, address(dossier)))

        assert "N. V. An" in said
        assert "Nguyễn Văn An" not in said
        assert "038090001234" not in said
        assert "0912345678" not in said

    def test_a_wrong_secret_opens_nothing_and_confirms_nothing(
        self, stranger: Client, dossier: Dossier
    ) -> None:
        for number in (dossier.number, "00000-250701-0001"):
            response = stranger.post("/track", {"number": number, "secret": "00000000"})
            soup = promised(response.content, "/track")
            assert response.status_code == 404
            assert "no dossier with this number and this secret" in text(soup)

    def test_the_number_alone_leads_to_the_question_for_the_secret(
        self, stranger: Client, dossier: Dossier
    ) -> None:
        response = stranger.get(address(dossier), follow=True)

        soup = promised(response.content, "/track")
        assert (
            soup.select_one(f'input[name="number"][value="{dossier.number}"]') is not None
        )

    def test_the_address_on_the_slip_opens_it_and_hides_the_secret(
        self, stranger: Client, dossier: Dossier
    ) -> None:
        response = stranger.get(f"/t/{dossier.number}/{secret_of(dossier)}")

        assert response.headers["Location"] == address(dossier)

    def test_files_stay_closed_to_the_holder_of_the_secret(
        self, stranger: Client, dossier: Dossier
    ) -> None:
        track(stranger, dossier)
        attachment = dossier.attachments.get(name="anh.pdf")

        response = stranger.get(address(dossier, f"files/{attachment.pk}"))

        assert response.status_code == 302

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_every_page_of_a_dossier_keeps_the_promises(
        self, client: Client, dossier: Dossier, language: str
    ) -> None:
        client.cookies["django_language"] = language

        for step in ("", "receipt", "withdraw", "rate"):
            page(client, address(dossier, step))
        page(client, "/mine")
        page(client, "/me")


class TestTimeline:
    def test_tells_who_has_it_and_until_when(self, client: Client, an: User) -> None:
        dossier = given.dossier(an)
        actions.accept(dossier, by=world.receptionist(), at=timezone.now())

        soup = page(client, address(dossier))

        now = soup.select_one('.tl [aria-current="step"]')
        assert now is not None
        assert "It waits for the officer" in text(now)
        assert "until" in text(now)

    def test_says_how_the_due_moment_was_counted(self, client: Client, an: User) -> None:
        dossier = given.dossier(an)
        actions.accept(dossier, by=world.receptionist(), at=timezone.now())

        assert "How this was counted" in text(page(client, address(dossier)))


class TestSupplement:
    @pytest.fixture
    def asked(self, dossier: Dossier) -> Dossier:
        faults: list[Fault] = [
            {"about": "photo-blue", "what": "The photo is too dark."},
            {"about": "story", "what": "Tell more."},
        ]
        lan = world.receptionist()
        return actions.ask_supplement(dossier, faults=faults, by=lan, at=timezone.now())

    def test_shows_all_faults_with_a_field_for_each_paper(
        self, client: Client, asked: Dossier
    ) -> None:
        soup = page(client, address(asked, "supplement"))

        assert "The photo is too dark." in text(soup)
        assert "Story" in text(soup)
        assert soup.select_one('input[type="file"][name="file.photo-blue"]') is not None

    def test_is_answered_in_one_go_by_the_holder_of_the_secret(
        self, stranger: Client, asked: Dossier
    ) -> None:
        track(stranger, asked)
        photo = SimpleUploadedFile("sang.pdf", world.PDF + b" ")

        response = stranger.post(
            address(asked, "supplement"),
            {"answer": "Here", "file.photo-blue": photo, "key": "k1"},
            follow=True,
        )

        said = text(promised(response.content, "supplement"))
        asked.refresh_from_db()
        assert "1 files" in said or "has arrived" in said
        assert asked.state == "registered"
        assert asked.attachments.filter(name="sang.pdf").count() == 1

    def test_sent_twice_it_counts_once(self, client: Client, asked: Dossier) -> None:
        typed = {"answer": "Here", "key": "k2"}

        first = client.post(address(asked, "supplement"), typed)
        second = client.post(address(asked, "supplement"), typed)

        assert (first.status_code, second.status_code) == (302, 302)

    def test_an_empty_answer_is_422(self, client: Client, asked: Dossier) -> None:
        response = client.post(address(asked, "supplement"), {"answer": " "})

        soup = promised(response.content, "supplement")
        assert response.status_code == 422
        assert soup.select_one('.errsum a[href="#id_answer"]') is not None

    def test_there_is_no_page_when_nothing_was_asked(
        self, client: Client, dossier: Dossier
    ) -> None:
        page(client, address(dossier, "supplement"), status=404)


class TestPay:
    @pytest.fixture
    def charged(self, dossier: Dossier) -> Dossier:
        now = timezone.now()
        actions.accept(dossier, by=world.receptionist(), at=now)
        minh = world.specialist()
        actions.start(dossier, by=minh, at=now)
        return actions.request_payment(
            dossier, amount=20000, what="Lệ phí", by=minh, at=timezone.now()
        )

    def test_says_that_it_is_a_simulation_and_notes_it(
        self, client: Client, charged: Dossier
    ) -> None:
        assert "This is a simulation" in text(page(client, address(charged, "pay")))

        client.post(address(charged, "pay"), {"key": "k3"})

        charged.refresh_from_db()
        assert charged.money == "paid"
        assert charged.charges.get().method == "simulated"

    def test_paid_twice_with_another_key_is_refused_in_the_form(
        self, client: Client, charged: Dossier
    ) -> None:
        client.post(address(charged, "pay"), {"key": "k4"})

        response = client.post(address(charged, "pay"), {"key": "k5"})

        promised(response.content, "pay")
        assert response.status_code == 409


class TestWithdraw:
    def test_takes_the_dossier_back(self, client: Client, dossier: Dossier) -> None:
        client.post(address(dossier, "withdraw"), {"reason": "", "key": "k6"})

        dossier.refresh_from_db()
        assert dossier.state == "withdrawn"
        assert "was withdrawn" in text(page(client, address(dossier)))

    def test_a_stranger_cannot(self, stranger: Client, dossier: Dossier) -> None:
        response = stranger.post(address(dossier, "withdraw"), {"key": "k7"})

        dossier.refresh_from_db()
        assert response.status_code == 404
        assert dossier.state == "registered"


class TestRate:
    def test_is_refused_before_there_is_a_result(
        self, client: Client, dossier: Dossier
    ) -> None:
        response = client.post(address(dossier, "rate"), {"grade": "very", "key": "k8"})

        promised(response.content, "rate")
        assert response.status_code == 409
        assert not Rating.objects.exists()

    def test_is_kept_once(self, client: Client, dossier: Dossier) -> None:
        actions.withdraw(dossier, by=world.receptionist(), at=timezone.now())

        first = client.post(address(dossier, "rate"), {"grade": "not", "key": "k9"})
        second = client.post(address(dossier, "rate"), {"grade": "very", "key": "k10"})

        assert first.status_code == 302
        assert second.status_code == 409
        assert Rating.objects.get().grade == "not"

    def test_without_a_grade_it_is_422(self, client: Client, dossier: Dossier) -> None:
        response = client.post(address(dossier, "rate"), {"comment": "x"})

        soup = promised(response.content, "rate")
        assert response.status_code == 422
        assert soup.select_one('.errsum a[href="#id_grade_0"]') is not None
        assert soup.select_one("#id_grade_0") is not None
