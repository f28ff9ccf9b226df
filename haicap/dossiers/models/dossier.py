"""The dossier itself."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.competence.models import Competence
from haicap.dossiers.lifecycle import AWAITING_APPLICANT, ENDED, OPEN, State
from haicap.procedures.models import Case, Channel, Procedure, ProcedureVersion
from haicap.units.models import Agency, Territory


class Subject(models.TextChoices):
    """Who asks, with the national numbers 1 to 4 in this order."""

    CITIZEN = "citizen", _("citizen")
    ENTERPRISE = "enterprise", _("enterprise")
    STATE_AGENCY = "state_agency", _("state agency")
    ORGANISATION = "organisation", _("organisation")


class Money(models.TextChoices):
    """The state of money, an axis of its own."""

    NONE = "none", _("nothing to pay")
    DUE = "due", _("to be paid")
    PAID = "paid", _("paid")


class Delivery(models.TextChoices):
    """The ways of returning a result (national numbers 1, 2, 3)."""

    COUNTER = "counter", _("at the counter")
    POST = "post", _("by post")
    ONLINE = "online", _("electronically")


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Questions about dossiers."""

    def open(self) -> Self:
        """Those not ended."""
        return self.filter(state__in=OPEN)

    def overdue(self, at: datetime) -> Self:
        """Received, not settled, and past the due moment; waiting for the applicant is not."""
        return self.filter(state__in=[State.RECEIVED, State.PROCESSING], due_at__lt=at)

    def with_names(self) -> Self:
        """With the procedure, the place and the agencies, in the same statement."""
        return self.select_related(
            "version__procedure",
            "place",
            "place_now",
            "received_at_agency",
            "competent",
            "responsible",
        )


class Dossier(models.Model):
    """
    One request to an authority, from submission to result.

    Four agencies must not be mixed: where the applicant was helped, where the dossier was
    received, who is competent, where the result is returned; ``responsible`` is where it
    lies now (the last ``Assignment``). ``due_at`` and ``is_late`` are copies of what the
    clock derives from the legal rows, kept so that lists can sort; ``due_at`` is empty
    while the clock stands and where the procedure has no limit.

    ``place`` is what was asked for and stays; where a reorganisation has put it since is
    ``place_now``, and ``moved_on`` the day of the last one that moved the dossier.

    A leg of an inter-connected dossier points to it by ``bundle``.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="dossiers")
    # Without an index where none is asked for, or another begins with the same column:
    # a night that moves every open dossier writes them all.
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    money = models.CharField(
        _("money"), max_length=6, choices=Money.choices, default=Money.NONE
    )
    delivery = models.CharField(_("return by"), max_length=8, choices=Delivery.choices)
    delivery_address = models.CharField(
        _("address for the return"), max_length=300, blank=True
    )

    subject = models.CharField(
        _("kind of applicant"),
        max_length=12,
        choices=Subject.choices,
        default=Subject.CITIZEN,
    )
    applicant_name = models.CharField(_("applicant"), max_length=100)
    applicant_folded = models.CharField(_("applicant, folded"), max_length=100)
    applicant_id = models.CharField(
        _("personal identification number"), max_length=12, blank=True
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    answers = models.JSONField(_("answers"), default=dict)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        db_index=False,
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    place = models.ForeignKey(Territory, models.PROTECT, related_name="dossiers")
    place_now = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    moved_on = models.DateField(_("moved on"), null=True, blank=True)
    helped_at = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    received_at_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="received_dossiers", db_index=False
    )
    competent = models.ForeignKey(
        Agency, models.PROTECT, related_name="competent_dossiers"
    )
    responsible = models.ForeignKey(
        Agency, models.PROTECT, related_name="dossiers_in_hand"
    )
    return_at = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="dossiers", db_index=False
    )

    submitted_at = models.DateTimeField(_("submitted at"))
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    is_late = models.BooleanField(_("settled late"), null=True, blank=True)

    bundle = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="legs",
        db_index=False,
    )
    leg = models.CharField(_("leg"), max_length=30, blank=True)
    without = models.JSONField(_("optional legs not asked for"), default=list)
    secret_version = models.PositiveSmallIntegerField(
        _("version of the secret"), default=1
    )
    # Made by a drill or a demonstration: nobody ever asked for it.
    simulated = models.BooleanField(_("simulated"), default=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[State.SETTLED, State.RETURNED])
                | Q(settled_at__isnull=False, received_at__isnull=False),
                name="dossier_settled_has_its_moments",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="dossier_ended_with_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RECEIVED, State.PROCESSING, State.PAYMENT])
                | Q(received_at__isnull=False),
                name="dossier_in_hand_was_received",
            ),
            models.CheckConstraint(
                condition=Q(bundle__isnull=True, leg="")
                | (Q(bundle__isnull=False) & ~Q(leg="")),
                name="dossier_leg_has_its_bundle",
            ),
        ]
        indexes = [
            models.Index(
                fields=["responsible", "due_at"],
                name="dossier_in_hand",
                condition=~Q(state__in=ENDED),
            ),
            models.Index(
                fields=["received_at_agency", "submitted_at"], name="dossier_received"
            ),
            models.Index(fields=["applicant_id"], name="dossier_applicant"),
            models.Index(fields=["phone"], name="dossier_phone"),
            models.Index(fields=["account", "submitted_at"], name="dossier_account"),
            models.Index(fields=["bundle"], name="dossier_bundle"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def about(self) -> str:
        """What its facts are about."""
        return f"dossier:{self.pk}"

    @property
    def present_place(self) -> Territory:
        """The place as it is now: itself, or what became of it."""
        return self.place_now or self.place

    @property
    def procedure(self) -> Procedure:
        """The procedure it asks for."""
        return self.version.procedure

    @property
    def is_waiting(self) -> bool:
        """Whether the applicant has the next word."""
        return self.state in AWAITING_APPLICANT

    @property
    def is_assisted(self) -> bool:
        """Whether somebody of an agency filed it online for the applicant."""
        return self.channel == Channel.ONLINE and self.helped_at_id is not None


class Counter(models.Model):
    """The last number given out by an agency on a day; locked by whoever takes the next."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}: {self.last}"
