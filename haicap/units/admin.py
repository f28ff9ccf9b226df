"""Units and agencies in the console."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, Rows, Through, shown
from haicap.units import actions
from haicap.units.models import (
    Agency,
    AgencyName,
    Reorganisation,
    Succession,
    TerritoryVersion,
)


@shown(TerritoryVersion, _("unit"), _("units"))
class TerritoryVersionAdmin(Through):
    """Units through time; only the point on the map can be put right."""

    may_change = True
    folded = "folded"
    related = ("territory", "parent")
    list_display = ("code", "name", "level", "kind", "valid_from", "valid_until")
    list_filter = ("level", "kind")
    search_fields = ("code",)
    ordering = ("code", "valid_from")
    readonly_fields = (
        "territory",
        "code",
        "name",
        "level",
        "kind",
        "parent",
        "valid_from",
        "valid_until",
        "area_km2",
        "population",
        "ground",
    )
    fields = (*readonly_fields, "latitude", "longitude", "source")

    def act(self, row: TerritoryVersion, by: Any, *, is_new: bool) -> TerritoryVersion:
        """Correct where it lies."""
        return actions.correct_point(
            row,
            latitude=row.latitude or 0,
            longitude=row.longitude or 0,
            source=row.source,
            by=by,
            at=datetime.now(UTC),
        )


class EarlierNames(Rows):
    """What the agency was called before."""

    model = AgencyName


@shown(Agency, _("agency"), _("agencies"))
class AgencyAdmin(Through):
    """Agencies through time; only the national identifier can be set."""

    may_change = True
    folded = "folded"
    related = ("territory", "province", "parent")
    list_display = ("code", "name_vi", "kind", "identifier", "valid_from", "valid_until")
    list_filter = ("kind", "is_assumed")
    search_fields = ("code", "identifier")
    ordering = ("lineage",)
    inlines = (EarlierNames,)
    readonly_fields = (
        "code",
        "name_vi",
        "name_en",
        "kind",
        "field",
        "territory",
        "province",
        "parent",
        "valid_from",
        "valid_until",
        "ground",
        "is_assumed",
    )
    fields = (*readonly_fields, "identifier", "source")

    def act(self, row: Agency, by: Any, *, is_new: bool) -> Agency:
        """Set the national identifier."""
        return actions.identify_agency(
            row,
            identifier=row.identifier,
            source=row.source,
            by=by,
            at=datetime.now(UTC),
        )


@shown(Reorganisation, _("reorganisation"), _("reorganisations"))
class ReorganisationAdmin(ReadOnly):
    """The events that changed units."""

    list_display = ("title", "ground", "effective_on")
    search_fields = ("title", "ground")


@shown(Succession, _("succession"), _("successions"))
class SuccessionAdmin(ReadOnly):
    """From one unit to another."""

    related = ("reorganisation", "predecessor", "successor")
    list_display = ("predecessor", "successor", "kind", "suggested", "is_doubtful")
    list_filter = ("kind", "suggested", "is_doubtful")
    search_fields = ("predecessor__key", "successor__key")
    ordering = ("pk",)
