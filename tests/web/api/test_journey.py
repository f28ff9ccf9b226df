"""A birth is registered through the API alone, from submission to the returned result."""

import pytest
from time_machine import Traveller

from tests import given
from tests.web.api.client import Program, birth, files, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_from_submission_to_the_returned_result(
    monday: Traveller,
) -> None:
    an, lan = Program(given.citizen()), Program(given.receptionist())
    minh, hoa = Program(given.specialist()), Program(given.signer())

    made = an.post("/dossiers", {**birth(), "files": files(an)}, 201)
    number = made["number"]
    assert made["state"] == "registered"
    assert len(made["secret"]) == 8
    (duty,) = lan.get("/worklists/to-receive")["items"]
    assert duty["reference"] == number

    accepted = lan.post(f"/dossiers/{number}/accept")
    assert accepted["state"] == "received"
    assert accepted["due_at"] == "2025-07-07T17:00:00+07:00"

    monday.move_to(later(1))
    assert minh.post(f"/dossiers/{number}/start")["state"] == "processing"
    minh.post(f"/dossiers/{number}/propose", {"outcome": "granted"})
    monday.move_to(later(2))
    decision = {"outcome": "granted", "document_number": "12/TLKS"}
    settled = hoa.post(f"/dossiers/{number}/decide", decision)
    assert (settled["state"], settled["is_late"]) == ("settled", False)
    back = {"collector": "Nguyễn Văn An"}
    assert lan.post(f"/dossiers/{number}/return", back)["national_state"] == 10

    told = an.get(f"/dossiers/{number}")
    assert told["state"] == "returned"
    assert told["decisions"][0]["document_number"] == "12/TLKS"
    assert [entry["kind"] for entry in told["history"]] == [
        "dossier.submitted",
        "dossier.received",
        "dossier.taken",
        "dossier.proposed",
        "dossier.decided",
        "dossier.returned",
    ]
    assert an.get(f"/dossiers/{number}/journal") == told["history"]


def test_the_holder_of_the_slip_follows_supplements_and_rates(
    monday: Traveller,
) -> None:
    number, secret = _submitted()
    lan, slip = (
        Program(given.receptionist()),
        Program(None, {"X-Dossier-Secret": secret}),
    )
    faults = {"faults": [{"about": "", "what": "Thiếu chữ ký"}]}
    lan.post(f"/dossiers/{number}/ask-supplement", faults)

    told = slip.post("/tracking", {"number": number, "secret": secret})
    assert told["supplement"]["faults"][0]["what"] == "Thiếu chữ ký"
    answer = slip.post(f"/dossiers/{number}/answer-supplement", {"answer": "Đã ký"})
    assert answer["state"] == "registered"
    lan.post(f"/dossiers/{number}/refuse", {"reason": "Vẫn thiếu"})
    rated = slip.post(f"/dossiers/{number}/rate", {"grade": "not", "comment": "Lâu"})
    assert rated == {"number": number, "grade": "not"}


def _submitted() -> tuple[str, str]:
    an = Program(given.citizen())
    made = an.post("/dossiers", {**birth(), "files": files(an)}, 201)
    return made["number"], made["secret"]
