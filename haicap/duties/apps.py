"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class DutiesConfig(Room):
    """Names the room in the console."""

    name = "haicap.duties"
    verbose_name = _("Duties")
