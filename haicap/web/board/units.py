"""What units are called on a day, and where their pages are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from haicap.units.models import Level, TerritoryVersion


@dataclass(frozen=True)
class Unit:
    """A unit as it was on a day."""

    territory: int
    code: str
    name: str
    short: str
    parent: int | None
    latitude: float | None = None
    longitude: float | None = None
    is_former: bool = False


_COLUMNS = (
    "territory_id", "code", "name", "short_name", "parent_id", "latitude", "longitude",
)  # fmt: skip


def provinces(on: date) -> dict[int, Unit]:
    """The provinces of a day by their territory, as a dictionary would order them."""
    return _read(
        TerritoryVersion.objects.on(on)
        .filter(level=Level.PROVINCE)
        .order_by("sort_key", "code")
        .values_list(*_COLUMNS)
    )


def communes(province: int, on: date) -> dict[int, Unit]:
    """The communes of a province on a day."""
    return _read(
        TerritoryVersion.objects.on(on)
        .filter(level=Level.COMMUNE, parent=province)
        .order_by("sort_key", "code")
        .values_list(*_COLUMNS)
    )


def named(territories: Iterable[int], on: date) -> Mapping[int, Unit]:
    """These units as on the day; those that are no more, or not yet, as they were last."""
    wanted = set(territories)
    here = TerritoryVersion.objects.on(on).filter(territory__in=wanted)
    found = _read(here.values_list(*_COLUMNS))
    rest = wanted - set(found)
    if rest:
        rows = TerritoryVersion.objects.filter(territory__in=rest).order_by("valid_from")
        found |= _read(rows.values_list(*_COLUMNS), is_former=True)
    return found


def _read(rows: Iterable[tuple[Any, ...]], *, is_former: bool = False) -> dict[int, Unit]:
    units = (Unit(*row) for row in rows)
    return {unit.territory: replace(unit, is_former=is_former) for unit in units}
