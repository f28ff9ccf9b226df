"""Duties: one thing that somebody must finish, with its six clears."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.units.models import Agency


class DutyQuerySet(models.QuerySet["Duty"]):
    """Questions about duties."""

    def open(self) -> Self:
        """Those not finished."""
        return self.filter(closed_at__isnull=True)

    def of_agencies(self, agency_ids: models.QuerySet[Agency]) -> Self:
        """Those that the agencies answer for."""
        return self.filter(agency__in=agency_ids)

    def overdue(self, at: datetime) -> Self:
        """Open, not paused, and past their time."""
        return self.open().filter(due_at__lt=at, is_paused=False)


class Duty(models.Model):
    """
    The six clears (Notice 593/TB-VPCP): person, work, time, responsibility, authority, product.

    A step of a dossier, a directive, an obstacle to remove: all are duties. The room that
    opened one points to it; ``reference`` is what people call the thing (a dossier number).
    """

    kind = models.CharField(_("kind"), max_length=40)  # dossier.check, dossier.process …
    reference = models.CharField(_("reference"), max_length=60, db_index=True)
    person = models.ForeignKey(  # clear person
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
    )
    work = models.CharField(_("work"), max_length=300)  # clear work
    opened_at = models.DateTimeField(_("opened at"))
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)  # clear time
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="duties")
    role = models.CharField(
        _("role"), max_length=30
    )  # clear responsibility: this post there
    authority = models.CharField(
        _("authority"), max_length=300, blank=True
    )  # clear authority
    product = models.CharField(_("product"), max_length=300)  # clear product
    is_paused = models.BooleanField(_("paused"), default=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="closed_duties",
    )
    outcome = models.CharField(_("outcome"), max_length=30, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="duty_closed_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_at"],
                name="duty_open_of_agency",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["person", "due_at"],
                name="duty_open_of_person",
                condition=Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
