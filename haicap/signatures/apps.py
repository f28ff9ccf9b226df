"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class SignaturesConfig(Room):
    """Names the room in the console."""

    name = "haicap.signatures"
    verbose_name = _("Electronic signatures")
