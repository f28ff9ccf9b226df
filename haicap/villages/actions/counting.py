"""How many households and people a village has."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import Actor
from haicap.common.errors import Invalid
from haicap.common.text import clean
from haicap.villages.actions.common import lock, tell
from haicap.villages.facts import VillageCounted
from haicap.villages.models import Village, VillageCount
from haicap.villages.refusals import VillageNotThere

MOST = 1_000_000


@transaction.atomic
def count_village(
    village: Village,
    *,
    households: int | None = None,
    population: int | None = None,
    as_of: date,
    source: str,
    by: Actor,
    at: datetime,
) -> VillageCount:
    """
    Note households and people of a village on a day; a count of the same day is put right.

    :raises Invalid: if nothing is counted, a number or the source is badly filled in
    :raises VillageNotThere: if the village did not exist on the day
    :raises NotAllowed: if ``by`` may not arrange villages of the commune
    """
    check_counts(households, population)
    source = clean(source)
    if not 1 <= len(source) <= 200:
        raise Invalid("source", _("1 to 200 characters"))
    if as_of > at.date():
        raise Invalid("as_of", _("a day that has come"))
    version = village.versions.on(as_of).first()
    last = village.versions.order_by("-valid_from")[0]
    lock([(version or last).commune_id], by, as_of)
    if version is None:
        raise VillageNotThere(
            name=last.name,
            on=as_of.isoformat(),
            since=last.valid_from.isoformat(),
            until=last.valid_until.isoformat() if last.valid_until else "–",
        )
    row = VillageCount.objects.filter(village=village, as_of=as_of).first()
    row = row or VillageCount(village=village, as_of=as_of)
    row.households, row.population, row.source = households, population, source
    row.save()
    fact = VillageCounted(village.pk, as_of.isoformat(), households, population)
    tell(fact, village, version.commune_id, on=as_of, by=by, at=at)
    return row


def check_counts(households: int | None, population: int | None) -> None:
    """
    Check the numbers of a count.

    :raises Invalid: if nothing is counted, or a number cannot be
    """
    if households is None and population is None:
        raise Invalid("households", _("households, people or both"))
    for field, number in (("households", households), ("population", population)):
        if number is not None and not 0 <= number <= MOST:
            raise Invalid(field, _("a whole number from 0 to 1,000,000"))
