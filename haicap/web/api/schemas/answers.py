"""Shapes of dossiers, duties and people: what comes out."""

from typing import Any

from pydantic import Field

from haicap.web.api.schemas.base import Moment, Out
from haicap.web.api.schemas.reference import AgencyName, ProcedureName


class Moved(Out):
    """A dossier after a verb: codes and moments, nothing personal."""

    number: str = Field(examples=["14758-250707-0001"])
    state: str = Field(examples=["processing"])
    national_state: int = Field(description="The number of the national portal, 1 to 10.")
    due_at: Moment | None = Field(description="null while the clock stands.")
    settled_at: Moment | None
    is_late: bool | None = Field(description="null until settled, and without a limit.")


class Candidate(Out):
    """A unit to which a dossier may belong."""

    code: str
    name: str
    suggested: bool = Field(description="Most of the old unit went there.")
    is_doubtful: bool


class Unresolved(Out):
    """A dossier of which a person must say where it belongs."""

    number: str
    reason: str = Field(description="split or nobody")
    interim: str = Field(description="Code of the agency that has it meanwhile.")
    candidates: list[Candidate]


class Submitted(Moved):
    """A new dossier, with the secret that opens it to whoever holds the slip."""

    secret: str = Field(examples=["12345678"])


class SecretOut(Out):
    """The new secret; the old one opens nothing any more."""

    number: str
    secret: str


class Rated(Out):
    """The grade that was given."""

    number: str
    grade: str


class FileOut(Out):
    """A file that was kept, to be named when submitting; good for a week."""

    id: str
    size: int
    media_type: str = Field(examples=["application/pdf"])
    sha256: str


class PlaceOut(Out):
    """The unit that a dossier concerns, as it was called when it was submitted."""

    code: str
    name: str


class DossierRow(Moved):
    """A dossier as lists show it."""

    procedure: ProcedureName
    channel: str
    applicant: str
    submitted_at: Moment
    received_at: Moment | None
    received_at_agency: AgencyName
    competent: AgencyName
    responsible: AgencyName


class ApplicantOut(Out):
    """Who asked."""

    name: str
    personal_id: str
    phone: str
    email: str
    address: str
    subject: str


class PartOut(Out):
    """A paper of the dossier."""

    component: str
    name_vi: str
    name_en: str
    originals: int
    copies: int
    is_present: bool
    from_data: bool
    from_leg: str


class AttachmentOut(Out):
    """A file of the dossier."""

    id: int
    name: str
    component: str
    is_result: bool
    size: int
    media_type: str
    href: str


class DutyOut(Out):
    """The six clears: person, work, time, responsibility, authority, product."""

    id: int
    kind: str = Field(examples=["dossier.process"])
    reference: str = Field(description="Number of the dossier.")
    person: str | None = Field(description="Login of the clear person.")
    work: str
    due_at: Moment | None
    is_paused: bool
    agency: AgencyName
    role: str
    authority: str
    product: str
    opened_at: Moment
    closed_at: Moment | None
    outcome: str


class DutyRow(DutyOut):
    """A duty in a worklist, with its dossier."""

    dossier: Moved
    procedure: ProcedureName


class EntryOut(Out):
    """A fact of the journal, told in a sentence."""

    id: int
    kind: str = Field(examples=["dossier.received"])
    at: Moment
    by: str | None
    sentence: str
    data: dict[str, Any]


class SupplementOut(Out):
    """What is missing."""

    asked_at: Moment
    faults: list[dict[str, str]]
    answered_at: Moment | None
    answer: str


class ChargeOut(Out):
    """What is to be paid, or was."""

    amount: int
    what: str
    ground: str
    requested_at: Moment
    paid_at: Moment | None
    method: str
    receipt: str


class SuspensionOut(Out):
    """The clock stood, or stands while ``until`` is null."""

    kind: str
    reason: str
    ground: str
    since: Moment
    until: Moment | None


class DecisionOut(Out):
    """A proposal and what became of it."""

    proposed: str
    proposal: str
    outcome: str
    reason: str
    document_number: str
    decided_at: Moment | None
    sent_back_at: Moment | None
    sent_back_reason: str


class DossierOut(DossierRow):
    """A dossier with all that hangs on it."""

    version: int
    case: str | None
    place: PlaceOut
    return_at: AgencyName
    helped_at: AgencyName | None
    delivery: str
    delivery_address: str
    money: str
    applicant_details: ApplicantOut
    answers: dict[str, Any]
    ended_at: Moment | None
    bundle: str | None = Field(description="Number of the inter-connected dossier.")
    leg: str
    legs: list[Moved]
    refusal: str | None = Field(description="Why reception was refused.")
    supplement: SupplementOut | None
    charges: list[ChargeOut]
    suspensions: list[SuspensionOut]
    decisions: list[DecisionOut]
    parts: list[PartOut]
    files: list[AttachmentOut]
    duties: list[DutyOut]
    history: list[EntryOut]


class Tracked(Moved):
    """A dossier as the holder of its slip sees it: nothing personal."""

    procedure: ProcedureName
    submitted_at: Moment
    received_at: Moment | None
    received_at_agency: AgencyName
    competent: AgencyName
    responsible: AgencyName
    refusal: str | None
    supplement: SupplementOut | None
    charges: list[ChargeOut]
    legs: list[Moved]
    history: list[EntryOut]


class PostOut(Out):
    """A role at an agency; without agency, in the nation."""

    role: str
    agency: AgencyName | None
    title: str
    permissions: list[str]


class Me(Out):
    """Who is signed in."""

    login: str
    name: str
    posts: list[PostOut]
    worklists: dict[str, int]
