"""What reorganisations of units did to open dossiers."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.models.dossier import Dossier
from haicap.units.models import Agency, Reorganisation, Territory, TerritoryVersion


class RelocationQuerySet(models.QuerySet["Relocation"]):
    """Questions about all that happened to a dossier."""

    def in_order(self) -> Self:
        """The earliest first, with the agencies whose calendars count."""
        return self.select_related("competent_before", "competent_after").order_by(
            "on", "pk"
        )


class Relocation(models.Model):
    """
    From this day another agency is competent, or the place is another one. Appended.

    The clock follows it: each moment is counted by the calendar of who was in charge then.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="relocations")
    reorganisation = models.ForeignKey(
        Reorganisation,
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    on = models.DateField(_("on"))
    # Copied from the dossier, which is held to what exists; nothing of it is ever deleted.
    place_before = models.ForeignKey(
        Territory,
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    place_after = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    competent_before = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    competent_after = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )

    objects = RelocationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.on}"


class UnresolvedReason(models.TextChoices):
    """Why no rule can say where a dossier belongs."""

    SPLIT = "split", _("its place was split, and its address does not tell")
    NOBODY = "nobody", _("the record names nobody who decides it there")


class UnresolvedMove(models.Model):
    """
    A dossier of which a person must say where it belongs.

    Until then it is returned at, and where it matters decided by, ``interim``: the service
    centre of the province, which can ask the applicant.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="unresolved_moves")
    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="+")
    reason = models.CharField(
        _("reason"), max_length=10, choices=UnresolvedReason.choices
    )
    interim = models.ForeignKey(Agency, models.PROTECT, related_name="unresolved_moves")
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_to = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(resolved_at__isnull=True),
                name="one_unresolved_move",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_to__isnull=True)
                | Q(resolved_at__isnull=False, resolved_to__isnull=False),
                name="resolved_to_a_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["interim"],
                name="unresolved_of_agency",
                condition=Q(resolved_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.reason}"

    def named_candidates(self, day: date) -> list["NamedCandidate"]:
        """The places to which it may belong, as they are called on the day."""
        said = {each.territory_id: each for each in self.candidates.all()}
        lives = TerritoryVersion.objects.on(day).filter(territory__in=said)
        return [
            NamedCandidate(
                each.code,
                each.name,
                said[each.territory_id].suggested,
                said[each.territory_id].is_doubtful,
            )
            for each in lives.order_by("code")
        ]


@dataclass(frozen=True)
class NamedCandidate:
    """One of the places to which a dossier may belong, for people to choose."""

    code: str
    name: str
    suggested: bool
    is_doubtful: bool


class MoveCandidate(models.Model):
    """One of the places to which an unresolved dossier may belong."""

    move = models.ForeignKey(UnresolvedMove, models.CASCADE, related_name="candidates")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    suggested = models.BooleanField(_("suggested"), default=False)
    is_doubtful = models.BooleanField(_("doubtful"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["move", "territory"], name="move_candidate_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.move_id} → {self.territory_id}"
