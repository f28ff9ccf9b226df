"""
Keeping the reference data right, one agency or one point at a time.

Whole reorganisations are not made here: the loader brings those that have happened.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import NATION, Actor, require
from haicap.common.errors import Invalid, Refused
from haicap.common.text import clean, fold
from haicap.journal import actions as journal
from haicap.units import facts
from haicap.units.agencies import province_of
from haicap.units.models import (
    Agency,
    AgencyKind,
    AgencyName,
    Territory,
    TerritoryVersion,
)
from haicap.units.permissions import MAINTAIN

_CODE = re.compile(r"\d{2,5}(\.\d{1,2}){0,2}")
# From the national identifiers of Decision 20/2020/QĐ-TTg: H26, H26.12, G15 …
_IDENTIFIER = re.compile(r"[A-Z]\d{2}(\.\d{1,3}){0,4}")
# The country with its islands, roughly; a point outside is a slip of the pen.
_LATITUDES, _LONGITUDES = (6.0, 24.0), (102.0, 118.0)


class CodeTaken(Refused):
    """Another agency has the code on one of these days."""

    code = "units.code-taken"
    message = _("The code %(code)s belongs to %(name)s in that time.")


class NotThere(Refused):
    """A territory or a parent agency does not exist on the day."""

    code = "units.not-there"
    message = _("%(what)s does not exist on %(on)s.")


@transaction.atomic
def found_agency(
    territory: Territory,
    *,
    kind: str,
    code: str,
    name_vi: str,
    name_en: str = "",
    field: str = "",
    parent: Agency | None = None,
    ground: str = "",
    on: date,
    by: Actor,
    at: datetime,
) -> Agency:
    """
    Found an agency in a territory from the day ``on``.

    :raises Invalid: if kind, code or name are badly filled in
    :raises NotThere: if the territory or the parent does not exist on the day
    :raises CodeTaken: if another agency has the code
    """
    territory = Territory.objects.select_for_update().get(pk=territory.pk)
    require(by, MAINTAIN, parent.pk if parent else NATION)
    if kind not in AgencyKind.values:
        raise Invalid("kind", _("one of the kinds of agency"))
    _check_code(code, on)
    _check_there(territory, parent, on)
    agency = Agency(
        kind=kind,
        code=code,
        name_vi=_checked_name(name_vi),
        name_en=clean(name_en),
        field=field,
        territory=territory,
        province=province_of(territory, on),
        parent=parent,
        valid_from=on,
        ground=ground,
    )
    agency.folded = fold(agency.name_vi)
    agency.save()
    agency.lineage = f"{parent.lineage if parent else '/'}{agency.pk}/"
    agency.save(update_fields=["lineage"])
    fact = facts.AgencyFounded(code, kind, territory.pk, on.isoformat())
    _record(fact, agency, by, at)
    return agency


@transaction.atomic
def rename_agency(
    agency: Agency,
    *,
    name_vi: str,
    name_en: str = "",
    ground: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Agency:
    """
    Give an agency another name from the day ``on``; the earlier one stays with its days.

    :raises Invalid: if the name is empty, too long, or the day is not after the last change
    """
    agency = _locked(agency, by)
    last = agency.earlier_names.order_by("-valid_until").first()
    since = last.valid_until if last else agency.valid_from
    if on <= since:
        raise Invalid("on", _("a day after the present name began"))
    if agency.valid_until is not None and on >= agency.valid_until:
        raise Invalid("on", _("a day on which the agency still exists"))
    earlier = AgencyName.objects.create(
        agency=agency,
        name_vi=agency.name_vi,
        name_en=agency.name_en,
        valid_from=since,
        valid_until=on,
        ground=ground,
    )
    agency.name_vi, agency.name_en = _checked_name(name_vi), clean(name_en)
    agency.folded = fold(agency.name_vi)
    agency.save(update_fields=["name_vi", "name_en", "folded"])
    _record(facts.AgencyRenamed(agency.code, earlier.pk, on.isoformat()), agency, by, at)
    return agency


@transaction.atomic
def identify_agency(
    agency: Agency, *, identifier: str, source: str, by: Actor, at: datetime
) -> Agency:
    """
    Set the national identifier, once it is established.

    :raises Invalid: if it is not of the form of Decision 20/2020/QĐ-TTg
    """
    agency = _locked(agency, by)
    if _IDENTIFIER.fullmatch(identifier) is None:
        raise Invalid("identifier", _("a letter and two digits, then groups: H26.12"))
    agency.identifier, agency.source = identifier, clean(source)
    agency.save(update_fields=["identifier", "source"])
    _record(facts.AgencyIdentified(agency.code, identifier), agency, by, at)
    return agency


@transaction.atomic
def correct_point(
    version: TerritoryVersion,
    *,
    latitude: float,
    longitude: float,
    source: str,
    by: Actor,
    at: datetime,
) -> TerritoryVersion:
    """
    Correct where a territory lies, on the map of its days.

    :raises Invalid: if the point is not in the country
    """
    version = TerritoryVersion.objects.select_for_update().get(pk=version.pk)
    require(by, MAINTAIN, NATION)
    _check_between("latitude", latitude, _LATITUDES)
    _check_between("longitude", longitude, _LONGITUDES)
    version.latitude, version.longitude = round(latitude, 5), round(longitude, 5)
    version.source = clean(source)
    version.save(update_fields=["latitude", "longitude", "source"])
    point = Decimal(str(version.latitude)), Decimal(str(version.longitude))
    fact = facts.PointCorrected(version.code, version.pk, *point)
    about = f"territory:{version.territory_id}"
    journal.record(fact, about=about, agency_id=None, by=by, at=at)
    return version


def _locked(agency: Agency, by: Actor) -> Agency:
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    require(by, MAINTAIN, agency.pk)
    return agency


def _record(fact: object, agency: Agency, by: Actor, at: datetime) -> None:
    about = f"agency:{agency.pk}"
    journal.record(fact, about=about, agency_id=agency.pk, by=by, at=at)


def _checked_name(name: str) -> str:
    name = clean(name)
    if not 1 <= len(name) <= 200:
        raise Invalid("name_vi", _("1 to 200 characters"))
    return name


def _check_code(code: str, on: date) -> None:
    if _CODE.fullmatch(code) is None:
        raise Invalid("code", _("2 to 5 digits, then at most two groups: 00070.9"))
    later = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    taken = Agency.objects.filter(later, code=code).first()
    if taken is not None:
        raise CodeTaken(code=code, name=taken.name_vi)


def _check_there(territory: Territory, parent: Agency | None, on: date) -> None:
    if not TerritoryVersion.objects.on(on).filter(territory=territory).exists():
        raise NotThere(what=territory.key, on=on.isoformat())
    if parent is not None and not Agency.objects.on(on).filter(pk=parent.pk).exists():
        raise NotThere(what=parent.name_vi, on=on.isoformat())


def _check_between(field: str, value: float, limits: tuple[float, float]) -> None:
    if not limits[0] <= value <= limits[1]:
        between = _("from %(low)s to %(high)s") % {"low": limits[0], "high": limits[1]}
        raise Invalid(field, between)
