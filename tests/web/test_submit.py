"""Submitting through the pages, without a script, as a slow telephone would."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haicap.accounts.models import User
from haicap.dossiers.models import Dossier, Draft
from haicap.dossiers.numbers import secret_of
from tests import given as world
from tests.web import given
from tests.web.reading import page, promised, text

pytestmark = pytest.mark.django_db

COMMUNE, PROVINCE = "14758", "38"


def pdf(name: str = "giay.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, world.PDF)


def begin(client: Client) -> Draft:
    client.post("/submit/paper-boats", {"key": "k"})
    return Draft.objects.get()


def fill_in(client: Client, draft: Draft, step: str, **typed: Any) -> Any:
    return client.post(f"/drafts/{draft.key}/{step}", typed)


def fill_in_everything(client: Client) -> Draft:
    draft = begin(client)
    for step, typed in STEPS.items():
        response = fill_in(client, draft, step, **typed)
        assert response.status_code == 302, (step, text(promised(response.content, step)))
    fill_in(
        client, draft, "papers", **{"file.form": pdf(), "file.photo-blue": pdf("anh.pdf")}
    )
    return Draft.objects.get()


STEPS: dict[str, dict[str, Any]] = {
    "place": {"province": PROVINCE, "place": COMMUNE},
    "case": {"case": "blue"},
    "applicant": {"name": "Nguyễn Văn An", "personal_id": "038090001234"},
    "questions-1": {"colour": "blue", "launched": "20/06/2025"},
    "questions-2": {"story": ""},
    "delivery": {"delivery": "online"},
}


def sent(client: Client) -> Dossier:
    draft = fill_in_everything(client)
    client.post(f"/drafts/{draft.key}/check", {"truthful": "on", "key": "x"})
    return Dossier.objects.get()


class TestStart:
    def test_asks_to_sign_in(self, client: Client) -> None:
        given.version()

        response = client.get("/submit/paper-boats")

        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in")

    def test_a_repeated_start_makes_one_draft(self, client: Client, an: User) -> None:
        begin(client)
        begin(client)

        assert Draft.objects.count() == 1

    def test_fills_in_what_the_account_knows(self, client: Client, an: User) -> None:
        draft = begin(client)

        soup = page(client, f"/drafts/{draft.key}/applicant")

        assert soup.select_one('input[name="name"][value="Nguyễn Văn An"]') is not None

    def test_offers_to_go_on_with_a_draft(self, client: Client, an: User) -> None:
        draft = begin(client)

        soup = page(client, "/submit/paper-boats")

        assert soup.select_one(f'a[href="/drafts/{draft.key}/place"]') is not None


class TestSteps:
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_every_step_keeps_the_promises(
        self, client: Client, an: User, language: str
    ) -> None:
        draft = fill_in_everything(client)
        client.cookies["django_language"] = language

        for step in [*STEPS, "papers", "check"]:
            soup = page(client, f"/drafts/{draft.key}/{step}")
            assert soup.select_one('input[name="key"]') is not None

    def test_communes_come_after_the_province_without_a_script(
        self, client: Client, an: User
    ) -> None:
        draft = begin(client)

        soup = page(client, f"/drafts/{draft.key}/place?province={PROVINCE}")

        assert soup.select_one(f'option[value="{COMMUNE}"]') is not None

    def test_a_wrong_answer_is_422_named_and_kept(self, client: Client, an: User) -> None:
        draft = begin(client)
        fill_in(client, draft, "place", province=PROVINCE, place=COMMUNE)

        response = fill_in(
            client, draft, "questions-1", colour="blue", launched="31/02/2025"
        )

        soup = promised(response.content, "questions-1")
        summary = soup.select_one(".errsum")
        assert response.status_code == 422
        assert summary is not None
        assert summary.has_attr("autofocus")
        assert summary.select_one('a[href="#id_launched"]') is not None
        assert soup.select_one('input[name="launched"][value="31/02/2025"]') is not None
        assert text(soup.title or soup).startswith("Error:")
        assert Draft.objects.get().data["answers"]["launched"] == "31/02/2025"

    def test_all_that_is_wrong_on_a_page_is_said_at_once(
        self, client: Client, an: User
    ) -> None:
        draft = begin(client)
        fill_in(client, draft, "place", province=PROVINCE, place=COMMUNE)

        response = fill_in(client, draft, "applicant", name="", personal_id="12")

        soup = promised(response.content, "applicant")
        assert len(soup.select(".errsum a")) == 2

    def test_what_was_said_of_the_applicant_is_not_asked_again(
        self, client: Client, an: User
    ) -> None:
        client.post("/submit/dang-ky-khai-sinh", {"key": "b"})
        draft = Draft.objects.get()
        fill_in(client, draft, "applicant", name="Lê Thị Bình", phone="0912345678")

        soup = page(client, f"/drafts/{draft.key}/questions-1")

        assert text(soup.h1 or soup) == "About you"
        asked = soup.select_one('input[name="requester_name"]')
        assert asked is not None
        assert asked["value"] == "Lê Thị Bình"

    def test_a_stranger_finds_no_draft(self, client: Client, an: User) -> None:
        draft = begin(client)
        client.force_login(world.citizen("binh"))

        page(client, f"/drafts/{draft.key}/place", status=404)

    def test_changing_leads_back_to_the_check(self, client: Client, an: User) -> None:
        draft = fill_in_everything(client)

        response = client.post(f"/drafts/{draft.key}/case?next=check", {"case": "red"})

        assert response.headers["Location"].endswith("/check")


class TestParts:
    def test_an_optional_part_can_be_left_out(self, client: Client, an: User) -> None:
        given.service()
        client.post("/submit/paper-harbour", {"key": "h"})
        draft = Draft.objects.get()
        soup = page(client, f"/drafts/{draft.key}/parts")
        assert soup.select_one('input[value="harbour-lamp"][checked]') is not None
        assert soup.select_one('input[value="harbour-place"]') is None

        fill_in(client, draft, "parts")

        assert Draft.objects.get().data["without"] == ["harbour-lamp"]
        soup = page(client, f"/drafts/{draft.key}/parts")
        assert soup.select_one('input[value="harbour-lamp"][checked]') is None

    def test_is_no_step_where_there_is_nothing_to_choose(
        self, client: Client, an: User
    ) -> None:
        draft = begin(client)

        page(client, f"/drafts/{draft.key}/parts", status=404)


class TestPapers:
    def test_each_file_has_its_receipt_and_can_be_removed(
        self, client: Client, an: User
    ) -> None:
        draft = fill_in_everything(client)
        address = f"/drafts/{draft.key}/papers"
        assert "anh.pdf" in text(page(client, address))

        client.post(address, {"remove": "1"})

        assert "anh.pdf" not in text(page(client, address))
        assert "giay.pdf" in text(page(client, address))

    def test_a_file_that_is_none_of_the_kinds_is_refused_and_the_others_stay(
        self, client: Client, an: User
    ) -> None:
        draft = fill_in_everything(client)
        bad = SimpleUploadedFile("virus.pdf", b"MZ this is no PDF")

        response = fill_in(
            client,
            draft,
            "papers",
            **{"file.form": [pdf("hai.pdf"), bad], "then": "stay"},
        )

        soup = promised(response.content, "papers")
        assert response.status_code == 422
        assert "Only PDF" in text(soup)
        assert "hai.pdf" in text(soup)

    def test_a_missing_paper_is_named(self, client: Client, an: User) -> None:
        draft = begin(client)
        fill_in(client, draft, "place", province=PROVINCE, place=COMMUNE)

        response = fill_in(client, draft, "papers")

        soup = promised(response.content, "papers")
        assert response.status_code == 422
        assert soup.select_one('.errsum a[href="#id_file.form"]') is not None


class TestCheck:
    def test_says_that_nothing_was_sent_and_what_is_missing(
        self, client: Client, an: User
    ) -> None:
        draft = begin(client)

        soup = page(client, f"/drafts/{draft.key}/check")

        assert "has not been sent yet" in text(soup)
        assert (
            soup.select_one(f'a[href="/drafts/{draft.key}/place?next=check"]') is not None
        )

    def test_an_incomplete_dossier_is_not_sent(self, client: Client, an: User) -> None:
        draft = begin(client)

        response = client.post(f"/drafts/{draft.key}/check", {"truthful": "on"})

        promised(response.content, "check")
        assert response.status_code == 422
        assert not Dossier.objects.exists()

    def test_without_the_declaration_nothing_is_sent(
        self, client: Client, an: User
    ) -> None:
        draft = fill_in_everything(client)

        response = client.post(f"/drafts/{draft.key}/check", {})

        assert response.status_code == 422
        assert not Dossier.objects.exists()

    def test_sent_twice_it_is_one_dossier(self, client: Client, an: User) -> None:
        draft = fill_in_everything(client)

        first = client.post(f"/drafts/{draft.key}/check", {"truthful": "on"})
        second = client.post(f"/drafts/{draft.key}/check", {"truthful": "on"})

        assert Dossier.objects.count() == 1
        assert first.headers["Location"] == second.headers["Location"]

    def test_going_back_after_sending_shows_the_receipt(
        self, client: Client, an: User
    ) -> None:
        dossier = sent(client)

        response = client.get(f"/drafts/{Draft.objects.get().key}/applicant")

        assert response.headers["Location"] == f"/dossiers/{dossier.number}/receipt"


class TestReceipt:
    def test_names_number_secret_files_and_who_has_it_until_when(
        self, client: Client, an: User
    ) -> None:
        dossier = sent(client)

        said = text(page(client, f"/dossiers/{dossier.number}/receipt"))

        assert dossier.number in said
        assert secret_of(dossier) in said
        assert "We hold 2 files" in said
        assert "giay.pdf" in said
        assert re.search(r"until \d\d:\d\d", said)

    def test_is_listed_among_the_own_dossiers(self, client: Client, an: User) -> None:
        dossier = sent(client)

        assert dossier.number in text(page(client, "/mine"))

    def test_gives_the_files_back_to_the_owner_only(
        self, client: Client, an: User
    ) -> None:
        dossier = sent(client)
        attachment = dossier.attachments.first()
        assert attachment is not None
        address = f"/dossiers/{dossier.number}/files/{attachment.pk}"

        assert client.get(address).content == world.PDF

        client.force_login(world.citizen("binh"))
        assert client.get(address).status_code == 404
