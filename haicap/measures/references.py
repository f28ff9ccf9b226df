"""What is counted from the registers of a day and not from milestones."""

from datetime import date
from typing import Any, Final

import pyarrow as pa

from haicap.competence.models import Competence
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency, AgencyKind, Level, TerritoryVersion

SCHEMAS: Final = {
    "communes": pa.schema(
        [
            ("place", pa.int64()),
            ("commune", pa.string()),
            ("province", pa.string()),
            ("province_place", pa.int64()),
            ("has_centre", pa.bool_()),
            ("has_point", pa.bool_()),
        ]
    ),
    "procedures": pa.schema(
        [("procedure", pa.string()), ("field", pa.string()), ("level", pa.string())]
    ),
}


def reference(name: str, on: date) -> pa.Table:
    """Give the table as it was on the day."""
    rows = _communes(on) if name == "communes" else _procedures(on)
    return pa.Table.from_pylist(rows, schema=SCHEMAS[name])


def _communes(on: date) -> list[dict[str, Any]]:
    kinds = (AgencyKind.SERVICE_CENTRE, AgencyKind.SERVICE_POINT)
    agencies = Agency.objects.on(on).filter(
        kind__in=kinds, territory__level=Level.COMMUNE
    )
    there = set(agencies.values_list("kind", "territory_id"))
    provinces = dict(
        TerritoryVersion.objects.on(on)
        .filter(level=Level.PROVINCE)
        .values_list("territory_id", "code")
    )
    communes = TerritoryVersion.objects.on(on).filter(level=Level.COMMUNE)
    return [
        {
            "place": row.territory_id,
            "commune": row.code,
            "province": provinces.get(row.parent_id or 0),
            "province_place": row.parent_id,
            "has_centre": (AgencyKind.SERVICE_CENTRE, row.territory_id) in there,
            "has_point": (AgencyKind.SERVICE_POINT, row.territory_id) in there,
        }
        for row in communes
    ]


def _procedures(on: date) -> list[dict[str, Any]]:
    """The procedures in force and the level that decides each all over the country."""
    general = Competence.objects.on(on).filter(territory=None, delegated_from=None)
    levels = dict(general.exclude(procedure=None).values_list("procedure_id", "level"))
    versions = ProcedureVersion.objects.on(on).select_related("procedure")
    return [
        {
            "procedure": str(version.procedure),
            "field": version.field_vi,
            "level": levels.get(version.procedure_id),
        }
        for version in versions
    ]
