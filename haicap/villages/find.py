"""Finding villages on a day, with their newest counts and their life."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from haicap.common import periods
from haicap.common.errors import NotFound
from haicap.units.models import Territory, TerritoryVersion
from haicap.villages.models import (
    Village,
    VillageCount,
    VillageSuccession,
    VillageVersion,
    VillageVersionQuerySet,
)


@dataclass(frozen=True)
class Listed:
    """A village on a day, with the newest count that is not from after it."""

    version: VillageVersion
    count: VillageCount | None


def by_id(number: int) -> Village:
    """
    Give a village by its number.

    :raises NotFound: if there is none
    """
    village = Village.objects.filter(pk=number).first()
    if village is None:
        raise NotFound(what="village", value=number)
    return village


def of_commune(commune: Territory, on: date) -> list[Listed]:
    """List the villages of a commune on a day, in the order of a Vietnamese dictionary."""
    return _with_counts(VillageVersion.objects.on(on).filter(commune=commune), on)


def listed(numbers: Iterable[int], on: date) -> list[Listed]:
    """List the villages with these numbers as they are on a day."""
    return _with_counts(VillageVersion.objects.on(on).filter(village__in=numbers), on)


def unplaced(on: date) -> list[Listed]:
    """List the villages whose commune is no more: a person must say where they belong."""
    there = TerritoryVersion.objects.filter(periods.on(on), territory=OuterRef("commune"))
    return _with_counts(VillageVersion.objects.on(on).filter(~Exists(there)), on)


def _with_counts(versions: VillageVersionQuerySet, on: date) -> list[Listed]:
    rows = list(versions.select_related("village").order_by("sort_key", "pk"))
    counts = VillageCount.objects.filter(
        village__in=[row.village_id for row in rows], as_of__lte=on
    )
    newest = {
        count.village_id: count
        for count in counts.order_by("village", "-as_of").distinct("village")
    }
    return [Listed(row, newest.get(row.village_id)) for row in rows]


def life_of(villages: Iterable[int]) -> list[VillageSuccession]:
    """Give every change in which one of the villages passed on, oldest first."""
    ids = list(villages)
    rows = VillageSuccession.objects.filter(
        predecessor__in=ids
    ) | VillageSuccession.objects.filter(successor__in=ids)
    found = rows.distinct().select_related("change")
    return list(found.order_by("change__effective_on", "change", "pk"))
