"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class JournalConfig(Room):
    """Names the room in the console."""

    name = "haicap.journal"
    verbose_name = _("Journal")
