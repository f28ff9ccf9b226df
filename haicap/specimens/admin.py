"""Specimens and introductions in the console, to read."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.specimens.models import Introduction, Specimen


@shown(Specimen, _("specimen"), _("specimens"))
class SpecimenAdmin(ReadOnly):
    """Specimens without their pictures."""

    list_display = (
        "pk",
        "kind",
        "agency",
        "holder",
        "title",
        "valid_from",
        "valid_until",
    )
    list_filter = ("kind",)
    related = ("agency",)
    folded = "folded"
    search_fields = ("folded",)
    fields = (
        *("kind", "agency", "holder", "title", "ground"),
        *("valid_from", "valid_until", "end_reason", "added_at"),
    )
    ordering = ("-pk",)


@shown(Introduction, _("introduction of specimens"), _("introductions of specimens"))
class IntroductionAdmin(ReadOnly):
    """Letters that introduce specimens."""

    list_display = ("number", "agency", "to", "state", "sent_at", "processed_at")
    list_filter = ("state",)
    related = ("agency", "to")
    fields = (
        *("number", "agency", "to", "state", "sent_at", "received_at"),
        *("processed_at", "remark"),
    )
    search_fields = ("number",)
    ordering = ("-pk",)
