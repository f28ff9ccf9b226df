"""Shapes of dossiers: what goes in."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from haicap.dossiers.models import (
    Delivery,
    Outcome,
    Satisfaction,
    Subject,
    SuspensionKind,
)
from haicap.procedures.models import Channel
from haicap.web.api.schemas.base import (
    Code,
    Count,
    DayIn,
    In,
    MomentIn,
    Sentence,
    Short,
    Whole,
    text,
)


class ApplicantIn(In):
    """Who asks, as on the identity card."""

    name: Annotated[str, text(100, 1)] = Field(examples=["Nguyễn Văn An"])
    personal_id: Annotated[str, text(12)] = Field("", examples=["038090001234"])
    phone: Annotated[str, text(20)] = Field("", examples=["0912345678"])
    email: Annotated[str, text(254)] = ""
    address: Annotated[str, text(300)] = ""
    subject: Subject = Subject.CITIZEN


class UploadIn(In):
    """A file that was sent before, and the paper that it is."""

    file: Annotated[str, text(200, 1)] = Field(
        description="The id that /files answered.", examples=["WzEyLDVd:1uYx2M:8Nk…"]
    )
    name: Annotated[str, text(200, 1)] = Field(examples=["giay-chung-sinh.pdf"])
    component: Annotated[str, text(60)] = Field(
        "", description="Code of the paper in the procedure."
    )


class PaperIn(In):
    """How many of a paper lie on the counter."""

    originals: Count = 0
    copies: Count = 0


Files = Annotated[list[UploadIn], Field(max_length=50)]
Papers = Annotated[dict[Annotated[str, text(60, 1)], PaperIn], Field(max_length=100)]
Answers = Annotated[
    dict[Annotated[str, text(60, 1)], Annotated[str, text(4000)]], Field(max_length=200)
]


class SubmitIn(In):
    """A request: what, where, who, and with which papers."""

    procedure: Annotated[str, text(80, 1)] = Field(
        description="National code or slug.", examples=["1.001193"]
    )
    place: Code = Field(
        description="Code of the commune (or province) that it concerns.",
        examples=["14758"],
    )
    channel: Channel = Field(Channel.ONLINE, description="In person needs an officer.")
    applicant: ApplicantIn
    answers: Answers = Field(
        default={}, description="Question → answer, as the form of the procedure asks."
    )
    case: Code | None = Field(None, description="Code of the case, if there are cases.")
    centre: Code | None = Field(
        None, description="Code of the centre that receives; without: that of the place."
    )
    delivery: Delivery = Delivery.COUNTER
    delivery_address: Annotated[str, text(300)] = ""
    files: Files = []
    papers: Papers = Field(default={}, description="Code of the paper → how many.")


class AcceptIn(In):
    """The papers that lie on the counter."""

    papers: Papers = Field(default={}, description="Code of the paper → how many.")


class ReasonIn(In):
    """Why."""

    reason: Sentence = Field(examples=["Thiếu giấy chứng sinh"])


class StopIn(ReasonIn):
    """Why, and under which clause."""

    ground: Short = ""


class WithdrawIn(In):
    """Why; may stay empty."""

    reason: Sentence = ""


class NothingIn(In):
    """Nothing more is needed."""


class HandOverIn(In):
    """To whom, and why."""

    to: Annotated[str, text(20, 1)] = Field(
        description="Code of the agency.", examples=["38"]
    )
    note: Annotated[str, text(250)]


class ResolveMoveIn(In):
    """Where a dossier belongs whose place was split."""

    to: Annotated[str, text(10, 1)] = Field(
        description="Code of the unit, one of the candidates.", examples=["14758"]
    )
    agency: Annotated[str, text(20)] = Field(
        "", description="Code of the deciding agency, where the record names nobody."
    )


class FaultIn(In):
    """Something missing or wrong."""

    about: Annotated[str, text(60)] = Field(
        "", description="Code of a paper or name of a question; may stay empty."
    )
    what: Annotated[str, text(500)]


class AskSupplementIn(In):
    """Everything that is missing, at once: a supplement is asked for only once."""

    faults: Annotated[list[FaultIn], Field(max_length=50)]


class AnswerSupplementIn(In):
    """What was missing."""

    answer: Sentence = ""
    files: Files = []


class ChargeIn(In):
    """A financial obligation."""

    amount: Annotated[Whole, Field(ge=-(10**15), le=10**15)] = Field(
        description="In đồng.", examples=[50000]
    )
    what: Annotated[str, text(300)]
    ground: Short = ""


class PayIn(In):
    """How it was paid."""

    method: Annotated[str, text(20)] = Field(examples=["cash"])
    receipt: Annotated[str, text(80)] = ""


class SuspendIn(In):
    """Why the clock stands, and under which clause."""

    kind: Literal[SuspensionKind.OTHER_AGENCY, SuspensionKind.VERIFICATION]
    reason: Annotated[str, text(400)]
    ground: Short
    expected_end: DayIn | None = None


class ReappointIn(In):
    """The later moment, and the reason that stands in the letter of apology."""

    new_due_at: MomentIn = Field(examples=["2025-07-11T16:00:00+07:00"])
    reason: Sentence


class ProposeIn(In):
    """What the signer should decide."""

    outcome: Outcome
    proposal: Sentence = Field("", description="A rejection needs its reasons.")


class DecideIn(In):
    """What is decided."""

    outcome: Outcome
    reason: Sentence = Field("", description="A rejection needs its reasons.")
    document_number: Annotated[str, text(80)] = Field("", examples=["12/TLKS"])
    result: Files = []


class ReturnIn(In):
    """How the result was handed over, and to whom."""

    delivery: Delivery | Literal[""] = Field("", description="Empty: as was chosen.")
    collector: Annotated[str, text(100)] = Field("", examples=["Nguyễn Văn An"])


class RateIn(In):
    """What the applicant thinks."""

    grade: Satisfaction
    comment: Sentence = ""


class TrackIn(In):
    """What stands on the slip."""

    number: Code = Field(examples=["14758-250707-0001"])
    secret: Annotated[str, StringConstraints(strict=True, max_length=20)] = Field(
        examples=["1234 5678"]
    )


class GiveIn(In):
    """To whom."""

    to: Annotated[str, text(60, 1)] = Field(description="Login.", examples=["minh"])
