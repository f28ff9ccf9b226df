"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class UnitsConfig(Room):
    """Names the room in the console."""

    name = "haicap.units"
    verbose_name = _("Territories and agencies")
