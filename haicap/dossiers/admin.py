"""
Dossiers in the console: where each is and what was done, not whom it is about.

Who keeps the program running has no business with people's data, so names, numbers and
answers are not shown and cannot be searched.
"""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, Rows, shown
from haicap.dossiers.models import (
    Assignment,
    Decision,
    Dossier,
    Handover,
    Suspension,
)


class Assignments(Rows):
    """Who answered for it, from when."""

    model = Assignment
    related = ("dossier",)
    fields = ("agency_id", "at", "reason")
    readonly_fields = fields


class Handovers(Rows):
    """The lines of its control sheet."""

    model = Handover
    related = ("dossier",)
    fields = ("from_agency_id", "to_agency_id", "at", "due_at", "taken_at")
    readonly_fields = fields


class Suspensions(Rows):
    """When its clock stood."""

    model = Suspension
    related = ("dossier",)
    fields = ("kind", "at", "until", "expected_end", "ground")


class Decisions(Rows):
    """What was proposed and decided."""

    model = Decision
    related = ("dossier",)
    fields = ("proposed", "at", "outcome", "decided_at", "sent_back_at")


@shown(Dossier, _("dossier"), _("dossiers"))
class DossierAdmin(ReadOnly):
    """Dossiers without people."""

    related = (
        "version__procedure",
        "received_at_agency",
        "competent",
        "responsible",
        "return_at",
    )
    list_display = ("number", "version", "state", "responsible", "due_at", "is_late")
    list_filter = ("state", "channel", "is_late")
    search_fields = ("number",)
    ordering = ("-pk",)
    fields = (
        "number",
        "version",
        "channel",
        "state",
        "money",
        "delivery",
        "received_at_agency",
        "competent",
        "responsible",
        "return_at",
        "submitted_at",
        "received_at",
        "due_at",
        "settled_at",
        "ended_at",
        "is_late",
        "leg",
    )
    inlines = (Assignments, Handovers, Suspensions, Decisions)
