"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class MeasuresConfig(Room):
    """Names the room in the console."""

    name = "haicap.measures"
    verbose_name = _("Measures")
