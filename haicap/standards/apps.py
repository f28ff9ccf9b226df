"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class StandardsConfig(Room):
    """Names the room in the console."""

    name = "haicap.standards"
    verbose_name = _("Standards and classification of units")
