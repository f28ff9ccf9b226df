"""Dossiers in every situation of the desk, and words that fill in the form of each step."""

from collections.abc import Callable
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.models import Dossier
from tests import given

AT = given.MONDAY + timedelta(hours=4)
FAULT = {"about": "", "what": "Thiếu chữ ký của người khai"}


def refused() -> Dossier:
    return actions.refuse(
        given.submitted(), reason="Không đúng nơi", by=given.receptionist(), at=AT
    )


def supplement_before_reception() -> Dossier:
    return actions.ask_supplement(
        given.submitted(), faults=[FAULT], by=given.receptionist(), at=AT
    )


def supplement() -> Dossier:
    return actions.ask_supplement(
        given.processing(), faults=[FAULT], by=given.specialist(), at=AT
    )


def payment() -> Dossier:
    return actions.request_payment(
        given.processing(), amount=20000, what="Lệ phí", by=given.specialist(), at=AT
    )


def suspended() -> Dossier:
    return actions.suspend(
        given.processing(),
        kind="verification",
        reason="Xác minh nơi cư trú",
        ground="Điều 16",
        by=given.specialist(),
        at=AT,
    )


def handed_over() -> Dossier:
    return actions.hand_over(
        given.processing(),
        to=given.centre(),
        note="Xin ý kiến",
        by=given.specialist(),
        at=AT,
    )


def sent_back() -> Dossier:
    return actions.send_back(
        given.proposed(), reason="Ghi rõ căn cứ", by=given.signer(), at=AT
    )


def stopped() -> Dossier:
    return actions.stop(
        given.processing(), reason="Không phối hợp", by=given.signer(), at=AT
    )


def withdrawn() -> Dossier:
    return actions.withdraw(given.submitted(), by=given.receptionist(), at=AT)


def whole() -> Dossier:
    """Birth, residence and health insurance of a child under six, in one dossier."""
    version = given.version("2.000986")
    asked = given.request(version, channel="in_person")
    lan = given.receptionist()
    dossier = actions.submit(version, asked, by=lan, at=given.MONDAY)
    return actions.accept(dossier, by=lan, at=given.MONDAY)


def part() -> Dossier:
    return whole().legs.with_names().get()


def part_in_processing() -> Dossier:
    leg = part()
    return actions.start(leg, by=given.specialist(leg.competent), at=AT)


def part_stopped() -> Dossier:
    leg = part_in_processing()
    return actions.stop(leg, reason="Không phối hợp", by=given.signer(), at=AT)


SITUATIONS: dict[str, Callable[[], Dossier]] = {
    "submitted": given.submitted,
    "refused": refused,
    "supplement before reception": supplement_before_reception,
    "received": given.received,
    "processing": given.processing,
    "supplement": supplement,
    "payment": payment,
    "suspended": suspended,
    "handed over": handed_over,
    "proposed": given.proposed,
    "sent back": sent_back,
    "unresolved": given.unresolved,
    "stopped": stopped,
    "settled": given.settled,
    "returned": given.returned,
    "withdrawn": withdrawn,
    "whole of parts": whole,
    "part": part,
    "part in processing": part_in_processing,
    "part stopped": part_stopped,
}
PEOPLE: dict[str, Callable[[], User]] = {
    "receptionist": given.receptionist,
    "specialist": given.specialist,
    "signer": given.signer,
}
WORDS: dict[str, dict[str, str]] = {
    "accept": {},
    "start": {},
    "answer_supplement": {"answer": "Đã bổ sung chữ ký"},
    "pay": {"method": "cash", "receipt": "0001"},
    "decide": {"outcome": "granted", "document_number": "12/TLKS"},
    "resume": {},
    "propose": {"outcome": "granted", "proposal": "Đủ điều kiện"},
    "return_result": {"delivery": "counter", "collector": "Nguyễn Văn An"},
    "reopen": {"reason": "Có quyết định mới"},
    "ask_supplement": {"free.1": "Thiếu chữ ký"},
    "request_payment": {"amount": "20000", "what": "Lệ phí", "ground": ""},
    "suspend": {"kind": "verification", "reason": "Xác minh", "ground": "Điều 16"},
    "hand_over": {"to": "", "note": "Xin ý kiến"},  # the code is filled in by ``words``
    "resolve_move": {"to": "14758", "agency": ""},
    "recall": {},
    "send_back": {"reason": "Ghi rõ căn cứ"},
    "reappoint": {"new_on": "15/09/2025", "new_time": "16:00", "reason": "Mất điện"},
    "refuse": {"reason": "Không đúng nơi"},
    "stop": {"reason": "Không phối hợp", "ground": ""},
    "withdraw": {"reason": ""},
    "renew_secret": {},
}


def words(code: str) -> dict[str, str]:
    """What a person would write into the form of the step."""
    said = dict(WORDS[code])
    if code == "hand_over":
        said["to"] = given.centre().code
    return said


def pdf_file(name: str, content: bytes = given.PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")
