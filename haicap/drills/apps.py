"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class DrillsConfig(Room):
    """Names the room in the console."""

    name = "haicap.drills"
    verbose_name = _("Drills")
