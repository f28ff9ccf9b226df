"""Shapes of units, agencies, procedures, competence and due moments."""

from datetime import date
from typing import Any

from pydantic import Field

from haicap.web.api.schemas.base import Moment, Out


class UnitName(Out):
    """A unit on a day."""

    code: str = Field(examples=["14758"])
    name: str = Field(examples=["Xã Hoằng Hóa"])
    level: str = Field(description="nation, province, district or commune")
    kind: str = Field(examples=["ward"])
    valid_from: date
    valid_until: date | None = Field(description="The first day on which it is no more.")


class AgencyName(Out):
    """An agency, by its code."""

    code: str = Field(examples=["14758"])
    name_vi: str
    name_en: str
    kind: str = Field(examples=["peoples_committee"])


class Agency(AgencyName):
    """An agency with its place above and below others."""

    identifier: str = Field(description="National identifier; empty until established.")
    field: str
    parent: str | None = Field(description="Code of the agency above it.")
    valid_from: date
    valid_until: date | None
    ground: str
    is_assumed: bool = Field(description="Its distribution is not published.")


class Unit(UnitName):
    """A unit with what it is part of, and its agencies."""

    parent: UnitName | None
    latitude: float | None
    longitude: float | None
    area_km2: float | None
    population: int | None
    ground: str
    agencies: list[AgencyName]


class Successor(UnitName):
    """A unit that another became."""

    how: str = Field(description="whole, part, unchanged, renamed or abolished")
    suggested: bool = Field(description="The source takes it when nothing more is known.")
    is_doubtful: bool


class Passed(Out):
    """What a unit became; more than one successor means that a person must choose."""

    origin: UnitName
    successors: list[Successor]
    needs_choice: bool


class ProcedureName(Out):
    """A procedure as lists name it."""

    code: str | None = Field(description="National code.", examples=["1.001193"])
    slug: str
    name_vi: str
    name_en: str
    field_vi: str
    field_en: str


class ChannelOut(Out):
    """Limit and fee of one way of filing."""

    channel: str = Field(description="in_person, online or post")
    limit: str = Field(
        examples=["3 working days"], description="Empty: none established."
    )
    fee: int | None = Field(description="In đồng; null is not known.")
    fee_note: str


class ComponentOut(Out):
    """A paper that is asked for."""

    code: str
    name_vi: str
    name_en: str
    case: str | None = Field(description="Only for this case; null: for all.")
    originals: int
    copies: int
    is_required: bool
    replaced_by_data: str = Field(description="A database that answers instead.")
    form: str


class CaseOut(Out):
    """A case that asks for its own papers."""

    code: str
    name_vi: str
    name_en: str


class StepOut(Out):
    """A step of the work."""

    code: str
    name_vi: str
    name_en: str
    role: str
    share: float = Field(description="Part of the time limit.")


class LegOut(Out):
    """A part of an inter-connected service."""

    code: str
    procedure: str
    waits_for: list[str]
    is_optional: bool


class Procedure(ProcedureName):
    """What a procedure says on a day."""

    version: int
    valid_from: date
    valid_until: date | None
    ministry: str
    levels: list[str]
    sequence: str
    subjects: list[Any]
    implementing_agency: str
    conditions: str
    result_name: str
    legal_basis: list[str]
    online_level: str
    is_interconnected: bool
    channels: list[ChannelOut]
    components: list[ComponentOut]
    cases: list[CaseOut]
    steps: list[StepOut]
    legs: list[LegOut]
    questions: list[dict[str, Any]] = Field(
        description="The electronic form: name, kind, label and rules of every question."
    )
    uncertain: dict[str, Any] = Field(description="What the sources leave open, and why.")


class Decides(Out):
    """Who decides, by which competence, and why in words."""

    agency: AgencyName
    place: str
    reason: str
    competence: dict[str, Any]


class DayCounted(Out):
    """One day of the counting."""

    date: date
    code: str = Field(examples=["worked"])
    counted_seconds: float | None
    counted_days: int | None
    day: int | None
    of: int | None
    name: str | None
    why: str


class DueOut(Out):
    """When it is due, and why, day by day."""

    due: Moment | None = Field(
        description="null while the clock stands or without limit."
    )
    state: str = Field(description="fixed, paused or no-limit")
    limit: str
    start: Moment
    policy: str
    remaining_seconds: float | None
    summary: str
    days: list[DayCounted]
