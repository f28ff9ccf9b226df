"""Whatever goes wrong is a problem document: a code, a sentence, the fields."""

from typing import Any

import pytest
from django.test import Client, override_settings

from haicap.common.errors import Refused
from haicap.dossiers import refusals
from haicap.web.api import problems
from haicap.web.api.operations import raised_by
from tests import given
from tests.web.api.client import V1, Program, birth, document, files, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


class TestFields:
    def refused(self, change: dict[str, Any]) -> dict[str, str]:
        an = Program(given.citizen())
        answer = an.post("/dossiers", {**birth(), **change}, 422)
        errors: dict[str, str] = answer["errors"]
        return errors

    def test_an_unknown_field_is_refused(self) -> None:
        assert self.refused({"bogus": 1}) == {"bogus": "There is no such field."}

    def test_a_field_inside_is_named_with_its_place(self) -> None:
        applicant = {"name": 7, "colour": "red"}
        assert self.refused({"applicant": applicant}) == {
            "applicant.name": "This must be text.",
            "applicant.colour": "There is no such field.",
        }

    def test_a_choice_names_what_there_is(self) -> None:
        errors = self.refused({"channel": "pigeon"})
        assert errors == {"channel": "One of: 'in_person', 'online' or 'post'."}

    def test_a_rule_of_the_procedure_names_the_question(self) -> None:
        errors = self.refused({"answers": {}})
        assert "father_name" in errors or len(errors) > 1

    def test_speaks_vietnamese_unless_asked_otherwise(self) -> None:
        an = Program(given.citizen(), {"Accept-Language": ""})
        english = an.post("/dossiers?lang=en", {"bogus": 1}, 422)
        vietnamese = an.send("/dossiers", {"bogus": 1}, 422)
        assert vietnamese.headers["Content-Language"] == "vi"
        assert english["title"] == "Badly filled in"

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            (b"", 422, "invalid-fields"),
            (b"{", 400, "bad-request"),
            (b"[]", 422, "invalid-fields"),
            (b'"text"', 422, "invalid-fields"),
            (b'{"procedure": "a", "procedure": "b"}', 400, "bad-request"),
            (b'{"procedure": NaN}', 400, "bad-request"),
            (b'{"procedure": "\\u0000"}', 400, "bad-request"),
            (b'{"procedure": "\\ud800"}', 400, "bad-request"),
            (b'{"procedure": "\xff"}', 400, "bad-request"),
            (b"[" * 5000 + b"]" * 5000, 400, "bad-request"),
            (b'{"procedure": ' + b"9" * 5000 + b"}", 400, "bad-request"),
        ],
    )
    def test_strange_bodies(self, body: bytes, status: int, code: str) -> None:
        answer = Program(given.citizen()).send("/dossiers", body, status)
        assert answer.json["type"] == code


class TestWho:
    def test_nobody_is_told_how_to_come_in(self) -> None:
        answer = Program().send("/dossiers", birth(), 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json["type"] == "not-signed-in"

    def test_a_wrong_key_is_nobody(self) -> None:
        Program(None, {"Authorization": "Bearer hc_wrong"}).get("/me", 401)

    def test_a_session_needs_its_csrf_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(given.citizen())
        assert client.get(f"{V1}/me").status_code == 200
        client.get("/me")  # a page with a form, which leaves the cookie
        token = client.cookies["csrftoken"].value

        without, right = (
            client.post(
                f"{V1}/dossiers", {}, content_type="application/json", headers=headers
            )
            for headers in ({}, {"X-CSRFToken": token})
        )

        assert (without.status_code, without.json()["type"]) == (403, "csrf-failed")
        assert (right.status_code, right.json()["type"]) == (422, "invalid-fields")

    def test_a_stranger_does_not_learn_that_there_is_a_dossier(self) -> None:
        number = given.submitted().number
        stranger = Program(given.citizen("binh"))
        here = stranger.get(f"/dossiers/{number}", 404)
        nowhere = stranger.get("/dossiers/00000-250101-0001", 404)
        assert here["type"] == nowhere["type"] == "not-found"

    def test_an_officer_without_the_permission_is_refused(self) -> None:
        number = given.submitted().number
        Program(given.receptionist()).post(
            f"/dossiers/{number}/decide", {"outcome": "granted"}, 403
        )


class TestElsewhere:
    def test_an_address_that_leads_nowhere(self) -> None:
        assert Program().get("/nowhere", 404)["type"] == "not-found"
        assert Program().post("/../nowhere", None, 404)["type"] == "not-found"

    def test_a_method_that_is_not_known(self) -> None:
        response = Client().delete(f"{V1}/me")
        assert response.status_code == 405
        assert response.headers["Content-Type"] == problems.MEDIA_TYPE
        assert "GET" in response.headers["Allow"]

    def test_another_media_type(self) -> None:
        an = Program(given.citizen())
        response = an.client.post(
            f"{V1}/dossiers", "a=1", content_type="text/plain", headers=an.headers
        )
        assert response.status_code == 415
        assert response.json()["type"] == "unsupported-media-type"

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
    def test_a_body_that_is_too_large(self) -> None:
        answer = Program(given.citizen()).send("/dossiers", birth(), 413)
        assert answer.json["type"] == "too-large"

    def test_a_zero_byte_in_the_address(self) -> None:
        for address in (f"{V1}/units/%00", f"{V1}/units?q=a%00b"):
            response = Client().get(address)
            assert (response.status_code, response.json()["type"]) == (400, "bad-request")

    def test_an_unknown_host(self) -> None:
        response = Client().get(f"{V1}/units", headers={"Host": "evil.example"})
        assert response.status_code == 400
        assert response.headers["Content-Type"] == problems.MEDIA_TYPE

    def test_a_parameter_that_is_not_known(self) -> None:
        errors = Program().get("/units", 422, q="Hà Nội", onn="2025-01-01")["errors"]
        assert errors == {"onn": "There is no such parameter."}

    def test_a_failure_of_the_program_tells_nothing(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("secret words")

        monkeypatch.setattr("haicap.web.api.units.find.search", fail)
        client = Client(raise_request_exception=False)
        response = client.get(f"{V1}/units?q=a&lang=en")
        assert response.status_code == 500
        assert response.json()["type"] == "broken"
        assert b"secret words" not in response.content
        assert "secret words" in caplog.text


class TestFiles:
    def test_an_id_of_somebody_else_opens_nothing(self) -> None:
        an, binh = Program(given.citizen()), Program(given.citizen("binh"))
        stolen = {"file": sent(an), "name": "giay.pdf", "component": ""}
        errors = binh.post("/dossiers", {**birth(), "files": [stolen]}, 422)["errors"]
        assert list(errors) == ["files.0.file"]

    def test_what_is_no_paper_is_refused(self) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        an = Program(given.citizen())
        file = SimpleUploadedFile("a.pdf", b"#!/bin/sh", "application/pdf")
        response = an.client.post(f"{V1}/files", {"file": file}, headers=an.headers)
        assert response.status_code == 422
        assert list(response.json()["errors"]) == ["file"]

    def test_comes_back_to_who_may_see_the_dossier(self) -> None:
        an = Program(given.citizen())
        made = an.post("/dossiers", {**birth(), "files": files(an)}, 201)
        (file, *_) = an.get(f"/dossiers/{made['number']}")["files"]
        response = an.client.get(file["href"], headers=an.headers)
        assert response.content == given.PDF
        binh = Program(given.citizen("binh"))
        assert binh.client.get(file["href"], headers=binh.headers).status_code == 404


def test_every_refusal_of_a_dossier_is_documented() -> None:
    said = str(document())
    codes = [
        each.code
        for each in Refused.__subclasses__()
        if each.__module__ == refusals.__name__
    ]
    assert len(codes) > 10
    assert not [code for code in codes if f"`{code}`" not in said]


def test_the_refusals_of_an_action_come_from_its_docstring() -> None:
    from haicap.dossiers import actions

    assert refusals.SupplementOnce in raised_by(actions.ask_supplement)
