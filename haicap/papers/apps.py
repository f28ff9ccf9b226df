"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class PapersConfig(Room):
    """Names the room in the console."""

    name = "haicap.papers"
    verbose_name = _("Papers")
