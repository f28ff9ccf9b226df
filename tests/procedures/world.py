"""A procedure of the tests' own, as text, as content, and published."""

from datetime import date
from typing import Any

from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.procedures import actions, catalogue
from haicap.procedures.models import (
    ChangeKind,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
)
from tests import given

TEXT = """\
field: Thử nghiệm
field_en: Test
ministry: Ministry of Tests
procedures:
  - slug: cap-giay-thu
    code: "9.000001"
    name: Cấp giấy thử
    name_en: Issue of a test paper
    keywords: [giấy thử]
    levels: [commune]
    from: 2025-01-01
    until: 2030-01-01
    decision: 1/QĐ-THU
    change: new
    online: full
    subjects: [Công dân Việt Nam]
    agency: Ủy ban nhân dân cấp xã
    sequence: Nộp, xử lý, trả.
    channels:
      in_person: {limit: 3 working days, fee: 10.000}
      online: {limit: 10 days + 5 working days, fee: 0}
    cases:
      - {code: moi, name: Cấp mới}
      - {code: lai, name: Cấp lại}
    components:
      - {code: to-khai, name: Tờ khai, originals: 1}
      - {code: giay-cu, case: lai, name: Giấy cũ, copies: 1, required: no}
    results:
      - {name: Giấy thử, code: KQ.G99.000001}
    legal_basis: [63/2010/NĐ-CP]
    due_policy: end-of-day
    steps:
      - {code: check, name: Kiểm tra, role: receptionist, share: 0.25, product: Hồ sơ}
      - {code: sign, name: Ký, role: signer, share: 0.75, product: Giấy}
    questions:
      - {name: reason, label_vi: Lý do, kind: text, required: yes, page: Lý do}
      - name: kind
        label_vi: Loại
        kind: choice
        page: Loại
        choices: [{value: a, label_vi: A}, {value: b, label_vi: B}]
  - slug: dich-vu-thu
    name: Dịch vụ thử
    from: 2025-01-01
    subjects: [Công dân Việt Nam]
    agency: Ủy ban nhân dân cấp xã
    sequence: Cùng một lúc.
    channels:
      online: {fee: 0}
    components:
      - {code: to-khai, name: Tờ khai, originals: 1}
    legs:
      - {code: mot, procedure: cap-giay-thu, gives: to-khai}
      - {code: hai, procedure: cap-giay-thu, waits_for: [mot]}
    uncertain:
      online.limit: the sum of its legs
decisions:
  - number: 2/QĐ-THU
    issuer: Bộ Thử
    decided: 2025-05-05
    changes:
      - {procedure: cap-giay-thu, kind: abolished, effective: 2029-01-01}
"""

ONE = TEXT[: TEXT.index("  - slug: dich-vu-thu")].replace("    until: 2030-01-01\n", "")


def content(name: str = "Cấp giấy thử", slug: str = "cap-giay-thu") -> dict[str, Any]:
    """The one procedure of the tests, under a name."""
    text = ONE.replace("name: Cấp giấy thử", f"name: {name}")
    if slug != "cap-giay-thu":
        text = text.replace("cap-giay-thu", slug).replace('    code: "9.000001"\n', "")
    return actions.content_of(text)


def read(text: str) -> catalogue.Catalogue:
    return catalogue.read_texts([("thu.yaml", text)])


def cataloguer() -> User:
    return given.officer(Role.CATALOGUER, given.committee(), "kiem-soat")


def decision(
    number: str = "7/QĐ-THU", on: date = date(2025, 7, 1)
) -> PublicationDecision:
    return actions.register(
        number, issuer="Bộ Thử", decided_on=on, by=cataloguer(), at=given.MONDAY
    )


def published(
    name: str = "Cấp giấy thử",
    slug: str = "cap-giay-thu",
    valid_from: date = date(2025, 7, 10),
) -> ProcedureVersion:
    version = actions.draft(
        content(name, slug), valid_from=valid_from, by=cataloguer(), at=given.MONDAY
    )
    return actions.publish(
        version,
        decision=decision(),
        kind=ChangeKind.NEW,
        by=cataloguer(),
        at=given.MONDAY,
    )


def the_procedure(slug: str = "cap-giay-thu") -> Procedure:
    return Procedure.objects.get(slug=slug)
