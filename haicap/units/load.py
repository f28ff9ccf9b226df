"""Loads the bundled territories, successions and agencies."""

from datetime import UTC, datetime

from django.db import transaction

from haicap.common.copying import copy_rows, reset_sequence
from haicap.units.load_agencies import NAME_COLUMNS, agencies, renamed
from haicap.units.load_register import AGENCY_COLUMNS
from haicap.units.load_territories import (
    REORGANISATIONS,
    VERSION_COLUMNS,
    World,
    build,
)
from haicap.units.models import (
    Agency,
    AgencyName,
    Reorganisation,
    Succession,
    Territory,
    TerritoryVersion,
)


@transaction.atomic
def load() -> int:
    """Load everything when the room is empty; answers how many rows were written."""
    if Territory.objects.exists():
        return 0
    world = build()
    return _load_territories(world) + _load_agencies(world)


def _load_territories(world: World) -> int:
    count = copy_rows(Territory, ("id", "level", "key"), world.territories)
    versions = (version.row() for version in world.versions)
    count += copy_rows(TerritoryVersion, VERSION_COLUMNS, versions)
    loaded_at = datetime.now(UTC)
    columns = ("id", "key", "title", "ground", "effective_on", "source", "applied_at")
    events = ((*row, loaded_at) for row in REORGANISATIONS)
    count += copy_rows(Reorganisation, columns, events)
    columns = (
        "reorganisation_id", "predecessor_id", "successor_id", "kind", "suggested",
        "is_doubtful", "source",
    )  # fmt: skip
    count += copy_rows(Succession, columns, world.successions)
    reset_sequence(Territory)
    reset_sequence(Reorganisation)
    return count


def _load_agencies(world: World) -> int:
    found, earlier = renamed(world, agencies(world))
    count = copy_rows(Agency, AGENCY_COLUMNS, (agency.row() for agency in found))
    count += copy_rows(AgencyName, NAME_COLUMNS, earlier)
    reset_sequence(Agency)
    return count
