"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class PrintingConfig(Room):
    """Names the room in the console."""

    name = "haicap.printing"
    verbose_name = _("Printed papers")
