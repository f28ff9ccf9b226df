"""Observations: what a measure was found to be, and who says so."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.units.models import Level, Territory


class Origin(models.TextChoices):
    """Counted here from facts, or said by somebody. The two are never mixed."""

    COMPUTED = "computed", _("computed")
    DECLARED = "declared", _("declared")


class Exactness(models.TextChoices):
    """How the source tells the number."""

    EXACT = "exact", _("exact")
    ROUNDED = "rounded", _("rounded")
    ABOUT = "about", _("about")
    OVER = "over", _("more than")


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Questions about observations."""

    def standing(self) -> Self:
        """Those that were not restated."""
        return self.filter(restated_by=None)

    def declared(self) -> Self:
        """Those that somebody said."""
        return self.filter(kind=Origin.DECLARED)


class Observation(models.Model):
    """
    The value of a measure for a unit and a period, with its definition and source.

    ``since`` is included, ``until`` is not; a state on one day has only ``until``: the day
    after. ``value`` is null where the source gives only numerator or denominator, and these
    are null where it does not give them: null is not zero. A figure is never corrected but
    restated: the new row is named in ``restated_by``.

    ``definition`` names which definition of the measure it is: figures of two definitions
    stand side by side and are never mixed. ``key`` is the name of a bundled figure.
    """

    key = models.CharField(_("key"), max_length=120, unique=True, null=True, blank=True)
    measure = models.CharField(_("measure"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version of the measure"), default=1)
    definition = models.SlugField(
        _("definition"), max_length=60, blank=True, db_index=False
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Origin.choices)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="observations")
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"))
    value = models.FloatField(_("value"), null=True, blank=True)
    numerator = models.FloatField(_("numerator"), null=True, blank=True)
    denominator = models.FloatField(_("denominator"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    exactness = models.CharField(
        _("exactness"),
        max_length=8,
        choices=Exactness.choices,
        default=Exactness.EXACT,
    )
    definition_vi = models.CharField(
        _("definition (Vietnamese)"), max_length=1000, blank=True
    )
    definition_en = models.CharField(
        _("definition (English)"), max_length=1000, blank=True
    )
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))
    confidence = models.PositiveSmallIntegerField(
        _("confidence (%)"), null=True, blank=True
    )
    note = models.CharField(_("note"), max_length=400, blank=True)
    restated_by = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="restates",
        verbose_name=_("restated by"),
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__gt=models.F("since")),
                name="observation_period_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False)
                | Q(numerator__isnull=False)
                | Q(denominator__isnull=False),
                name="observation_says_something",
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__lte=100),
                name="observation_confidence_is_a_percentage",
            ),
        ]
        indexes = [
            models.Index(
                fields=["measure", "territory", "until"], name="observation_of_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.territory_id} {self.until}: {self.value}"


class WeeklyReport(models.Model):
    """
    What was reported for a week: frozen, and never changed by anybody.

    ``digest`` is SHA-256 over the week, the lake (``sources``), the versions of the
    measures and the figures; ``snapshot`` is the week with its beginning. ``files`` names
    every file that was written, with its SHA-256.
    """

    snapshot = models.CharField(_("snapshot"), max_length=24, unique=True)
    week = models.CharField(_("week"), max_length=8)
    as_of = models.DateTimeField(_("data as of"))
    digest = models.CharField(_("digest"), max_length=64)
    sources = models.CharField(_("digest of the lake"), max_length=64)
    versions = models.JSONField(_("versions of the measures"))
    figures = models.JSONField(_("figures"))
    files = models.JSONField(_("files"))
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        indexes = [models.Index(fields=["week", "created_at"], name="report_of_week")]

    def __str__(self) -> str:
        return self.snapshot
