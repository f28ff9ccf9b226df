"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class SpecimensConfig(Room):
    """Names the room in the console."""

    name = "haicap.specimens"
    verbose_name = _("Specimens")
