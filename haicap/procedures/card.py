"""What a version says, as plain data: to show, to print as JSON, and to compare."""

from typing import Any

from haicap.procedures import rows
from haicap.procedures.catalogue import Content
from haicap.procedures.models import Procedure, ProcedureVersion

PLAIN = [
    "name_vi",
    "name_en",
    "field_vi",
    "field_en",
    "ministry",
    "keywords",
    "levels",
    "online_level",
    "is_interconnected",
    "portal_kind",
    "subjects",
    "implementing_agency",
    "sequence",
    "copies_of_file",
    "conditions",
    "results",
    "legal_basis",
    "due_policy",
    "questions",
    "uncertain",
    "provenance",
    "confidence",
    "note",
]


def card(version: ProcedureVersion) -> dict[str, Any]:
    """All that a version says, in the order of the parts of Decree 63/2010/NĐ-CP."""
    decision = version.decision
    return {
        "code": version.procedure.code,
        "slug": version.procedure.slug,
        "version": version.number,
        "valid_from": version.valid_from.isoformat(),
        "valid_until": version.valid_until and version.valid_until.isoformat(),
        "change": version.change,
        "decision": decision.number if decision else None,
        **{name: getattr(version, name) for name in PLAIN},
        "channels": [_channel(c) for c in version.channels.order_by("pk")],
        "cases": [_case(c) for c in version.cases.order_by("order")],
        "components": [
            _component(c, c.case.code if c.case else None)
            for c in version.components.select_related("case").order_by("order")
        ],
        "steps": [_step(s) for s in version.steps.order_by("order")],
        "legs": [
            _leg(leg, leg.procedure)
            for leg in version.legs.select_related("procedure").order_by("order")
        ],
        "changes": [
            {
                "kind": change.kind,
                "decision": change.decision.number,
                "effective_on": change.effective_on and change.effective_on.isoformat(),
                "successor": str(change.successor) if change.successor else None,
                "note": change.note,
            }
            for change in version.procedure.changes.select_related(
                "decision", "successor"
            ).order_by("pk")
        ],
    }


def differences(
    content: Content, version: ProcedureVersion, procedures: dict[str, Procedure]
) -> list[tuple[str, Any, Any]]:
    """Name each field in which a file differs from a version, with the old and the new."""
    new = rows.version(content, version.procedure, version.number, version.valid_from)
    cases = {case.code: case for case in rows.cases(content, new)}
    said = {
        **{name: getattr(new, name) for name in PLAIN},
        "channels": [_channel(c) for c in rows.channels(content, new)],
        "cases": [_case(c) for c in cases.values()],
        "components": [
            _component(c, c.case.code if c.case else None)
            for c in rows.components(content, new, cases)
        ],
        "steps": [_step(s) for s in rows.steps(content, new)],
        "legs": [_leg(leg, leg.procedure) for leg in rows.legs(content, new, procedures)],
    }
    old = card(version)
    return [(name, old[name], said[name]) for name in said if old[name] != said[name]]


def _channel(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("channel", "limit", "fee", "fee_note")}


def _case(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("code", "name_vi", "name_en")}


def _component(row: Any, case: str | None) -> dict[str, Any]:
    names = "code name_vi name_en originals copies is_required replaced_by_data form"
    return {"case": case, **{name: getattr(row, name) for name in names.split()}}


def _step(row: Any) -> dict[str, Any]:
    names = "code name_vi name_en role product_vi product_en"
    return {
        **{name: getattr(row, name) for name in names.split()},
        "share": float(row.share),
    }


def _leg(row: Any, procedure: Procedure) -> dict[str, Any]:
    names = "code waits_for gives is_optional"
    return {
        "procedure": str(procedure),
        **{name: getattr(row, name) for name in names.split()},
    }
