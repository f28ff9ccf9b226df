"""The journal in the console, to read."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.journal.models import Cursor, Entry, Seal


@shown(Entry, _("fact"), _("facts"))
class EntryAdmin(ReadOnly):
    """Facts: ids, codes and dates."""

    list_display = ("id", "kind", "about", "agency_id", "by_id", "at")
    search_fields = ("=about", "=kind")
    ordering = ("-pk",)
    exclude = ("hash",)


@shown(Seal, _("seal"), _("seals"))
class SealAdmin(ReadOnly):
    """The chain of seals."""

    list_display = ("number", "count", "last_id", "sealed_at")
    ordering = ("-number",)
    exclude = ("hash",)


@shown(Cursor, _("follower"), _("followers"))
class CursorAdmin(ReadOnly):
    """How far each follower has read."""

    list_display = ("name", "xid", "entry_id")
    ordering = ("name",)
