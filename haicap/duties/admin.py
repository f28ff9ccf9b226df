"""Duties in the console, to read."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.duties.models import Duty


@shown(Duty, _("duty"), _("duties"))
class DutyAdmin(ReadOnly):
    """Who must finish what, until when."""

    related = ("person", "agency", "closed_by")
    list_display = ("reference", "kind", "agency", "person", "due_at", "closed_at")
    list_filter = ("kind", "is_paused")
    search_fields = ("reference",)
    ordering = ("-pk",)
