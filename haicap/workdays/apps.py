"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class WorkdaysConfig(Room):
    """Names the room in the console."""

    name = "haicap.workdays"
    verbose_name = _("Working days")
