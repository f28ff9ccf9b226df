"""
Territories and agencies through time.

Identity is not version: a ``Territory`` never changes; its name, kind, code and parent
are ``TerritoryVersion`` rows with a validity. A code belongs to a version: on 1 July 2025
most new communes took over the code of one of the communes they were made of.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.common import periods


class Level(models.TextChoices):
    """The levels; the district exists until 1 July 2025 (Law 72/2025/QH15 Art 51(3))."""

    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district")
    COMMUNE = "commune", _("commune")


class Kind(models.TextChoices):
    """The kinds of territory, today's five and the historical ones."""

    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    CITY = "city", _("centrally-run city")
    URBAN_DISTRICT = "urban_district", _("urban district")
    RURAL_DISTRICT = "rural_district", _("rural district")
    TOWN = "town", _("town")
    PROVINCIAL_CITY = "provincial_city", _("provincial city")
    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    TOWNSHIP = "township", _("township")
    SPECIAL_ZONE = "special_zone", _("special zone")


class Territory(models.Model):
    """A place that is the same place through its names, codes and parents."""

    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    # The first day of its history and its code then: 20250701:00070.
    key = models.CharField(_("key"), max_length=20, unique=True)

    def __str__(self) -> str:
        return self.key


def code_number(level: str, code: str) -> int:
    """Give level and code as one number, different for 01 the province and 001 the district."""
    rank = list(Level).index(Level(level))
    return rank * 10_000_000_000 + (int(code) if code.isdigit() else 0)


class TerritoryVersionQuerySet(models.QuerySet["TerritoryVersion"]):
    """Questions about territories on a day."""

    def on(self, day: date) -> Self:
        """The versions that are valid on the day."""
        return self.filter(periods.on(day))


class TerritoryVersion(models.Model):
    """What a territory was called, coded and part of, from one day until another."""

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="versions")
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=10)
    # Level and code in one number, for the constraint: see ``code_number``.
    code_number = models.BigIntegerField(_("code number"))
    name = models.CharField(_("name"), max_length=120)  # with its kind: Phường Hoàn Kiếm
    short_name = models.CharField(_("short name"), max_length=120)
    folded = models.CharField(_("folded name"), max_length=240)
    # In the order of its code points, whatever the language of the database.
    sort_key = models.CharField(_("sort key"), max_length=600, db_collation="C")
    parent = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="child_versions"
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    area_km2 = models.DecimalField(
        _("area (km²)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    ground = models.CharField(_("legal ground"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = TerritoryVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            periods.no_overlap("territory_one_version_a_day", "territory"),
            periods.no_overlap("territory_code_once_a_day", "code_number"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=models.F("valid_from")),
                name="territory_version_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["code", "valid_from"], name="territory_code"),
            models.Index(fields=["parent", "sort_key"], name="territory_children"),
            models.Index(fields=["folded"], name="territory_folded"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        """Tell whether this is what the territory was on the day."""
        return self.valid_from <= day and (
            self.valid_until is None or day < self.valid_until
        )


class Reorganisation(models.Model):
    """
    One event that changes units, with its legal ground and the day it takes effect.

    One that is planned ahead keeps its ``plan`` as it was read, and has not been applied.
    """

    key = models.CharField(_("key"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    ground = models.CharField(_("legal ground"), max_length=120)
    effective_on = models.DateField(_("effective on"))
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    plan = models.JSONField(_("plan"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=False) | Q(plan__isnull=False),
                name="reorganisation_ahead_has_its_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SuccessionKind(models.TextChoices):
    """How a unit passed into another."""

    WHOLE = "whole", _("whole unit into one")
    PART = "part", _("part of a unit")
    UNCHANGED = "unchanged", _("unchanged, under another parent")
    RENAMED = "renamed", _("another name, kind or code")
    ABOLISHED = "abolished", _("the level was abolished")


class Succession(models.Model):
    """
    From one unit to another. Several rows from one unit mean that it was split.

    ``suggested`` marks the successor that the source takes when nothing more is known; it
    is shown to a person and never chosen silently. ``is_doubtful`` marks one that the source
    gives but that looks like a confusion of names. ``share`` is null where it is not known;
    a measure that was divided otherwise has a ``MeasureShare``. ``holds`` names hamlets and
    streets of the part, where the source does: by them an address is decided.
    A territory that only changed (its parent, name, kind or code) succeeds itself.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="successions"
    )
    predecessor = models.ForeignKey(Territory, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Territory, models.PROTECT, related_name="origins")
    kind = models.CharField(_("kind"), max_length=12, choices=SuccessionKind.choices)
    suggested = models.BooleanField(_("suggested"), default=False)
    is_doubtful = models.BooleanField(_("doubtful"), default=False)
    share = models.DecimalField(
        _("share"), max_digits=7, decimal_places=6, null=True, blank=True
    )
    holds = models.JSONField(_("hamlets and streets"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor", "successor"],
                name="succession_once",
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor"],
                condition=Q(suggested=True),
                name="succession_one_suggestion",
            ),
            models.CheckConstraint(
                condition=~Q(suggested=True, is_doubtful=True),
                name="succession_doubtful_is_not_suggested",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1),
                name="succession_share_is_a_part_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class MeasureShare(models.Model):
    """The part of one measure (population, area …) that came along with a succession."""

    succession = models.ForeignKey(
        Succession, models.PROTECT, related_name="measure_shares"
    )
    measure = models.CharField(_("measure"), max_length=40)
    share = models.DecimalField(_("share"), max_digits=7, decimal_places=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["succession", "measure"], name="measure_share_once"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1),
                name="measure_share_is_a_part_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.share}"


class AgencyKind(models.TextChoices):
    """The kinds of agency; a two-level government has these and no more."""

    MINISTRY = "ministry", _("ministry")
    PEOPLES_COMMITTEE = "peoples_committee", _("People's Committee")
    DEPARTMENT = "department", _("department")
    VERTICAL = "vertical", _("vertical-sector agency")
    SERVICE_CENTRE = "service_centre", _("Public Administration Service Centre")
    BRANCH = "branch", _("branch of the centre")
    SERVICE_POINT = "service_point", _("reception and return point")


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Questions about agencies on a day."""

    def on(self, day: date) -> Self:
        """The agencies that exist on the day."""
        return self.filter(periods.on(day))

    def under(self, agency: "Agency") -> Self:
        """The agency and all below it."""
        return self.filter(lineage__startswith=agency.lineage)


class Agency(models.Model):
    """
    Who acts: it belongs to a territory and, but for the topmost, to a parent agency.

    ``code`` is this program's own, formed from the unit code at its founding (00070,
    00070.9) and kept for life; it is unique on any one day. ``identifier`` is the national
    one of Decision 20/2020/QĐ-TTg and stays empty until it is established. ``field`` names
    what a department is for. ``province`` repeats where it is, for the sake of speed.
    ``is_assumed`` marks an agency whose exact distribution is not published. The names here
    are the present ones; earlier ones are ``AgencyName`` rows: ask ``name_on``.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=AgencyKind.choices)
    code = models.CharField(_("code"), max_length=20)
    identifier = models.CharField(_("national identifier"), max_length=40, blank=True)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    folded = models.CharField(_("folded name"), max_length=400, blank=True)
    field = models.CharField(_("field"), max_length=40, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="agencies")
    province = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    lineage = models.CharField(_("lineage"), max_length=120, db_index=True)  # /1/23/456/
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    ground = models.CharField(_("legal ground"), max_length=60, blank=True)
    is_assumed = models.BooleanField(_("assumed"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="agency_code_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=models.F("valid_from")),
                name="agency_has_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["territory", "kind", "field"], name="agency_of_territory"
            ),
            models.Index(fields=["province", "kind"], name="agency_of_province"),
        ]

    def __str__(self) -> str:
        return self.name_vi

    def ancestor_ids(self) -> list[int]:
        """Its own id and those above it, nearest first."""
        return [int(part) for part in reversed(self.lineage.strip("/").split("/"))]

    def name_on(self, day: date) -> str:
        """Give the Vietnamese name that it bore on the day; asks the database."""
        earlier = self.earlier_names.filter(periods.on(day)).first()
        return earlier.name_vi if earlier else self.name_vi


class AgencyName(models.Model):
    """A name that an agency bore before its present one."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="earlier_names")
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    ground = models.CharField(_("legal ground of the change"), max_length=60, blank=True)

    class Meta:
        constraints = [
            periods.no_overlap("agency_one_name_a_day", "agency"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=models.F("valid_from")),
                name="agency_name_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name_vi


class AgencySuccession(models.Model):
    """
    From an agency that ended to one that took over what it left.

    ``suggested`` marks the one that takes over whole: always when there is only one. An agency
    of a split place may have none, and then nothing of it goes anywhere without a reason.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="agency_successions"
    )
    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="passed_to")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="taken_over")
    suggested = models.BooleanField(_("suggested"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor", "successor"],
                name="agency_succession_once",
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor"],
                condition=Q(suggested=True),
                name="agency_succession_one_suggestion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
