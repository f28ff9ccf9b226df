"""The catalogue in the console; versions are drafted and published by their actions."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, Rows, shown
from haicap.procedures.models import (
    Case,
    ChannelRule,
    Component,
    Leg,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    PublishedChange,
    StepTemplate,
)


class Channels(Rows):
    """Limits and fees."""

    model = ChannelRule
    related = ("version__procedure",)


class Cases(Rows):
    """The cases."""

    model = Case


class Components(Rows):
    """The papers, without the case, which would cost a statement each."""

    model = Component
    fields = ("order", "code", "name_vi", "originals", "copies", "is_required", "form")


class Steps(Rows):
    """The steps of the work."""

    model = StepTemplate
    related = ("version__procedure",)


class Legs(Rows):
    """The parts of an inter-connected service."""

    model = Leg
    related = ("service__procedure",)
    fields = ("order", "code", "waits_for", "gives", "is_optional")


class Changes(Rows):
    """What a decision does to procedures."""

    model = PublishedChange
    related = ("decision", "procedure")
    fields = ("kind", "effective_on", "note")


@shown(Procedure, _("procedure"), _("procedures"))
class ProcedureAdmin(ReadOnly):
    """Procedures by their codes."""

    list_display = ("code", "slug")
    search_fields = ("code", "slug")
    ordering = ("code", "slug")


@shown(ProcedureVersion, _("version of a procedure"), _("versions of procedures"))
class ProcedureVersionAdmin(ReadOnly):
    """What a procedure says from a day on."""

    folded = "search_text"
    related = ("procedure", "decision")
    list_display = (
        "procedure",
        "number",
        "name_vi",
        "field_vi",
        "valid_from",
        "valid_until",
        "is_published",
    )
    list_filter = ("is_published", "online_level", "is_interconnected", "field_vi")
    search_fields = ("procedure__code", "procedure__slug")
    ordering = ("sort_key", "pk")
    exclude = ("search_text", "sort_key")
    inlines = (Channels, Cases, Components, Steps, Legs)


@shown(PublicationDecision, _("publication decision"), _("publication decisions"))
class PublicationDecisionAdmin(ReadOnly):
    """Decisions that publish changes."""

    list_display = ("number", "issuer", "decided_on", "title")
    search_fields = ("number", "issuer")
    ordering = ("-decided_on", "number")
    inlines = (Changes,)
