"""
Declared days and office hours: the data behind calendars.

Agencies are known by number only, because this room lies below the units; no agency means
the whole nation. Rows change through ``workdays.actions``.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haicap.common import periods


class DayKind(models.TextChoices):
    """What a declaration makes of a day."""

    OFF = "off", _("day off")
    WORK = "work", _("working day")


class WorkingHours(models.Model):
    """
    The sessions of one weekday at an agency, for some time.

    While an agency has a row for any weekday, the weekdays without a row are days of rest.
    """

    agency_id = models.BigIntegerField(_("agency"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("weekday (0 is Monday)"))
    sessions = models.CharField(_("sessions"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    ground = models.CharField(_("legal ground"), max_length=120)

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6), name="hours_of_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="hours_have_a_day",
            ),
            periods.no_overlap(
                "hours_once_an_agency",
                "agency_id",
                "weekday",
                condition=Q(agency_id__isnull=False),
            ),
            periods.no_overlap(
                "hours_once_a_nation", "weekday", condition=Q(agency_id__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.sessions}"


class DayOverride(models.Model):
    """One day that was declared off or working; without sessions it has the usual hours."""

    agency_id = models.BigIntegerField(_("agency"), null=True, blank=True)
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=4, choices=DayKind.choices)
    sessions = models.CharField(_("sessions"), max_length=120, blank=True)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    ground = models.CharField(_("legal ground"), max_length=120)

    class Meta:
        verbose_name = _("declared day")
        verbose_name_plural = _("declared days")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency_id", "day"],
                nulls_distinct=False,
                name="day_declared_once_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(kind=DayKind.WORK) | Q(sessions=""),
                name="day_off_has_no_sessions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class Edition(models.Model):
    """
    One row whose stamp the database renews with every change of the two tables above,
    and of the other reference data: units, the catalogue, competences.

    A stamp and not a number: a number taken back with its transaction would come again.
    """

    stamp = models.UUIDField()

    def __str__(self) -> str:
        return str(self.stamp)
