"""Faults for the checks of villages."""

from tests.checks.planting import WARD, Plant
from tests.checks.soil import bare, row, sql

VERSIONS = "villages_villageversion"
COMMUNE = (
    "(SELECT min(territory_id) FROM units_territoryversion"
    " WHERE kind = 'commune' AND valid_until IS NULL)"
)
ENDED = (
    "(SELECT min(territory_id) FROM units_territoryversion"
    " WHERE kind = 'commune' AND valid_until = '2025-07-01')"
)


def _village(commune: str, kind: str, times: int = 1) -> Plant:
    def plant() -> None:
        bare(VERSIONS, "villages_village")
        for number in range(1, times + 1):
            row(VERSIONS, village_id=number, name="Thôn 1", kind=kind, commune_id=0)
        sql(f"UPDATE {VERSIONS} SET commune_id = {commune}")

    return plant


VILLAGES: dict[str, Plant] = {
    "village_commune_not_there": _village(ENDED, "village"),
    "village_kind_of_commune": _village(WARD, "village"),
    "village_name_twice": _village(COMMUNE, "village", times=2),
}
