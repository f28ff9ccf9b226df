"""What is known of a unit on a day: entered by people, from the register, or assumed to try."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from haicap.standards.models import UnitValue
from haicap.units.find import children
from haicap.units.models import Kind, Level, TerritoryVersion

TOWNS = {Kind.TOWN, Kind.PROVINCIAL_CITY, Kind.TOWNSHIP}


@dataclass(frozen=True)
class Known:
    """A figure with where it comes from; ``as_of`` is None where the source has no day."""

    amount: Fraction
    source: str
    as_of: date | None = None


def known_of(
    unit: TerritoryVersion, on: date, given: Mapping[str, Fraction] | None = None
) -> dict[str, Known]:
    """
    Give every figure that is known of the unit on the day.

    What is given to try stands above what was entered, and that above the register.
    """
    entered = UnitValue.objects.filter(territory=unit.territory_id).known_on(on)
    tried = _("given to try")
    return {
        **dict(_of_register(unit)),
        **dict(_counted(unit, on)),
        **{
            each.quantity: Known(Fraction(each.amount), each.source, each.as_of)
            for each in entered
        },
        **{name: Known(amount, tried) for name, amount in (given or {}).items()},
    }


def _of_register(unit: TerritoryVersion) -> Iterator[tuple[str, Known]]:
    """Population and area, where the register of units has them."""
    source = unit.source or _("register of units")
    for name in ("population", "area_km2"):
        amount = getattr(unit, name)
        if amount is not None:
            yield name, Known(Fraction(amount), source)


def _counted(unit: TerritoryVersion, on: date) -> Iterator[tuple[str, Known]]:
    """What follows from the units of the day."""
    source = _("counted in the register of units")
    if unit.level == Level.COMMUNE:
        above = TerritoryVersion.objects.on(on).filter(territory=unit.parent_id).first()
        kind = above.kind if above is not None else ""
        for name, of in (
            ("in_urban_district", Kind.URBAN_DISTRICT),
            ("in_provincial_city", Kind.PROVINCIAL_CITY),
        ):
            yield name, Known(Fraction(kind == of), source, on)
        return
    below = [each.kind for each in children(unit.territory, on)]
    yield "units_below", Known(Fraction(len(below)), source, on)
    towns = sum(kind in TOWNS for kind in below)
    yield "urban_units_below", Known(Fraction(towns), source, on)
    if unit.kind == Kind.CITY and below and Kind.URBAN_DISTRICT not in below:
        wards = sum(kind == Kind.WARD for kind in below)
        yield "ward_percent", Known(Fraction(100 * wards, len(below)), source, on)
