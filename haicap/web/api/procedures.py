"""The catalogue, and who decides; everybody may read them."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from haicap.competence import reasons, resolve
from haicap.procedures import find
from haicap.procedures.models import Component, Leg, ProcedureVersion
from haicap.units import find as units
from haicap.web.api import shapes
from haicap.web.api.operations import reads
from haicap.web.api.reading import PageNumber, page_of, today
from haicap.web.api.schemas import reference as out
from haicap.web.api.schemas.base import Page
from haicap.web.api.units import Day

router = Router(tags=["Procedures"])

Key = Annotated[
    str, Path(max_length=80, description="National code or slug.", examples=["1.001193"])
]


@reads(router, "/procedures", answers=Page[out.ProcedureName])
def list_procedures(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, description="Words of the name.")] = "",
    field: Annotated[str, Query(max_length=160, description="Name in vi.")] = "",
    on: Day = None,
    page: PageNumber = 1,
) -> Page[out.ProcedureName]:
    """List or find the procedures in force on a day."""
    day = on or today()
    if q:
        versions = find.search(q, day, limit=1000).versions
        found: Any = [v for v in versions if not field or v.field_vi == field]
        return page_of(request, found, page, shapes.procedure_name)
    in_force = ProcedureVersion.objects.on(day).select_related("procedure")
    if field:
        in_force = in_force.filter(field_vi=field)
    ordered = in_force.order_by("sort_key", "pk")
    return page_of(request, ordered, page, shapes.procedure_name)


@reads(
    router,
    "/procedures/{key}",
    answers=out.Procedure,
    refuses=(find.ProcedureUnknown,),
)
def get_procedure(request: HttpRequest, key: Key, on: Day = None) -> out.Procedure:
    """Give a procedure as it is in force on a day: channels, papers, cases, steps, form."""
    version = find.version(key, on or today())
    return out.Procedure(**shapes.procedure_name(version).model_dump(), **_said(version))


def _said(version: ProcedureVersion) -> dict[str, Any]:
    components = Component.objects.filter(version=version).select_related("case")
    legs = Leg.objects.filter(service=version).select_related("procedure")
    return {
        "version": version.number,
        "valid_from": version.valid_from,
        "valid_until": version.valid_until,
        "ministry": version.ministry,
        "levels": version.levels,
        "sequence": version.sequence,
        "subjects": version.subjects,
        "implementing_agency": version.implementing_agency,
        "conditions": version.conditions,
        "result_name": version.result_name,
        "legal_basis": version.legal_basis,
        "online_level": version.online_level,
        "is_interconnected": version.is_interconnected,
        "questions": version.form(),
        "uncertain": version.uncertain,
        "channels": _shaped(out.ChannelOut, version.channels.order_by("pk")),
        "cases": _shaped(out.CaseOut, version.cases.order_by("order", "pk")),
        "steps": _shaped(out.StepOut, version.steps.order_by("order")),
        "components": [_component(each) for each in components.order_by("order", "pk")],
        "legs": [_leg(each) for each in legs.order_by("order")],
    }


def _shaped(shape: Any, rows: Any) -> list[Any]:
    return [
        shape(**{name: getattr(row, name) for name in shape.model_fields}) for row in rows
    ]


def _component(each: Component) -> out.ComponentOut:
    named = {name: getattr(each, name) for name in out.ComponentOut.model_fields}
    return out.ComponentOut(**{**named, "case": each.case.code if each.case else None})


def _leg(each: Leg) -> out.LegOut:
    return out.LegOut(
        code=each.code,
        procedure=each.procedure.code or each.procedure.slug,
        waits_for=each.waits_for,
        is_optional=each.is_optional,
    )


@reads(
    router,
    "/who-decides",
    answers=out.Decides,
    refuses=(
        find.ProcedureUnknown,
        units.NoTerritory,
        resolve.NobodyDecides,
        resolve.SeveralDecide,
        resolve.PlaceTooWide,
        resolve.NoSuchPlace,
    ),
)
def get_decider(
    request: HttpRequest,
    procedure: Annotated[str, Query(max_length=80, examples=["1.001193"])],
    place: Annotated[str, Query(max_length=10, examples=["14758"])],
    on: Day = None,
) -> out.Decides:
    """Tell who decides a procedure at a place on a day, and under which clause."""
    day = on or today()
    subject = find.by_name(procedure)
    if subject is None:
        raise find.ProcedureUnknown(value=procedure, on=day.isoformat())
    answer = resolve.who_decides(subject, units.by_code(place, day).territory, day)
    return out.Decides(
        agency=shapes.agency_name(answer.agency),
        place=answer.place.name,
        reason=answer.reason,
        competence=reasons.as_data(answer.competence),
    )
