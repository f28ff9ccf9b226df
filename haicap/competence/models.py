"""Who may decide what, where, since when, under which clause. Decentralisation is data."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.common import periods
from haicap.procedures.models import Procedure
from haicap.units.models import Agency, AgencyKind, Level, Territory


class TransferKind(models.TextChoices):
    """The kinds of authority (Law 72/2025/QH15 Art 11–14)."""

    DIVISION = "division", _("division of authority")
    DEVOLUTION = "devolution", _("devolution")
    DECENTRALISATION = "decentralisation", _("decentralisation")
    DELEGATION = "delegation", _("delegation")


class Task(models.Model):
    """Something to decide that is not a procedure of the catalogue."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=400)
    name_en = models.CharField(_("name (English)"), max_length=400, blank=True)

    def __str__(self) -> str:
        return self.code


class CompetenceQuerySet(models.QuerySet["Competence"]):
    """Questions about competences on a day."""

    def on(self, day: date) -> Self:
        """The competences in force on the day."""
        return self.filter(periods.on(day))


class Competence(models.Model):
    """
    This kind of agency decides this, here, from this day, under this clause.

    The decider is the agency of ``agency_kind`` (and ``agency_field`` for a department) of the
    territory of ``level`` that holds the place; or exactly ``agency`` where one is named (a
    delegation, an exception). ``territory`` narrows it to a part of the country. Of several,
    the narrowest wins, a delegation before what was delegated; two equal ones are a fault.
    ``organ`` says which organ of the agency acts (the Chair, the People's Committee).
    """

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="competences"
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="competences"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=TransferKind.choices)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    agency_kind = models.CharField(
        _("kind of agency"), max_length=20, choices=AgencyKind.choices
    )
    agency_field = models.CharField(_("field of the agency"), max_length=40, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="competences"
    )
    organ = models.CharField(_("organ"), max_length=120, blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="competences"
    )
    delegated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    ground = models.CharField(
        _("legal ground"), max_length=80, blank=True
    )  # document number
    clause = models.CharField(_("clause"), max_length=80, blank=True)
    conditions = models.CharField(_("conditions"), max_length=400, blank=True)
    is_assumed = models.BooleanField(_("assumed"), default=False)
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(procedure__isnull=False) ^ Q(task__isnull=False),
                name="competence_for_a_procedure_or_a_task",
            ),
            models.CheckConstraint(
                condition=~Q(kind="delegation")
                | (Q(delegated_from__isnull=False) & Q(valid_until__isnull=False)),
                name="delegation_has_origin_and_period",
            ),
        ]
        indexes = [
            models.Index(fields=["procedure", "valid_from"], name="competence_procedure"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure or self.task} → {self.level} {self.agency_kind}"
