"""Villages in the console."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.villages.models import VillageVersion


@shown(VillageVersion, _("village"), _("villages"))
class VillageVersionAdmin(ReadOnly):
    """Villages and residential groups through time."""

    folded = "folded"
    related = ("village", "commune")
    list_display = ("name", "kind", "code", "commune", "valid_from", "valid_until")
    list_filter = ("kind",)
    search_fields = ("code",)
    ordering = ("commune", "sort_key", "valid_from")
