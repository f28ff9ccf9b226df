"""Specimens of seals and signatures, and their introduction to who compares them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from haicap.common import periods
from haicap.papers.models import File
from haicap.specimens.lifecycle import IntroductionState
from haicap.units.models import Agency


class SpecimenKind(models.TextChoices):
    """What a specimen is of."""

    SEAL = "seal", _p("of an agency", "seal")
    SIGNATURE = "signature", _("signature")


class SpecimenQuerySet(models.QuerySet["Specimen"]):
    """Questions about specimens on a day."""

    def on(self, day: date) -> Self:
        """Those that are valid on the day."""
        return self.filter(periods.on(day))


class Specimen(models.Model):
    """
    How a seal of an agency, or the signature of a person with a title there, looks.

    Valid from a day until another (not included). What was once valid is never removed:
    a paper is compared with what was valid on its day.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=SpecimenKind.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="specimens")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="specimens",
    )
    holder = models.CharField(_("full name"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    folded = models.CharField(_("folded name"), max_length=500, blank=True)
    image = models.ForeignKey(File, models.PROTECT, related_name="+")
    ground = models.CharField(_("legal ground"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SpecimenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="seal", person__isnull=True, holder="", title="")
                | (Q(kind="signature") & ~Q(holder="") & ~Q(title="")),
                name="specimen_signature_has_holder_and_title",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="specimen_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["agency", "kind"], name="specimen_of_agency")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def about(self) -> str:
        """What its facts are about."""
        return f"specimen:{self.pk}"


class Introduction(models.Model):
    """
    An agency introduces specimens to another one, as a rule the foreign ministry.

    There papers are legalised by comparing them; ``number`` is that of the letter.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="introductions")
    to = models.ForeignKey(Agency, models.PROTECT, related_name="incoming_introductions")
    number = models.CharField(_("number of the letter"), max_length=80)
    specimens = models.ManyToManyField(Specimen, related_name="introductions")
    state = models.CharField(_("state"), max_length=10, choices=IntroductionState.choices)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    processed_at = models.DateTimeField(_("processed at"), null=True, blank=True)
    processed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"], name="introduction_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(remark=""),
                name="introduction_sent_back_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["to", "sent_at"], name="introduction_sent")]

    def __str__(self) -> str:
        return self.number

    @property
    def about(self) -> str:
        """What its facts are about."""
        return f"introduction:{self.pk}"
