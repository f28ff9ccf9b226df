"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class WebConfig(Room):
    """Names the room in the console."""

    name = "haicap.web"
    verbose_name = _("Faces")
