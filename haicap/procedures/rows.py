"""From what a catalogue file says to rows, not yet saved."""

from datetime import date
from typing import Any

from haicap.common.text import fold, sort_key
from haicap.procedures import defaults
from haicap.procedures.catalogue import Content, content_hash
from haicap.procedures.models import (
    Case,
    ChannelRule,
    Component,
    Leg,
    Procedure,
    ProcedureVersion,
    StepTemplate,
)

_SAME = [
    "name_en",
    "field_en",
    "ministry",
    "keywords",
    "levels",
    "portal_kind",
    "subjects",
    "sequence",
    "conditions",
    "results",
    "legal_basis",
    "questions",
    "uncertain",
    "provenance",
    "confidence",
    "note",
]


def version(
    content: Content, procedure: Procedure, number: int, valid_from: date
) -> ProcedureVersion:
    """Make the version, unpublished; who decided it and its end are set by the caller."""
    first: dict[str, str] = next(iter(content.get("results", [])), {})
    row = ProcedureVersion(
        procedure=procedure,
        number=number,
        valid_from=valid_from,
        name_vi=content["name"],
        field_vi=content["field"],
        implementing_agency=content.get("agency", ""),
        copies_of_file=content.get("copies_of_file", 1),
        result_name=first.get("name", ""),
        result_code=first.get("code", ""),
        online_level=content.get("online", ""),
        is_interconnected=bool(content.get("legs")),
        due_policy=content.get("due_policy", defaults.DUE_POLICY),
        content_hash=content_hash(content),
        **{key: content[key] for key in _SAME if key in content},
    )
    row.search_text = search_text(row)
    row.sort_key = sort_key(row.name_vi)[:2000]
    return row


def search_text(row: ProcedureVersion) -> str:
    """Fold everything a person may look for, each part between bars."""
    procedure = row.procedure
    said = [procedure.code or "", procedure.slug, row.name_vi, row.name_en, *row.keywords]
    return " | ".join(fold(part) for part in [*said, row.field_vi, row.field_en])


def channels(content: Content, row: ProcedureVersion) -> list[ChannelRule]:
    """Make the ways of filing."""
    return [
        ChannelRule(version=row, channel=channel, **said)
        for channel, said in content.get("channels", {}).items()
    ]


def cases(content: Content, row: ProcedureVersion) -> list[Case]:
    """Make the cases, in the order of the file."""
    return [
        Case(version=row, order=order, **_named(said))
        for order, said in enumerate(content.get("cases", []), 1)
    ]


def components(
    content: Content, row: ProcedureVersion, by_code: dict[str, Case]
) -> list[Component]:
    """Make the papers; ``by_code`` are the saved cases of the version."""
    made = []
    for order, said in enumerate(content.get("components", []), 1):
        plain = _named(said)
        plain["is_required"] = plain.pop("required", True)
        plain["case"] = by_code[plain["case"]] if "case" in plain else None
        made.append(Component(version=row, order=order, **plain))
    return made


def steps(content: Content, row: ProcedureVersion) -> list[StepTemplate]:
    """Make the steps, the usual ones where the file gives none."""
    usual = defaults.SERVICE_STEPS if content.get("legs") else defaults.STEPS
    said = content.get("steps") or usual
    return [
        StepTemplate(version=row, order=order, **_named(step))
        for order, step in enumerate(said, 1)
    ]


def legs(
    content: Content, row: ProcedureVersion, procedures: dict[str, Procedure]
) -> list[Leg]:
    """Make the legs of a service; ``procedures`` are the saved ones by slug and code."""
    return [
        Leg(
            service=row,
            order=order,
            code=said["code"],
            procedure=procedures[said["procedure"]],
            waits_for=said.get("waits_for", []),
            gives=said.get("gives", ""),
            is_optional=said.get("optional", False),
        )
        for order, said in enumerate(content.get("legs", []), 1)
    ]


def _named(said: dict[str, Any]) -> dict[str, Any]:
    """Vietnamese is the plain key of a file, and a column of its own."""
    both = {"name": "name_vi", "product": "product_vi"}
    return {both.get(key, key): value for key, value in said.items()}
