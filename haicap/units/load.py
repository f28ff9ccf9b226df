"""Loads the bundled territories, successions and agencies."""

from datetime import UTC, date, datetime

from django.db import transaction

from haicap.common.copying import copy_rows, reset_sequence
from haicap.units.load_agencies import NAME_COLUMNS, agencies, renamed
from haicap.units.load_register import AGENCY_COLUMNS, Found
from haicap.units.load_territories import VERSION_COLUMNS, World, build
from haicap.units.load_until import cut_agencies, cut_world, events_until
from haicap.units.models import (
    Agency,
    AgencyName,
    Reorganisation,
    Succession,
    Territory,
    TerritoryVersion,
)
from haicap.units.reorganise import passing

SUCCESSION_COLUMNS = (
    "reorganisation_id", "predecessor_id", "successor_id", "kind", "suggested",
    "is_doubtful", "source", "holds",
)  # fmt: skip


@transaction.atomic
def load(until: date | None = None) -> int:
    """
    Load everything when the room is empty; answers how many rows were written.

    With ``until`` the world as it stood before that day, to rehearse what came then.
    """
    if Territory.objects.exists():
        return 0
    whole = build()
    found = agencies(whole)
    world = whole
    if until is not None:
        world, found = cut_world(whole, until), cut_agencies(found, until)
    return _load_territories(world, until) + _load_agencies(world, found, until)


def _load_territories(world: World, until: date | None) -> int:
    count = copy_rows(Territory, ("id", "level", "key"), world.territories)
    versions = (version.row() for version in world.versions)
    count += copy_rows(TerritoryVersion, VERSION_COLUMNS, versions)
    loaded_at = datetime.now(UTC)
    columns = ("id", "key", "title", "ground", "effective_on", "source", "applied_at")
    events = ((*row, loaded_at) for row in events_until(until))
    count += copy_rows(Reorganisation, columns, events)
    count += copy_rows(
        Succession, SUCCESSION_COLUMNS, ((*row, "[]") for row in world.successions)
    )
    reset_sequence(Territory)
    reset_sequence(Reorganisation)
    return count


def _load_agencies(world: World, there: list[Found], until: date | None) -> int:
    found, earlier = renamed(world, there)
    count = copy_rows(Agency, AGENCY_COLUMNS, (agency.row() for agency in found))
    count += copy_rows(AgencyName, NAME_COLUMNS, earlier)
    reset_sequence(Agency)
    for row in events_until(until):
        event = Reorganisation.objects.get(key=row[1])
        count += passing.derive_agencies(event.pk)
    return count
