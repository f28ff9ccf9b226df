"""Entering the figures of units, and taking one back."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import NATION, Actor, require
from haicap.common.errors import Invalid, Refused
from haicap.common.text import clean
from haicap.journal import actions as journal
from haicap.standards.facts import ValueEntered, ValueWithdrawn
from haicap.standards.models import UnitValue
from haicap.standards.names import amount
from haicap.standards.permissions import ENTER
from haicap.units.models import Agency, AgencyKind, Territory, TerritoryVersion

SOURCE = 300


class UnitNotThere(Refused):
    """The unit did not exist on the day of the figure."""

    code = "standards.unit-not-there"
    message = _("The unit %(unit)s did not exist on %(on)s.")


class ValueGone(Refused):
    """Somebody else has taken the figure back."""

    code = "standards.value-gone"
    message = _("This figure has been taken back already.")


@transaction.atomic
def enter_value(
    territory: Territory,
    *,
    quantity: str,
    said: str,
    as_of: date,
    source: str,
    by: Actor | None,
    at: datetime,
) -> UnitValue:
    """
    Enter a figure of a unit as of a day; one for the same day takes its place.

    ``by`` is None when the command line of the server does it.

    :raises NoQuantity: if there is no figure of this name
    :raises Invalid: if the figure or its source is filled in badly, or its day is to come
    :raises UnitNotThere: if the unit did not exist on the day
    :raises NotAllowed: if ``by`` may not enter figures of the unit
    """
    number = amount(quantity, said)
    source = clean(source)
    if not 1 <= len(source) <= SOURCE:
        raise Invalid("source", _("1 to 300 characters"))
    if as_of > at.date():
        raise Invalid("as_of", _("a day that has come"))
    Territory.objects.select_for_update().get(pk=territory.pk)
    agency = _agency_of(territory, as_of)
    if by is not None:
        require(by, ENTER, NATION if agency is None else agency)
    if not TerritoryVersion.objects.on(as_of).filter(territory=territory).exists():
        raise UnitNotThere(unit=territory.key, on=as_of.isoformat())
    row, before = _row(territory, quantity, as_of)
    row.amount, row.source = _decimal(number), source
    row.save()
    fact = ValueEntered(territory.pk, quantity, row.amount, as_of.isoformat(), before)
    about = f"territory:{territory.pk}"
    journal.record(fact, about=about, agency_id=agency, by=by, at=at)
    return row


@transaction.atomic
def withdraw_value(value: UnitValue, *, by: Actor | None, at: datetime) -> None:
    """
    Take a figure back that was entered by mistake; the journal keeps it.

    :raises ValueGone: if it has been taken back already
    :raises NotAllowed: if ``by`` may not enter figures of the unit
    """
    row = UnitValue.objects.select_for_update().filter(pk=value.pk).first()
    agency = _agency_of(value.territory, value.as_of)
    if by is not None:
        require(by, ENTER, NATION if agency is None else agency)
    if row is None:
        raise ValueGone
    day = row.as_of.isoformat()
    fact = ValueWithdrawn(row.territory_id, row.quantity, row.amount, day)
    about = f"territory:{row.territory_id}"
    row.delete()
    journal.record(fact, about=about, agency_id=agency, by=by, at=at)


def _row(
    territory: Territory, name: str, as_of: date
) -> tuple[UnitValue, Decimal | None]:
    """The row of this figure and day, and what stood in it."""
    found = UnitValue.objects.filter(territory=territory, quantity=name, as_of=as_of)
    row = found.first()
    if row is None:
        return UnitValue(territory=territory, quantity=name, as_of=as_of), None
    return row, row.amount


def _agency_of(territory: Territory, on: date) -> int | None:
    """The People's Committee of the unit on the day; None where there is none."""
    committees = Agency.objects.on(on).filter(kind=AgencyKind.PEOPLES_COMMITTEE)
    found = committees.filter(territory=territory).first()
    return None if found is None else found.pk


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
