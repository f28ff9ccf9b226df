"""
Villages and residential groups below the commune, through time.

They are no level of government (Law 72/2025/QH15): people of one place, named and arranged by
the council of their commune. As with territories, identity is not version.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haicap.common import periods
from haicap.units.models import Reorganisation, SuccessionKind, Territory


class VillageKind(models.TextChoices):
    """Villages lie in communes, residential groups in wards; special zones have both."""

    VILLAGE = "village", _("village")
    RESIDENTIAL_GROUP = "residential_group", _("residential group")


class Village(models.Model):
    """A village that is the same through its names, kinds and communes."""

    is_simulated = models.BooleanField(_("simulated"), default=False)

    def __str__(self) -> str:
        return f"village {self.pk}"


class VillageVersionQuerySet(models.QuerySet["VillageVersion"]):
    """Questions about villages on a day."""

    def on(self, day: date) -> Self:
        """The versions that are valid on the day."""
        return self.filter(periods.on(day))


class VillageVersion(models.Model):
    """
    What a village was called and which commune it was in, from one day until another.

    ``code`` stays empty until it is established; ``name`` is written with the word that people
    use there: Thôn Đông, Bản Nà Tốm, Tổ dân phố 3.
    """

    village = models.ForeignKey(Village, models.PROTECT, related_name="versions")
    commune = models.ForeignKey(
        Territory, models.PROTECT, related_name="village_versions"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=VillageKind.choices)
    code = models.CharField(_("code"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(_("folded name"), max_length=240)
    # In the order of its code points, whatever the language of the database.
    sort_key = models.CharField(_("sort key"), max_length=600, db_collation="C")
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    ground = models.CharField(_("legal ground"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = VillageVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            periods.no_overlap("village_one_version_a_day", "village"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="village_version_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["commune", "sort_key"], name="village_of_commune"),
        ]

    def __str__(self) -> str:
        return self.name


class VillageCount(models.Model):
    """How many households and people a village had on a day, and who says so."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="counts")
    as_of = models.DateField(_("as of"))
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village", "as_of"], name="village_counted_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(households__isnull=False) | Q(population__isnull=False),
                name="village_count_counts_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.as_of}"


class VillageChangeKind(models.TextChoices):
    """What may happen to villages."""

    FOUNDED = "founded", _("founded")
    RENAMED = "renamed", _("renamed")
    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")
    DISSOLVED = "dissolved", _("dissolved")
    MOVED = "moved", _("moved to another commune")
    FOLLOWED = "followed", _("followed its commune")


class VillageChange(models.Model):
    """
    One event that changes villages of a commune, with its legal ground and its day.

    ``consent_percent`` is how many of the households agreed (Law 10/2022/QH15), where known.
    ``reorganisation`` is the one of units that the villages followed.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=VillageChangeKind.choices)
    commune = models.ForeignKey(Territory, models.PROTECT, related_name="village_changes")
    effective_on = models.DateField(_("effective on"))
    ground = models.CharField(_("legal ground"), max_length=120)
    consent_percent = models.DecimalField(
        _("consent (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(ground=""), name="village_change_has_a_ground"
            ),
            models.CheckConstraint(
                condition=Q(consent_percent__isnull=True)
                | Q(consent_percent__gt=50, consent_percent__lte=100),
                name="village_change_has_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.effective_on}"


class VillageSuccession(models.Model):
    """
    From one village to another in one change.

    Without a predecessor the village was founded, without a successor it is no more. A village
    that only changed succeeds itself.
    """

    change = models.ForeignKey(VillageChange, models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="successions"
    )
    successor = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="origins"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=SuccessionKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "predecessor", "successor"],
                name="village_succession_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=False) | Q(successor__isnull=False),
                name="village_succession_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
