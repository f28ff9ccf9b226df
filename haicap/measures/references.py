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
            ("has_own_centre", pa.bool_()),
            ("is_served", pa.bool_()),
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
    here = Agency.objects.on(on).filter(territory__level=Level.COMMUNE)
    centres = here.filter(kind=AgencyKind.SERVICE_CENTRE)
    own = set(
        centres.filter(parent__kind=AgencyKind.PEOPLES_COMMITTEE).values_list(
            "territory_id", flat=True
        )
    )
    points = here.filter(kind=AgencyKind.SERVICE_POINT)
    served = set(centres.union(points).values_list("territory_id", flat=True))
    provinces = dict(
        TerritoryVersion.objects.on(on)
        .filter(level=Level.PROVINCE)
        .values_list("territory_id", "code")
    )
    communes = TerritoryVersion.objects.on(on).filter(level=Level.COMMUNE)
    # A centre of the provincial centre stands in the commune and is not the commune's.
    return [
        {
            "place": row.territory_id,
            "commune": row.code,
            "province": provinces.get(row.parent_id or 0),
            "province_place": row.parent_id,
            "has_own_centre": row.territory_id in own,
            "is_served": row.territory_id in served,
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
