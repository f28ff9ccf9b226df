"""
Which agency, on a day: the questions of the hot path, one query each.

Answers depend on nothing but their arguments, so that a caller may keep them for a day.
"""

from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from haicap.common.errors import NotFound
from haicap.common.text import fold
from haicap.units.models import (
    Agency,
    AgencyKind,
    AgencyQuerySet,
    Level,
    Territory,
    TerritoryVersion,
)

RECEIVING = (AgencyKind.SERVICE_CENTRE, AgencyKind.BRANCH, AgencyKind.SERVICE_POINT)


class NoAgency(NotFound):
    """There is no agency of this kind at this place on this day."""

    code = "units.no-agency"


def agency_of(
    territory_id: int, kind: str, field: str = "", *, on: date
) -> Agency | None:
    """Give the agency of the kind (and field) of exactly this territory; None without one."""
    found = Agency.objects.on(on).filter(territory=territory_id, kind=kind, field=field)
    return found.order_by("code").first()


def centre_for(place: Territory, on: date) -> Agency:
    """
    Give the centre that serves a commune: its own, its point, or that of its province.

    A province is served by its own centre.

    :raises NoAgency: before the centres existed
    """
    above = TerritoryVersion.objects.on(on).filter(territory=place).values("parent")
    nearest = Case(
        When(territory=place, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    own = Q(territory=place, kind=AgencyKind.SERVICE_CENTRE)
    if place.level == Level.COMMUNE:
        own |= Q(territory=place, kind=AgencyKind.SERVICE_POINT)
        own |= Q(territory__in=above, kind=AgencyKind.SERVICE_CENTRE)
    centre = Agency.objects.on(on).filter(own).order_by(nearest, "code").first()
    if centre is None:
        raise NoAgency(what=AgencyKind.SERVICE_CENTRE.label, value=place.key)
    return centre


def province_of(place: Agency | Territory, on: date) -> Territory | None:
    """Give the province that an agency or a territory is in; None for the nation's own."""
    if isinstance(place, Agency):
        return place.province
    here: Territory | None = place
    while here is not None and here.level not in (Level.PROVINCE, Level.NATION):
        here = _parent(here, on)
    return here if here is not None and here.level == Level.PROVINCE else None


def _parent(place: Territory, on: date) -> Territory | None:
    version = TerritoryVersion.objects.on(on).filter(territory=place)
    found = version.select_related("parent").first()
    return found.parent if found else None


def same_province(one: Agency | Territory, other: Agency | Territory, on: date) -> bool:
    """Tell whether both are in one province; asks nothing of the database for agencies."""
    first, second = _province_id(one, on), _province_id(other, on)
    return first is not None and first == second


def _province_id(place: Agency | Territory, on: date) -> int | None:
    if isinstance(place, Agency):
        return place.province_id
    province = province_of(place, on)
    return province.pk if province else None


def receiving_agencies(province: Territory, on: date) -> AgencyQuerySet:
    """
    The centres, branches and points of the province: any may receive for any agency there.

    Decree 118/2025/NĐ-CP: reception does not depend on the boundaries inside a province.
    """
    found = Agency.objects.on(on).filter(province=province, kind__in=RECEIVING)
    return found.order_by("lineage")


def by_code(code: str, on: date) -> Agency:
    """
    Give the agency of this code on the day.

    :raises NoAgency: if there is none
    """
    found = Agency.objects.on(on).filter(code=code.strip()).first()
    if found is None:
        raise NoAgency(what="agency", value=code)
    return found


def search(text: str, on: date, limit: int = 20) -> list[Agency]:
    """Find agencies whose name has every word of the text, with or without accents."""
    found = Agency.objects.on(on)
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    return list(found.order_by("lineage")[:limit])
