"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class LawConfig(Room):
    """Names the room in the console."""

    name = "haicap.law"
    verbose_name = _("Legal documents")
