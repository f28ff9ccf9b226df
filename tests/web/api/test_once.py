"""The same request under the same key is done once, and answered every time."""

import pytest

from haicap.dossiers.models import Dossier
from tests import given
from tests.web.api.client import Program, birth, files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

KEY = {"Idempotency-Key": "4f9c"}


def test_submits_once_and_answers_the_same() -> None:
    an = Program(given.citizen())
    body = {**birth(), "files": files(an)}
    first, second = (an.send("/dossiers", body, 201, headers=KEY) for _ in range(2))
    assert first.json == second.json
    assert "Idempotent-Replay" not in first.headers
    assert second.headers["Idempotent-Replay"] == "true"
    assert Dossier.objects.count() == 1


def test_answers_as_it_was_even_when_the_dossier_went_on() -> None:
    number = given.submitted().number
    lan = Program(given.receptionist())
    first = lan.post(f"/dossiers/{number}/accept", headers=KEY)
    dossier = Dossier.objects.get(number=number)
    from haicap.dossiers import actions

    actions.start(dossier, by=given.specialist(), at=given.MONDAY)
    assert lan.post(f"/dossiers/{number}/accept", headers=KEY) == first


def test_a_key_for_another_request_is_refused() -> None:
    one, other = given.submitted().number, given.submitted().number
    lan = Program(given.receptionist())
    lan.post(f"/dossiers/{one}/accept", headers=KEY)
    answer = lan.post(f"/dossiers/{other}/accept", None, 409, headers=KEY)
    assert answer["type"] == "command.key-reused"


def test_a_refusal_leaves_the_key_free() -> None:
    number = given.submitted().number
    lan = Program(given.receptionist())
    lan.post(f"/dossiers/{number}/refuse", {"reason": " "}, 422, headers=KEY)
    lan.post(f"/dossiers/{number}/refuse", {"reason": "Thiếu giấy"}, headers=KEY)


@pytest.mark.parametrize("key", ["", "x" * 81, "dấu"])
def test_a_key_has_a_form(key: str) -> None:
    number = given.submitted().number
    lan = Program(given.receptionist())
    answer = lan.post(
        f"/dossiers/{number}/accept", None, 422, headers={"Idempotency-Key": key}
    )
    assert answer["type"] == "invalid"


def test_a_new_secret_is_told_again() -> None:
    number = given.submitted().number
    lan = Program(given.receptionist())
    first = lan.post(f"/dossiers/{number}/renew-secret", headers=KEY)
    assert lan.post(f"/dossiers/{number}/renew-secret", headers=KEY) == first
    assert lan.post(f"/dossiers/{number}/renew-secret") != first
    Program().post("/tracking", first, 404)
