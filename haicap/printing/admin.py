"""Printed papers in the console: that they were printed, not what they say."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.printing.models import Print


@shown(Print, _("printed paper"), _("printed papers"))
class PrintAdmin(ReadOnly):
    """Papers by their codes."""

    list_display = ("code", "kind", "language", "agency", "dated_on", "printed_at")
    list_filter = ("kind", "language")
    search_fields = ("code",)
    related = ("agency",)
    fields = ("code", "kind", "language", "agency", "dated_on", "printed_at")
    ordering = ("-pk",)
