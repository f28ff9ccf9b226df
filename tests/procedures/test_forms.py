"""Answers to a form: what is kept, and what is refused with which sentence."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from haicap.common.errors import ManyInvalid
from haicap.procedures import catalogue, forms
from haicap.procedures.defaults import QUESTIONS

TODAY = date(2025, 7, 7)


@pytest.fixture(autouse=True, scope="module")
def in_english() -> Iterator[None]:
    """The sentences are compared in the language of the code."""
    with translation.override("en"):
        yield


def ask(kind: str, **more: Any) -> dict[str, Any]:
    return {"name": "q", "label_vi": "Q", "kind": kind, "page": "P", **more}


def answer(question: dict[str, Any], said: Any) -> forms.Answers:
    return forms.check([question], {} if said is None else {"q": said}, today=TODAY)


CHOICE = ask("choice", choices=[{"value": "nam", "label_vi": "Nam"}])


class TestKept:
    @pytest.mark.parametrize(
        ("question", "said", "kept"),
        [
            (ask("text"), "  Nguyễn   Văn A ", "Nguyễn Văn A"),
            (ask("text"), "Nguye\u0302\u0303n", "Nguyễn"),
            (ask("longtext"), " một\nhai ", "một\nhai"),
            (ask("date"), "27/8/2025", "2025-08-27"),
            (ask("date"), "2025-08-27", "2025-08-27"),
            (ask("date", past=True), "07/07/2025", "2025-07-07"),
            (ask("id"), "038 190 000 001", "038190000001"),
            (ask("phone"), "0912 345 678", "0912345678"),
            (ask("phone"), "+84 912.345.678", "+84912345678"),
            (ask("number"), "12,5", "12.5"),
            (ask("number", max=20), "20", "20"),
            (ask("email"), "lan@example.vn", "lan@example.vn"),
            (CHOICE, "nam", "nam"),
        ],
    )
    def test_is_tidied(self, question: dict[str, Any], said: str, kept: str) -> None:
        assert answer(question, said) == forms.Answers({"q": kept}, {})

    @pytest.mark.parametrize("said", [None, "", "   "])
    def test_nothing_is_nothing_where_it_need_not_be(self, said: str | None) -> None:
        assert answer(ask("date"), said) == forms.Answers({}, {})


class TestRefused:
    @pytest.mark.parametrize(
        ("question", "said", "part"),
        [
            (ask("text", required=True), None, "answer this question"),
            (ask("text", required=True), " \t ", "answer this question"),
            (ask("text", max=3), "abcd", "at most 3 letters"),
            (ask("text"), "x" * 201, "at most 200"),
            (ask("text"), "a\x00b", "cannot be kept"),
            (ask("text"), ["a"], "must be text"),
            (ask("date"), "31/2/2025", "day that exists"),
            (ask("date"), "soon", "day that exists"),
            (ask("date"), "1/1/0001", "day that exists"),
            (ask("date", past=True), "08/07/2025", "not lie in the future"),
            (ask("id"), "03819000000", "12 digits"),
            (ask("id"), "03819000000a", "12 digits"),
            (ask("id"), "٠٣٨١٩٠٠٠٠٠٠١", "12 digits"),
            (ask("phone"), "12345", "phone number"),
            (ask("number"), "a dozen", "give a number"),
            (ask("number"), "-1", "below zero"),
            (ask("number"), "NaN", "below zero"),
            (ask("number", max=20), "21", "above 20"),
            (ask("email"), "lan@example", "e-mail address"),
            (CHOICE, "khac", "answers listed"),
        ],
    )
    def test_names_the_rule(self, question: dict[str, Any], said: Any, part: str) -> None:
        found = answer(question, said)

        assert part in str(found.errors["q"])
        assert found.values == {}

    def test_an_answer_to_no_question_is_refused(self) -> None:
        found = forms.check([ask("text")], {"other": "x"}, today=TODAY)

        assert "does not ask" in str(found.errors["other"])

    def test_all_errors_come_at_once_in_the_order_of_the_form(self) -> None:
        questions = [
            ask(kind, name=kind, required=True) for kind in ("id", "date", "text")
        ]

        with pytest.raises(ManyInvalid) as refused:
            forms.check(questions, {"id": "1"}, today=TODAY).sound()

        assert list(refused.value.details["errors"]) == ["id", "date", "text"]
        assert refused.value.status == 422


class TestPages:
    def test_hold_their_questions_in_order(self) -> None:
        birth = catalogue.bundled().names()["1.001193"]["questions"]

        found = forms.pages(birth)

        assert found[0][0] == "Người yêu cầu"
        assert sum(len(questions) for _page, questions in found) == len(birth)

    def test_a_page_can_be_checked_alone(self) -> None:
        _page, questions = forms.pages(QUESTIONS)[0]

        assert forms.check(questions, {"content": "x"}, today=TODAY).sound() == {
            "content": "x"
        }


@pytest.mark.parametrize(
    "code", ["1.001193", "1.000894", "1.000656", "1.004222", "1.001612"]
)
def test_the_bundled_forms_can_be_filled_in(code: str) -> None:
    filled = {
        "text": "Chữ", "longtext": "Chữ", "date": "1/7/2025", "id": "038190000001",
        "phone": "0912345678", "number": "1", "email": "lan@example.vn",
    }  # fmt: skip
    questions = catalogue.bundled().names()[code]["questions"]
    answers = {
        q["name"]: q["choices"][0]["value"]
        if q["kind"] == "choice"
        else filled[q["kind"]]
        for q in questions
    }

    assert forms.check(questions, answers, today=TODAY).sound().keys() == answers.keys()
    assert all(q.get("label_en") and q.get("page_en") for q in questions)


@given(st.sampled_from(sorted(forms.KINDS)), st.text())
def test_any_text_is_kept_or_refused_and_never_breaks(kind: str, said: str) -> None:
    question = CHOICE if kind == "choice" else ask(kind)

    found = answer(question, said)

    assert not (found.values and found.errors)
    for kept in found.values.values():
        assert answer(question, kept) == found, "what is kept is kept again as it is"
