"""A small catalogue and a small country for the pages, beside the bundled data."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from haicap.accounts.models import User
from haicap.common.text import fold, sort_key
from haicap.competence.models import Competence, TransferKind
from haicap.dossiers import actions
from haicap.dossiers.actions.submission import Applicant, Request
from haicap.dossiers.models import Dossier
from haicap.procedures.defaults import STEPS
from haicap.procedures.models import (
    Case,
    ChangeKind,
    Channel,
    ChannelRule,
    Component,
    Leg,
    OnlineLevel,
    Procedure,
    ProcedureVersion,
    StepTemplate,
)
from haicap.units.models import AgencyKind, Level
from tests import given as world

QUESTIONS = [
    {
        "name": "colour",
        "label_vi": "Màu thuyền",
        "label_en": "Colour of the boat",
        "kind": "choice",
        "required": True,
        "page": "Con thuyền",
        "choices": [
            {"value": "blue", "label_vi": "Xanh", "label_en": "Blue"},
            {"value": "red", "label_vi": "Đỏ", "label_en": "Red"},
        ],
    },
    {
        "name": "launched",
        "label_vi": "Ngày hạ thuỷ",
        "label_en": "Launched on",
        "kind": "date",
        "required": True,
        "past": True,
        "page": "Con thuyền",
    },
    {
        "name": "story",
        "label_vi": "Câu chuyện",
        "label_en": "Story",
        "kind": "longtext",
        "page": "Câu chuyện",
    },
]


def version(
    slug: str = "paper-boats",
    *,
    valid_from: date = date(2025, 7, 1),
    valid_until: date | None = None,
    number: int = 1,
    name_vi: str = "Đăng ký thuyền giấy",
    name_en: str = "Registration of paper boats",
    legs: Sequence[tuple[ProcedureVersion, bool]] = (),
) -> ProcedureVersion:
    """Make a procedure that no catalogue has, with two cases and two ways of filing."""
    procedure, _made = Procedure.objects.get_or_create(slug=slug)
    known = procedure.versions.filter(number=number).first()
    if known is not None:
        return known
    made = ProcedureVersion.objects.create(
        procedure=procedure,
        number=number,
        valid_from=valid_from,
        valid_until=valid_until,
        change=ChangeKind.NEW,
        name_vi=name_vi,
        name_en=name_en,
        field_vi="Thuyền giấy",
        field_en="Paper boats",
        result_name="Giấy chứng nhận thuyền giấy",
        online_level=OnlineLevel.FULL,
        levels=["commune"],
        questions=QUESTIONS,
        uncertain={"fee": "two sources differ"},
        search_text=f" {fold(name_vi)} | {fold(name_en)} ",
        sort_key=sort_key(name_vi),
    )
    ChannelRule.objects.create(
        version=made, channel=Channel.IN_PERSON, limit="3 working days", fee=20000
    )
    ChannelRule.objects.create(
        version=made, channel=Channel.ONLINE, limit="3 working days", fee=0
    )
    ChannelRule.objects.create(version=made, channel=Channel.POST, limit="", fee=None)
    for order, step in enumerate(STEPS, start=1):
        StepTemplate.objects.create(
            version=made,
            order=order,
            code=step["code"],
            name_vi=step["name"],
            role=step["role"],
            share=step["share"],
            product_vi=step["product"],
        )
    Component.objects.create(version=made, code="form", name_vi="Tờ khai", originals=1)
    for order, code in enumerate(("blue", "red"), start=1):
        case = Case.objects.create(
            version=made, code=code, order=order, name_vi=f"Thuyền {code}"
        )
        Component.objects.create(
            version=made, case=case, code=f"photo-{code}", name_vi=f"Ảnh {code}", copies=1
        )
    for order, (leg, is_optional) in enumerate(legs, start=1):
        Leg.objects.create(
            service=made,
            order=order,
            code=leg.procedure.slug,
            procedure=leg.procedure,
            is_optional=is_optional,
        )
    made.is_published = True
    made.save()
    Competence.objects.get_or_create(
        procedure=procedure,
        kind=TransferKind.DIVISION,
        level=Level.COMMUNE,
        agency_kind=AgencyKind.PEOPLES_COMMITTEE,
        valid_from=date(2025, 7, 1),
    )
    return made


def dossier(by: User, at: datetime | None = None) -> Dossier:
    """A dossier that was sent now by the person, with its two papers."""
    asked = version()
    uploads = [world.upload("form"), world.upload("photo-blue", "anh.pdf")]
    request = Request(
        place=world.commune(),
        channel=Channel.ONLINE,
        applicant=Applicant(
            name="Nguyễn Văn An", personal_id="038090001234", phone="0912345678"
        ),
        answers={"colour": "blue", "launched": "2025-06-20"},
        case=asked.cases.get(code="blue"),
        uploads=uploads,
    )
    return actions.submit(asked, request, by=by, at=at or timezone.now())


def service() -> ProcedureVersion:
    """An inter-connected service of two parts, one of which may be left out."""
    legs = [(version("harbour-place"), False), (version("harbour-lamp"), True)]
    return version("paper-harbour", name_en="Paper harbour", legs=legs)
