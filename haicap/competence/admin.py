"""Competences in the console; they are assigned, delegated and ended by their actions."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.competence.models import Competence, Task


@shown(Competence, _("competence"), _("competences"))
class CompetenceAdmin(ReadOnly):
    """Who decides what, since when, under which clause."""

    related = (
        "procedure",
        "task",
        "agency",
        "territory",
        "delegated_from__procedure",
        "delegated_from__task",
    )
    list_display = (
        "procedure",
        "task",
        "kind",
        "level",
        "agency_kind",
        "valid_from",
        "valid_until",
        "ground",
    )
    list_filter = ("kind", "level", "agency_kind", "is_assumed")
    search_fields = ("procedure__code", "procedure__slug", "task__code", "ground")
    ordering = ("procedure__code", "valid_from", "pk")


@shown(Task, _("task"), _("tasks"))
class TaskAdmin(ReadOnly):
    """What is decided and is no procedure of the catalogue."""

    list_display = ("code", "name_vi")
    search_fields = ("code", "name_vi")
    ordering = ("code",)
