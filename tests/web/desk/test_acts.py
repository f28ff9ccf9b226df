"""The forms of the steps: shown when they can be taken, and what they answer."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.http import QueryDict

from haicap.accounts.models import User
from haicap.common.errors import Refused
from haicap.dossiers import actions
from haicap.dossiers.models import Dossier
from haicap.journal.models import Entry
from haicap.units.models import Agency
from haicap.web.desk.acts import ACTS, ActForm
from haicap.web.desk.dossier import situation_of
from tests import given
from tests.web.desk.conftest import NOW, SignIn
from tests.web.desk.worlds import PEOPLE, SITUATIONS, pdf_file, words
from tests.web.reading import page, promised, text

pytestmark = pytest.mark.django_db


def address(dossier: Dossier, code: str) -> str:
    return f"/desk/dossiers/{dossier.number}/do/{code}"


def shown(soup: BeautifulSoup) -> set[str]:
    """The steps that have a form on the page."""
    forms = soup.select('form[action*="/do/"]')
    return {str(form["action"]).rpartition("/")[2] for form in forms}


def takes(act: type[ActForm], dossier: Dossier, person: User) -> bool:
    """Whether the action itself takes the step; nothing stays of it."""
    situation = situation_of(dossier.number, person, NOW)
    data = QueryDict(mutable=True)
    data.update(words(act.code))
    form = act(data, situation=situation)
    assert form.is_valid(), (act.code, form.errors)
    try:
        with transaction.atomic():
            form.act(situation.dossier, uploads=[], by=person, at=NOW)
            transaction.set_rollback(True)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("what", SITUATIONS)
def test_a_step_is_shown_exactly_when_it_can_be_taken(
    what: str, who: str, sign_in: SignIn
) -> None:
    dossier, person = SITUATIONS[what](), PEOPLE[who]()

    offered = shown(page(sign_in(person), f"/desk/dossiers/{dossier.number}"))

    possible = {act.code for act in ACTS if takes(act, dossier, person)}
    assert offered == possible


HAPPY: dict[str, tuple[str, Callable[[], User], str]] = {
    "accept": ("submitted", given.receptionist, "received"),
    "refuse": ("submitted", given.receptionist, "refused"),
    "start": ("received", given.specialist, "processing"),
    "ask_supplement": ("processing", given.specialist, "supplement"),
    "answer_supplement": ("supplement", given.receptionist, "processing"),
    "request_payment": ("processing", given.specialist, "payment"),
    "pay": ("payment", given.receptionist, "processing"),
    "suspend": ("processing", given.specialist, "processing"),
    "resume": ("suspended", given.specialist, "processing"),
    "hand_over": ("processing", given.specialist, "processing"),
    "resolve_move": ("unresolved", given.receptionist, "processing"),
    "recall": ("handed over", given.specialist, "processing"),
    "propose": ("processing", given.specialist, "processing"),
    "send_back": ("proposed", given.signer, "processing"),
    "decide": ("proposed", given.signer, "settled"),
    "reappoint": ("processing", given.signer, "processing"),
    "stop": ("processing", given.signer, "stopped"),
    "reopen": ("stopped", given.signer, "processing"),
    "return_result": ("settled", given.receptionist, "returned"),
    "withdraw": ("submitted", given.receptionist, "withdrawn"),
    "renew_secret": ("submitted", given.receptionist, "registered"),
}


@pytest.mark.parametrize("code", HAPPY)
class TestEveryStep:
    def test_is_taken_once_however_often_it_is_sent(
        self, code: str, sign_in: SignIn
    ) -> None:
        what, who, after = HAPPY[code]
        dossier, client = SITUATIONS[what](), sign_in(who())
        before = Entry.objects.count()
        data = {**words(code), "key": f"key-of-{code}"}

        first = client.post(address(dossier, code), data)
        facts = Entry.objects.count() - before
        again = client.post(address(dossier, code), data)

        dossier.refresh_from_db()
        assert first.status_code == 302
        assert first.headers["Location"] == f"/desk/dossiers/{dossier.number}"
        assert dossier.state == after
        assert facts > 0
        assert again.status_code == 302
        assert Entry.objects.count() - before == facts

    def test_is_refused_when_it_is_over_and_says_what_happened(
        self, code: str, sign_in: SignIn
    ) -> None:
        # A returned dossier can only be given another secret; that one is never over.
        dossier = given.returned()
        client = sign_in(HAPPY[code][1]())

        response = client.post(address(dossier, code), words(code))

        if code == "renew_secret":
            assert response.status_code == 302
            return
        soup = promised(response.content, code)
        assert response.status_code == 409
        assert soup.select_one(".note.late[role=alert]") is not None
        assert "result returned" in text(soup).lower()
        assert text(soup.title or soup).startswith("Error:")

    def test_is_refused_to_somebody_who_only_sees(
        self, code: str, sign_in: SignIn
    ) -> None:
        what, who, _after = HAPPY[code]
        dossier = SITUATIONS[what]()
        other = given.specialist if who is given.receptionist else given.receptionist
        client = sign_in(other())
        before = Entry.objects.count()

        response = client.post(address(dossier, code), words(code))

        promised(response.content, code)
        assert response.status_code == 403
        assert Entry.objects.count() == before

    def test_is_hidden_from_a_stranger(self, code: str, sign_in: SignIn) -> None:
        dossier = SITUATIONS[HAPPY[code][0]]()
        stranger = given.officer("signer", _far_away(), "xa")

        response = sign_in(stranger).post(address(dossier, code), words(code))

        assert response.status_code == 404


def _far_away() -> Agency:
    return given.committee(given.commune("00070"))


class TestRivals:
    def test_the_slower_one_reads_who_was_faster(self, sign_in: SignIn) -> None:
        dossier = given.submitted()
        slow = sign_in(given.receptionist(login="thu"))
        actions.accept(dossier, by=given.receptionist(), at=NOW)

        response = slow.post(address(dossier, "accept"), {})

        said = text(promised(response.content, "accept"))
        assert response.status_code == 409
        assert "Cán bộ lan received the dossier" in said
        assert "Nothing was changed" in said


class TestForms:
    def test_show_what_is_wrong_and_keep_what_was_typed(self, sign_in: SignIn) -> None:
        dossier = given.processing()
        client = sign_in(given.specialist())

        response = client.post(
            address(dossier, "request_payment"), {"amount": "0", "what": "Lệ phí hộ tịch"}
        )

        soup = promised(response.content, "request_payment")
        assert response.status_code == 422
        assert soup.select_one('.errsum a[href="#request_payment-amount"]') is not None
        assert soup.select_one('input[value="Lệ phí hộ tịch"]') is not None
        assert soup.select_one("details#request_payment[open]") is not None

    def test_a_rejection_needs_reasons(self, sign_in: SignIn) -> None:
        dossier = given.proposed()

        response = sign_in(given.signer()).post(
            address(dossier, "decide"), {"outcome": "rejected"}
        )

        assert response.status_code == 422
        assert "Write the reasons" in text(promised(response.content, "decide"))

    def test_a_supplement_names_all_faults_at_once(self, sign_in: SignIn) -> None:
        dossier = given.processing()
        code = dossier.parts.first().component.code  # type: ignore[union-attr]

        sign_in(given.specialist()).post(
            address(dossier, "ask_supplement"),
            {f"about.{code}": "Chưa ký", "free.1": "Sai ngày sinh", "free.2": ""},
        )

        dossier.refresh_from_db()
        assert dossier.supplement.faults == [
            {"about": code, "what": "Chưa ký"},
            {"about": "", "what": "Sai ngày sinh"},
        ]

    def test_a_supplement_without_a_fault_is_none(self, sign_in: SignIn) -> None:
        dossier = given.processing()

        response = sign_in(given.specialist()).post(
            address(dossier, "ask_supplement"), {}
        )

        assert response.status_code == 422

    def test_a_name_of_several_agencies_is_offered_to_choose(
        self, sign_in: SignIn
    ) -> None:
        dossier = given.processing()
        client = sign_in(given.specialist())
        data = {"to": "Hàm Rồng", "note": "Xin ý kiến"}

        response = client.post(address(dossier, "hand_over"), data)

        soup = promised(response.content, "hand_over")
        offered = [str(each["value"]) for each in soup.select("input[name=to]")]
        assert response.status_code == 422
        assert given.centre().code in offered

        chosen = client.post(
            address(dossier, "hand_over"), {**data, "to": given.centre().code}
        )
        assert chosen.status_code == 302

    def test_an_unknown_agency_is_said(self, sign_in: SignIn) -> None:
        dossier = given.processing()

        response = sign_in(given.specialist()).post(
            address(dossier, "hand_over"), {"to": "Không hề có", "note": "x"}
        )

        assert "There is no agency" in text(promised(response.content, "hand_over"))

    def test_a_result_file_comes_with_the_decision(self, sign_in: SignIn) -> None:
        dossier = given.proposed()
        file = pdf_file("ket-qua.pdf")

        sign_in(given.signer()).post(
            address(dossier, "decide"), {"outcome": "granted", "file.result": file}
        )

        (result,) = dossier.attachments.filter(is_result=True)
        assert result.name == "ket-qua.pdf"

    def test_a_file_of_another_kind_is_refused_in_its_field(
        self, sign_in: SignIn
    ) -> None:
        dossier = given.proposed()
        file = pdf_file("virus.pdf", b"MZ this is no paper")

        response = sign_in(given.signer()).post(
            address(dossier, "decide"), {"outcome": "granted", "file.result": file}
        )

        dossier.refresh_from_db()
        soup = promised(response.content, "decide")
        assert response.status_code == 422
        assert "Only PDF" in text(soup)
        assert dossier.state == "processing"

    def test_an_unknown_step_is_not_found(self, sign_in: SignIn) -> None:
        dossier = given.processing()

        assert (
            sign_in(given.specialist()).post(address(dossier, "burn"), {}).status_code
            == 404
        )

    def test_the_address_of_a_step_leads_to_its_form(self, sign_in: SignIn) -> None:
        dossier = given.processing()

        response = sign_in(given.specialist()).get(address(dossier, "propose"))

        assert response.headers["Location"].endswith(f"{dossier.number}#propose")
