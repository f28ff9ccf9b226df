"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class VillagesConfig(Room):
    """Names the room in the console."""

    name = "haicap.villages"
    verbose_name = _("Villages and residential groups")
