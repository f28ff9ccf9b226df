"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class ProceduresConfig(Room):
    """Names the room in the console."""

    name = "haicap.procedures"
    verbose_name = _("Procedures")
