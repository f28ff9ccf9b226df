"""Rows as the shapes that go out. Nothing here asks the database."""

from typing import Any

from haicap.accounts.models import User
from haicap.dossiers.history import sentence
from haicap.dossiers.lifecycle import NATIONAL_CODE, State
from haicap.dossiers.models import Attachment, Dossier, Part
from haicap.dossiers.reading import Detail
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency, TerritoryVersion
from haicap.web.api.schemas import answers as out
from haicap.web.api.schemas import reference


def unit_name(version: TerritoryVersion) -> reference.UnitName:
    """A unit, short."""
    return reference.UnitName(**unit_fields(version))


def unit_fields(version: TerritoryVersion) -> dict[str, Any]:
    """The fields that every shape of a unit has."""
    return {
        "code": version.code,
        "name": version.name,
        "level": version.level,
        "kind": version.kind,
        "valid_from": version.valid_from,
        "valid_until": version.valid_until,
    }


def agency_name(agency: Agency) -> reference.AgencyName:
    """An agency, short."""
    return reference.AgencyName(
        code=agency.code,
        name_vi=agency.name_vi,
        name_en=agency.name_en,
        kind=agency.kind,
    )


def procedure_name(version: ProcedureVersion) -> reference.ProcedureName:
    """A procedure, short."""
    return reference.ProcedureName(
        code=version.procedure.code,
        slug=version.procedure.slug,
        name_vi=version.name_vi,
        name_en=version.name_en,
        field_vi=version.field_vi,
        field_en=version.field_en,
    )


def moved_fields(dossier: Dossier) -> dict[str, Any]:
    """The fields that every shape of a dossier has."""
    return {
        "number": dossier.number,
        "state": str(dossier.state),
        "national_state": NATIONAL_CODE[State(dossier.state)],
        "due_at": dossier.due_at,
        "settled_at": dossier.settled_at,
        "is_late": dossier.is_late,
    }


def moved(dossier: Dossier) -> out.Moved:
    """A dossier after a verb."""
    return out.Moved(**moved_fields(dossier))


def _where(dossier: Dossier) -> dict[str, Any]:
    return {
        "procedure": procedure_name(dossier.version),
        "submitted_at": dossier.submitted_at,
        "received_at": dossier.received_at,
        "received_at_agency": agency_name(dossier.received_at_agency),
        "competent": agency_name(dossier.competent),
        "responsible": agency_name(dossier.responsible),
    }


def row_fields(dossier: Dossier) -> dict[str, Any]:
    """The fields of a dossier in a list."""
    return {
        **moved_fields(dossier),
        **_where(dossier),
        "channel": str(dossier.channel),
        "applicant": dossier.applicant_name,
    }


def dossier(detail: Detail, rows: dict[str, Any], path: str) -> out.DossierOut:
    """A dossier with all that hangs on it; ``rows`` are those of ``read.rows_of``."""
    it = detail.dossier
    return out.DossierOut(
        **row_fields(it),
        **rows,
        **_applicant(it),
        version=it.version.number,
        delivery=str(it.delivery),
        delivery_address=it.delivery_address,
        money=str(it.money),
        ended_at=it.ended_at,
        leg=it.leg,
        legs=[moved(leg) for leg in detail.legs],
        parts=[_part(part) for part in detail.parts],
        files=[_attachment(each, path) for each in detail.attachments],
        duties=[duty(each) for each in detail.duties],
        history=[entry(each, who_of(each)) for each in detail.history],
    )


def _applicant(it: Dossier) -> dict[str, Any]:
    details = out.ApplicantOut(
        name=it.applicant_name,
        personal_id=it.applicant_id,
        phone=it.phone,
        email=it.email,
        address=it.address,
        subject=str(it.subject),
    )
    return {"applicant_details": details, "answers": it.answers}


def tracked(detail: Detail, charges: list[Any]) -> out.Tracked:
    """A dossier as the holder of its slip sees it."""
    it = detail.dossier
    return out.Tracked(
        **moved_fields(it),
        **_where(it),
        refusal=refusal_of(it),
        supplement=supplement_of(it),
        charges=charges,
        legs=[moved(leg) for leg in detail.legs],
        history=[entry(each, who=None) for each in detail.history],
    )


def refusal_of(it: Dossier) -> str | None:
    """Why reception was refused."""
    return it.refusal.reason if hasattr(it, "refusal") else None


def supplement_of(it: Dossier) -> out.SupplementOut | None:
    """What is missing."""
    if not hasattr(it, "supplement"):
        return None
    asked = it.supplement
    return out.SupplementOut(
        asked_at=asked.at,
        faults=asked.faults,
        answered_at=asked.answered_at,
        answer=asked.answer,
    )


def _part(part: Part) -> out.PartOut:
    return out.PartOut(
        component=part.component.code,
        name_vi=part.component.name_vi,
        name_en=part.component.name_en,
        originals=part.originals,
        copies=part.copies,
        is_present=part.is_present,
        from_data=part.from_data,
        from_leg=part.from_leg,
    )


def _attachment(each: Attachment, path: str) -> out.AttachmentOut:
    return out.AttachmentOut(
        id=each.pk,
        name=each.name,
        component=each.component.code if each.component else "",
        is_result=each.is_result,
        size=each.file.size,
        media_type=each.file.media_type,
        href=f"{path.rstrip('/')}/files/{each.pk}",
    )


def duty_fields(each: Duty) -> dict[str, Any]:
    """The six clears."""
    return {
        "id": each.pk,
        "kind": each.kind,
        "reference": each.reference,
        "person": each.person.login if each.person else None,
        "work": each.work,
        "due_at": each.due_at,
        "is_paused": each.is_paused,
        "agency": agency_name(each.agency),
        "role": each.role,
        "authority": each.authority,
        "product": each.product,
        "opened_at": each.opened_at,
        "closed_at": each.closed_at,
        "outcome": each.outcome,
    }


def duty(each: Duty) -> out.DutyOut:
    """A duty."""
    return out.DutyOut(**duty_fields(each))


def duty_row(each: Duty) -> out.DutyRow:
    """A duty in a worklist, with its dossier."""
    about = each.step.dossier
    return out.DutyRow(
        **duty_fields(each),
        dossier=moved(about),
        procedure=procedure_name(about.version),
    )


def who_of(each: Entry) -> str | None:
    """The name that ``history_of`` brought."""
    who: str | None = vars(each)["who"]
    return who


def entry(each: Entry, who: str | None) -> out.EntryOut:
    """A fact, told by the name of who did it; "—" where that is nobody's to know."""
    return out.EntryOut(
        id=each.pk,
        kind=each.kind,
        at=each.at,
        by=who,
        sentence=sentence(each, {each.by_id: who} if each.by_id and who else {}),
        data=each.data,
    )


def me(person: User, worklists: dict[str, int]) -> out.Me:
    """Who is signed in, with the posts held today."""
    posts = [
        out.PostOut(
            role=post.role,
            agency=agency_name(post.agency) if post.agency else None,
            title=post.title,
            permissions=sorted(post.permissions()),
        )
        for post in person.current_posts()
    ]
    return out.Me(login=person.login, name=person.name, posts=posts, worklists=worklists)
