"""The public pages of verification: true, in words, and no more than needed."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from haicap.cli.verify import verify
from haicap.dossiers import actions as dossiers
from haicap.dossiers.numbers import secret_of
from haicap.papers import actions as papers
from haicap.printing import actions as printing
from haicap.signatures import actions as signatures
from haicap.signatures import authority
from haicap.signatures.models import Signature
from tests import given
from tests.signatures.made import certified, paper
from tests.specimens.test_specimens import hand, seal
from tests.web.reading import page, promised, text

pytestmark = pytest.mark.django_db

NOW = given.MONDAY + timedelta(hours=3)


@pytest.fixture(autouse=True)
def _world(settings: Settings, tmp_path: Path, client: Client) -> Iterator[None]:
    settings.HAICAP_KEYS = str(tmp_path / "keys")
    settings.HAICAP_DEMO = True
    authority.make(given.MONDAY)
    client.cookies["django_language"] = "en"
    with time_machine.travel(NOW, tick=False):
        yield


def signed() -> Signature:
    """A result that Hoa signed, with specimens to compare."""
    seal()
    hand()
    certified()
    return signatures.sign(paper(), agency=given.committee(), by=given.signer(), at=NOW)


def uploaded(client: Client, data: bytes) -> str:
    """What the page says of a file."""
    given_file = SimpleUploadedFile("a.pdf", data, "application/pdf")
    answer = client.post("/verify", {"file": given_file})
    assert answer.status_code == 200, answer.content
    return text(promised(answer.content, "/verify"))


class TestPrinted:
    def test_says_what_it_is_and_that_it_holds_and_hides_the_person(
        self, client: Client
    ) -> None:
        dossier = given.processing()
        row = printing.print_paper(dossier, "receipt", by=given.receptionist(), at=NOW)

        shown = text(page(client, f"/v/{row.code}"))

        assert "Receipt and appointment slip" in shown
        assert "✓ It holds" in shown
        assert dossier.number in shown
        assert "N. V. An" in shown
        for private in ("Nguyễn", "0912345678", "038090001234", secret_of(dossier)):
            assert private not in shown
        assert "khai sinh" not in shown
        assert "Birth" not in shown

    def test_says_when_another_appointment_took_its_place(self, client: Client) -> None:
        dossier = given.processing()
        row = printing.print_paper(dossier, "receipt", by=given.receptionist(), at=NOW)
        assert dossier.due_at is not None
        dossiers.reappoint(
            dossier,
            new_due_at=dossier.due_at + given.DAY,
            reason="Chậm",
            by=given.signer(),
            at=NOW,
        )

        shown = text(page(client, f"/v/{row.code}"))

        assert "▲ It no longer holds" in shown
        assert "replaced by an apology of 7 July 2025" in shown

    def test_every_kind_of_paper_can_be_verified(self, client: Client) -> None:
        lan, centre = given.receptionist(), given.centre()
        for row in (
            printing.print_ticket(centre, by=lan, at=NOW),
            printing.print_poster(given.version(), centre, by=lan, at=NOW),
            printing.print_register(
                centre, since=given.TODAY, until=given.TODAY, by=lan, at=NOW
            ),
        ):
            assert "✓ It holds" in text(page(client, f"/v/{row.code}"))

    def test_a_code_is_found_as_people_type_it(self, client: Client) -> None:
        row = printing.print_ticket(given.centre(), by=given.receptionist(), at=NOW)
        typed = f" {row.code[:4]}-{row.code[4:].lower()} ".replace("0", "o")

        sent = client.post("/verify", {"code": typed})

        assert sent.headers["Location"] == f"/v/{row.code}"

    def test_a_code_of_nothing_is_said_to_be_one(self, client: Client) -> None:
        page(client, "/verify")
        page(client, "/v/000000000000", 404)
        assert client.post("/verify", {"code": "000000000000"}).status_code == 404
        assert client.post("/verify", {}).status_code == 422

    def test_the_file_itself_is_recognised(self, client: Client) -> None:
        row = printing.print_ticket(given.centre(), by=given.receptionist(), at=NOW)

        assert "It is exactly a paper that this system printed" in uploaded(
            client, papers.read(row.file)
        )
        assert "this system did not print it as it is" in uploaded(client, given.PDF)


class TestSigned:
    def test_says_who_holding_which_post_with_which_specimens(
        self, client: Client
    ) -> None:
        row = signed()
        assert row.seal is not None
        assert row.hand is not None

        shown = text(page(client, f"/v/{row.code}"))

        assert "Cán bộ hoa" in shown
        assert "People's Committee of Hàm Rồng Ward" in shown
        assert f"No. {row.seal.pk}, valid since Tuesday, 1 July 2025" in shown
        assert "Phạm Thanh Hoa, Phó Chủ tịch" in shown
        assert "NOT VALID IN LAW" in shown
        assert "no time-stamp authority proves it" in shown

    def test_an_intact_a_changed_and_an_unknown_file(
        self, client: Client, settings: Settings
    ) -> None:
        data = papers.read(signed().file)
        changed = bytearray(data)
        changed[len(data) // 3] ^= 1

        intact = uploaded(client, data)
        assert "✓ Intact" in intact
        assert "What this system wrote down" in intact
        assert "✖ Changed" in uploaded(client, bytes(changed))
        settings.HAICAP_DEMO = False
        assert "▲ Unknown signer" in uploaded(client, data)

    def test_the_pictures_of_specimens_are_not_shown_to_the_public(
        self, client: Client
    ) -> None:
        assert page(client, f"/v/{signed().code}").find("main").find("img") is None  # type: ignore[union-attr]


class TestCommand:
    def test_says_the_same_on_the_command_line(self, tmp_path: Path) -> None:
        good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
        good.write_bytes(papers.read(signed().file))
        bad.write_bytes(given.PDF)

        told = CliRunner().invoke(verify, [str(good), "--json"])
        said = json.loads(told.output)

        assert told.exit_code == 0
        assert said["signatures"][0]["verdict"] == "intact"
        assert said["printed"] is None
        assert CliRunner().invoke(verify, [str(bad)]).exit_code == 1
        assert CliRunner().invoke(verify, [str(good)]).exit_code == 0

    def test_knows_a_paper_that_was_printed(self, tmp_path: Path) -> None:
        row = printing.print_ticket(given.centre(), by=given.receptionist(), at=NOW)
        path = tmp_path / "ticket.pdf"
        path.write_bytes(papers.read(row.file))

        told = CliRunner().invoke(verify, [str(path), "--json"])

        assert json.loads(told.output)["printed"]["code"] == row.code
        assert told.exit_code == 0
        assert row.code in CliRunner().invoke(verify, [str(path)]).output
