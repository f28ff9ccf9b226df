"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class DossiersConfig(Room):
    """Names the room in the console."""

    name = "haicap.dossiers"
    verbose_name = _("Dossiers")
