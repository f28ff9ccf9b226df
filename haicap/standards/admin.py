"""Figures of units in the console."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.standards.models import UnitValue


@shown(UnitValue, _("figure of a unit"), _("figures of units"))
class UnitValueAdmin(ReadOnly):
    """Figures that people entered, each with its day and source."""

    related = ("territory",)
    list_display = ("territory", "quantity", "amount", "as_of", "source")
    list_filter = ("quantity",)
    search_fields = ("territory__key", "quantity")
    ordering = ("territory", "quantity", "-as_of")
