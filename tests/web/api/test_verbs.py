"""Every verb through the API: its body reaches the action, its slip opens the right door."""

from typing import Any

import pytest
from time_machine import Traveller

from haicap.dossiers import actions
from haicap.dossiers.models import Dossier, Suspension
from haicap.dossiers.numbers import secret_of
from tests import given
from tests.web.api.client import Program, later, sent

pytestmark = pytest.mark.django_db


def minh() -> Program:
    return Program(given.specialist())


def hoa() -> Program:
    return Program(given.signer())


def slip(dossier: Dossier) -> Program:
    return Program(None, {"X-Dossier-Secret": secret_of(dossier)})


class TestVerbs:
    def test_hand_over_and_recall(self, monday: Traveller) -> None:
        dossier = given.processing()
        monday.move_to(later(2))
        to = {"to": given.centre().code, "note": "Xin ý kiến"}
        minh().post(f"/dossiers/{dossier.number}/hand-over", to)
        again = minh().post(f"/dossiers/{dossier.number}/hand-over", to, 409)
        assert again["type"] == "dossier.handover-open"
        minh().post(f"/dossiers/{dossier.number}/recall")

    def test_suspend_and_resume(self, monday: Traveller) -> None:
        dossier = given.processing()
        monday.move_to(later(2))
        why = {
            "kind": "verification",
            "reason": "Xác minh",
            "ground": "Điều 1",
            "expected_end": "2025-07-10",
        }
        stood = minh().post(f"/dossiers/{dossier.number}/suspend", why)
        assert stood["due_at"] is None
        assert Suspension.objects.get().expected_end is not None
        assert minh().post(f"/dossiers/{dossier.number}/resume")["due_at"]

    def test_payment(self, monday: Traveller) -> None:
        dossier = given.processing()
        monday.move_to(later(2))
        charge = {"amount": 50000, "what": "Lệ phí"}
        path = f"/dossiers/{dossier.number}"
        minh().post(f"{path}/request-payment", charge)
        (told,) = Program(given.citizen()).get(path)["charges"]
        assert (told["amount"], told["paid_at"]) == (50000, None)
        assert told["requested_at"].endswith("+07:00")
        paid = slip(dossier).post(f"{path}/pay", {"method": "cash"})
        assert paid["state"] == "processing"

    def test_reappoint(self, monday: Traveller) -> None:
        dossier = given.processing()
        monday.move_to(later(2))
        wanted = {"new_due_at": "2025-07-11T10:00:00+07:00", "reason": "Mất điện"}
        again = hoa().post(f"/dossiers/{dossier.number}/reappoint", wanted)
        assert again["due_at"] == wanted["new_due_at"]

    def test_send_back_stop_and_reopen(self, monday: Traveller) -> None:
        dossier = given.proposed()
        path = f"/dossiers/{dossier.number}"
        monday.move_to(later(4))
        hoa().post(f"{path}/send-back", {"reason": "Thiếu căn cứ"})
        stopped = hoa().post(f"{path}/stop", {"reason": "Hết căn cứ"})
        assert stopped["national_state"] == 8
        assert hoa().post(f"{path}/reopen", {"reason": "Có căn cứ"})["state"] == (
            "processing"
        )

    def test_withdraw_by_the_holder_of_the_slip(self, monday: Traveller) -> None:
        dossier = given.submitted()
        gone = slip(dossier).post(f"/dossiers/{dossier.number}/withdraw")
        assert gone["state"] == "withdrawn"

    def test_a_refusal_says_who_did_what_before(self, monday: Traveller) -> None:
        dossier = given.received()
        lan = Program(given.receptionist())
        problem = lan.post(f"/dossiers/{dossier.number}/accept", None, 409)
        assert problem["type"] == "dossier.move-refused"
        assert "09:00 07/07/2025" in problem["detail"]


class TestSlip:
    def test_a_wrong_secret_opens_nothing_and_is_slowed_down(
        self, monday: Traveller
    ) -> None:
        dossier = given.submitted()
        said: list[str] = []
        for _try in range(6):
            wrong: dict[str, Any] = {"number": dossier.number, "secret": "00000000"}
            said.append(Program().send("/tracking", wrong).json["type"])
        assert said == ["dossier.wrong-secret"] * 5 + ["account.too-many-attempts"]
        answer = Program().send("/tracking", {"number": dossier.number, "secret": "1"})
        assert answer.status == 429
        assert int(answer.headers["Retry-After"]) > 0

    def test_opens_only_its_own_dossier(self, monday: Traveller) -> None:
        one, other = given.submitted(), given.submitted()
        slip(one).post(f"/dossiers/{other.number}/withdraw", None, 404)

    def test_tells_nothing_personal(self, monday: Traveller) -> None:
        dossier = given.submitted()
        body = {"number": dossier.number, "secret": secret_of(dossier)}
        answer = Program().send("/tracking", body)
        for secret in ("Nguyễn Văn An", "038090001234", "0912345678"):
            assert secret not in answer.content.decode()
        assert answer.json["history"][0]["by"] is None

    def test_may_send_a_file_and_name_it(self, monday: Traveller) -> None:
        dossier = given.submitted()
        actions.ask_supplement(
            dossier,
            faults=[{"about": "", "what": "Thiếu giấy"}],
            by=given.receptionist(),
            at=given.MONDAY,
        )
        holder, path = slip(dossier), f"/dossiers/{dossier.number}"
        file = sent(holder, f"{path}/files")
        before = dossier.attachments.count()
        holder.post(
            f"{path}/answer-supplement",
            {"files": [{"file": file, "name": "giay.pdf"}]},
        )
        assert dossier.attachments.count() == before + 1

    def test_does_not_read_what_needs_an_account(self, monday: Traveller) -> None:
        dossier = given.submitted()
        slip(dossier).get(f"/dossiers/{dossier.number}", 401)

    def test_is_not_written_into_the_log(
        self, monday: Traveller, caplog: pytest.LogCaptureFixture
    ) -> None:
        dossier = given.submitted()
        secret = secret_of(dossier)
        Program().post("/tracking", {"number": dossier.number, "secret": secret})
        Program().post("/tracking", {"number": "x", "secret": secret}, 404)
        assert secret not in caplog.text


class TestDuties:
    def test_take_and_give(self, monday: Traveller) -> None:
        given.submitted()
        lan, huong = given.receptionist(), given.receptionist(login="huong")
        (duty,) = Program(lan).get("/worklists/agency")["items"]
        path = f"/duties/{duty['id']}"
        assert Program(lan).post(f"{path}/take")["person"] == "lan"
        taken = Program(huong).post(f"{path}/take", None, 409)
        assert taken["type"] == "duty.taken"
        assert Program(lan).post(f"{path}/give", {"to": "huong"})["person"] == "huong"

    def test_is_not_for_other_agencies(self, monday: Traveller) -> None:
        given.submitted()
        (duty,) = Program(given.receptionist()).get("/worklists/agency")["items"]
        elsewhere = given.specialist(given.committee(given.commune("00004")), "khoa")
        Program(elsewhere).post(f"/duties/{duty['id']}/take", None, 404)
        minh().post(f"/duties/{duty['id']}/take", None, 403)

    def test_an_unknown_account_is_named_only_to_who_may_give(
        self, monday: Traveller
    ) -> None:
        given.submitted()
        (duty,) = Program(given.receptionist()).get("/worklists/agency")["items"]
        path, body = f"/duties/{duty['id']}/give", {"to": "nobody"}
        problem = Program(given.receptionist()).post(path, body, 422)
        assert list(problem["errors"]) == ["to"]


def test_me_tells_posts_permissions_and_work(monday: Traveller) -> None:
    given.submitted()
    told = Program(given.receptionist()).get("/me")
    assert told["login"] == "lan"
    assert told["posts"][0]["agency"]["code"] == given.centre().code
    assert "dossiers.receive" in told["posts"][0]["permissions"]
    assert told["worklists"]["to-receive"] == 1
