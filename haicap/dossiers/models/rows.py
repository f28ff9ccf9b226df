"""
Legal facts as rows: each has who, when, why and, where the law wants one, its ground.

The state of a dossier is the short form of these; the clock reads them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.models.dossier import Delivery, Dossier
from haicap.units.models import Agency


class ByPerson(models.Model):
    """Who did it and when; nobody when the holder of the secret did."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        abstract = True


class Assignment(ByPerson):
    """From this moment the agency answers for the dossier. Appended, never changed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="assignments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.dossier} → {self.agency_id}"


class Handover(ByPerson):
    """A line of the process control sheet (form 06): sent by one agency, taken by another."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="handovers")
    from_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="incoming_handovers"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    due_at = models.DateTimeField(_("to be taken by"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(taken_at__isnull=True),
                name="one_open_handover",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.from_agency_id} → {self.to_agency_id}"


class SuspensionKind(models.TextChoices):
    """Why the clock stands."""

    SUPPLEMENT = "supplement", _("waiting for a supplement")
    PAYMENT = "payment", _("waiting for a payment")
    OTHER_AGENCY = "other_agency", _("waiting for another agency")
    VERIFICATION = "verification", _("verification on the spot")


class Suspension(ByPerson):
    """The clock stands from ``at`` until ``until``; one at a time."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="suspensions")
    kind = models.CharField(_("kind"), max_length=14, choices=SuspensionKind.choices)
    reason = models.CharField(_("reason"), max_length=400)
    ground = models.CharField(_("legal ground"), max_length=120, blank=True)
    expected_end = models.DateField(_("expected end"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(until__isnull=True),
                name="one_open_suspension",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("at")),
                name="suspension_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.kind}"


class Supplement(ByPerson):
    """
    The one supplement request (form 02): all faults at once.

    ``faults`` is a list of {"about": component code or question name, "what": sentence}.
    ``before_reception`` tells where the answer leads.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="supplement")
    faults = models.JSONField(_("faults"))
    before_reception = models.BooleanField(_("before reception"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"{self.dossier} ({len(self.faults)})"


class Refusal(ByPerson):
    """Reception was refused (form 03), with the reason."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="refusal")
    reason = models.CharField(_("reason"), max_length=1000)

    def __str__(self) -> str:
        return f"{self.dossier}"


class Charge(ByPerson):
    """A financial obligation: how many đồng, for what, and when they were paid."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="charges")
    amount = models.PositiveBigIntegerField(_("amount (đồng)"))
    what = models.CharField(_("for what"), max_length=300)
    ground = models.CharField(_("legal ground"), max_length=120, blank=True)
    paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    method = models.CharField(_("method"), max_length=20, blank=True)
    receipt = models.CharField(_("receipt"), max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(paid_at__isnull=True),
                name="one_open_charge",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="charge_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.amount}"


class Reappointment(ByPerson):
    """The one new appointment with its apology (form 04); the old due moment is kept."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="reappointment")
    old_due_at = models.DateTimeField(_("old due moment"))
    new_due_at = models.DateTimeField(_("new due moment"))
    reason = models.CharField(_("reason"), max_length=1000)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(new_due_at__gt=models.F("old_due_at"))
                & Q(at__lte=models.F("old_due_at")),
                name="reappointment_before_the_old_date_for_a_later_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.new_due_at}"


class Outcome(models.TextChoices):
    """What was decided."""

    GRANTED = "granted", _("granted")
    REJECTED = "rejected", _("not granted")


class Decision(ByPerson):
    """The proposal of the specialist and the decision of the signer."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="decisions")
    proposed = models.CharField(_("proposed"), max_length=8, choices=Outcome.choices)
    proposal = models.CharField(_("proposal"), max_length=1000, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome.choices, blank=True
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    document_number = models.CharField(
        _("number of the result"), max_length=80, blank=True
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_back_at = models.DateTimeField(_("sent back at"), null=True, blank=True)
    sent_back_reason = models.CharField(
        _("why it was sent back"), max_length=1000, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="decision_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="rejected") | ~Q(reason=""),
                name="rejection_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(decided_at__isnull=True, sent_back_at__isnull=True),
                name="one_open_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.outcome or self.proposed}"


class Stop(ByPerson):
    """Settlement was stopped (form 05); reopened by a decision when ``reopened_at``."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="stops")
    reason = models.CharField(_("reason"), max_length=1000)
    ground = models.CharField(_("legal ground"), max_length=120, blank=True)
    reopened_at = models.DateTimeField(_("reopened at"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopening_reason = models.CharField(
        _("why it was reopened"), max_length=1000, blank=True
    )

    def __str__(self) -> str:
        return f"{self.dossier}"


class Withdrawal(ByPerson):
    """The applicant took the dossier back."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"{self.dossier}"


class Return(ByPerson):
    """The result was handed over: how, and to whom."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="returning")
    delivery = models.CharField(_("return by"), max_length=8, choices=Delivery.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    collector = models.CharField(_("handed to"), max_length=100, blank=True)

    def __str__(self) -> str:
        return f"{self.dossier}"


class Satisfaction(models.TextChoices):
    """The three national grades of satisfaction."""

    VERY = "very", _("very satisfied")
    SATISFIED = "satisfied", _("satisfied")
    NOT = "not", _("not satisfied")


class Rating(ByPerson):
    """What the applicant thought; once a dossier."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="rating")
    grade = models.CharField(_("grade"), max_length=10, choices=Satisfaction.choices)
    comment = models.CharField(_("comment"), max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"{self.dossier} {self.grade}"
