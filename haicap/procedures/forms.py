"""Answers to an electronic form, checked against its questions. Nothing here knows a database."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import ManyInvalid
from haicap.common.text import clean

LONGEST: Final = {"text": 200, "longtext": 4000, "email": 254}
_PHONE: Final = re.compile(r"(\+84|0)\d{8,10}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

Question = Mapping[str, Any]
Rule = str | Promise


class _Wrong(Exception):
    def __init__(self, rule: Rule) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True)
class Answers:
    """Answers as they are kept (days in ISO form), and what is wrong, in the form's order."""

    values: dict[str, str]
    errors: dict[str, Rule]

    def sound(self) -> dict[str, str]:
        """
        Give the answers if nothing is wrong with them.

        :raises ManyInvalid: if a question is badly answered, with all of them
        """
        if self.errors:
            raise ManyInvalid(self.errors)
        return self.values


def check(
    questions: Sequence[Question], answers: Mapping[str, Any], *, today: date
) -> Answers:
    """
    Check answers; white space is tidied, an answer to no question is an error too.

    To check one page, pass the questions of that page and the answers given on it.
    """
    values: dict[str, str] = {}
    errors: dict[str, Rule] = {}
    for question in questions:
        name = question["name"]
        try:
            said = _checked(question, answers.get(name), today)
        except _Wrong as wrong:
            errors[name] = wrong.rule
            continue
        if said:
            values[name] = said
    for name in answers.keys() - {question["name"] for question in questions}:
        errors[name] = _("The form does not ask this.")
    return Answers(values, errors)


def pages(questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """The questions by page, in the order in which pages first appear."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(question["page"], []).append(question)
    return list(found.items())


def _checked(question: Question, answer: Any, today: date) -> str:
    if answer is not None and not isinstance(answer, str):
        raise _Wrong(_("The answer must be text."))
    kind = question["kind"]
    said = answer or ""
    said = said.strip() if kind == "longtext" else clean(said)
    if not said:
        if question.get("required"):
            raise _Wrong(_("Please answer this question."))
        return ""
    if any(ord(char) < 32 and char not in "\n\r\t" for char in said):
        raise _Wrong(_("The answer holds signs that cannot be kept."))
    said = KINDS[kind](said, question)
    if question.get("past") and kind == "date" and date.fromisoformat(said) > today:
        raise _Wrong(_("The day must not lie in the future."))
    return said


def _text(said: str, question: Question) -> str:
    longest = question.get("max") or LONGEST[question["kind"]]
    if len(said) > longest:
        rule = _("Please write at most %(longest)s letters; these are %(length)s.")
        raise _Wrong(rule % {"longest": longest, "length": len(said)})
    return said


def _date(said: str, question: Question) -> str:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            day = datetime.strptime(said, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        if day.year >= 1850:
            return day.isoformat()
    raise _Wrong(_("Please give a day that exists, such as 27/8/2025."))


def _choice(said: str, question: Question) -> str:
    allowed = [choice["value"] for choice in question["choices"]]
    if said not in allowed:
        raise _Wrong(_("Please choose one of the answers listed."))
    return said


def _id(said: str, question: Question) -> str:
    digits = said.replace(" ", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 12):
        raise _Wrong(_("A personal identification number has 12 digits."))
    return digits


def _phone(said: str, question: Question) -> str:
    digits = re.sub(r"[\s.\-()]", "", said)
    if not (digits.isascii() and _PHONE.fullmatch(digits)):
        raise _Wrong(_("A phone number begins with 0 or +84 and has 9 to 11 digits."))
    return digits


def _number(said: str, question: Question) -> str:
    try:
        number = Decimal(said.replace(" ", "").replace(",", "."))
    except InvalidOperation as error:
        raise _Wrong(_("Please give a number, such as 12 or 12,5.")) from error
    if not number.is_finite() or number < 0:
        raise _Wrong(_("Please give a number that is not below zero."))
    most = question.get("max")
    if most is not None and number > most:
        raise _Wrong(_("The number must not be above %(most)s.") % {"most": most})
    return format(number, "f")


def _email(said: str, question: Question) -> str:
    if not _EMAIL.fullmatch(said):
        raise _Wrong(_("An e-mail address looks like lan@example.vn."))
    return _text(said, question)


KINDS: Final[dict[str, Callable[[str, Question], str]]] = {
    "text": _text,
    "longtext": _text,
    "date": _date,
    "choice": _choice,
    "id": _id,
    "phone": _phone,
    "number": _number,
    "email": _email,
}
"""Every kind of question and how its answer is read."""
