"""Who may decide what, where, since when, under which clause. Decentralisation is data."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
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


class Organ(models.TextChoices):
    """The organ of an agency that acts; empty where it is not established."""

    COMMITTEE = "committee", _("People's Committee")
    CHAIR = "chair", _("Chair of the People's Committee")
    HEAD = "head", _("head of the agency")


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


def _one_a_day(name: str, condition: Q) -> ExclusionConstraint:
    """
    Forbid two competences that would win with equal right on one day.

    As in ``periods.no_overlap``, equality is an overlap of one-point ranges; a missing key
    counts as zero, which no row has.
    """
    keys = ["procedure", "task", "territory", "delegated_from"]
    zero = [Coalesce(F(key), Value(0)) for key in keys]
    points = [(Func(k, k, Value("[]"), function="int8range"), "&&") for k in zero]
    period = (Func(F("valid_from"), F("valid_until"), function="daterange"), "&&")
    return ExclusionConstraint(
        name=name, expressions=[*points, period], index_type="GIST", condition=condition
    )


class Competence(models.Model):
    """
    This kind of agency decides this, here, from this day, under this clause.

    The decider is the agency of ``agency_kind`` (and ``agency_field`` for a department) of the
    territory of ``level`` that holds the place; or exactly ``agency`` where one is named (a
    delegation, an exception). ``territory`` narrows it to a part of the country. Which of
    several wins is told by ``rules.winner``; two equal ones the database refuses.
    ``content`` and ``conditions`` are what a written delegation must state (Art 14);
    ``is_assumed`` marks what the sources do not establish, ``note`` in which words.
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
    organ = models.CharField(_("organ"), max_length=12, choices=Organ.choices, blank=True)
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
    content = models.CharField(_("content"), max_length=400, blank=True)
    conditions_vi = models.CharField(
        _("conditions (Vietnamese)"), max_length=400, blank=True
    )
    conditions_en = models.CharField(
        _("conditions (English)"), max_length=400, blank=True
    )
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
                condition=(~Q(kind="delegation") & Q(delegated_from__isnull=True))
                | Q(
                    kind="delegation",
                    delegated_from__isnull=False,
                    agency__isnull=False,
                    territory__isnull=False,
                    valid_until__isnull=False,
                ),
                name="delegation_has_origin_scope_and_period",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="competence_has_a_day",
            ),
            _one_a_day("competence_one_a_day", Q(agency__isnull=True)),
            _one_a_day("competence_one_named_a_day", Q(agency__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["procedure", "valid_from"], name="competence_procedure"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure or self.task} → {self.level} {self.agency_kind}"
