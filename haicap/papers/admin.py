"""Files in the console: that they are there, not what stands in them."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.papers.models import File


@shown(File, _("file"), _("files"))
class FileAdmin(ReadOnly):
    """Files by their hash."""

    list_display = ("sha256", "size", "media_type", "stored_at")
    list_filter = ("media_type",)
    search_fields = ("sha256",)
    ordering = ("-pk",)
