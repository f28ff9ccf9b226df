"""
The national catalogue: a stable procedure, and frozen versions of it by date.

A version's rows never change once it is published; an amendment is another version.
What the sources leave uncertain stays marked in ``uncertain`` ({field: why}).
"""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from haicap.common import periods
from haicap.procedures.defaults import QUESTIONS


class Channel(models.TextChoices):
    """The ways of filing, with the national numbers 1, 2 and 3 in ``NATIONAL``."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    POST = "post", _("by post")


class OnlineLevel(models.TextChoices):
    """The level of the online service; empty where it is not established."""

    FULL = "full", _("full online service")
    PARTIAL = "partial", _("partial online service")
    INFORMATION = "information", _("information only")


class ChangeKind(models.TextChoices):
    """The four kinds of publication decision (Decree 63/2010; sources)."""

    NEW = "new", _("newly issued")
    AMENDED = "amended", _("amended or supplemented")
    REPLACED = "replaced", _("replaced")
    ABOLISHED = "abolished", _("abolished")


class Procedure(models.Model):
    """
    A procedure that stays the same through its versions.

    ``code`` is the national one and may be unknown; ``slug`` is always there and is what
    the catalogue files use as a key.
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    code = models.CharField(_("code"), max_length=40, unique=True, null=True, blank=True)

    def __str__(self) -> str:
        return self.code or self.slug


class PublicationDecision(models.Model):
    """A decision that publishes changes to procedures, possibly from a future day."""

    number = models.CharField(_("number"), max_length=60)
    issuer = models.CharField(_("issuer"), max_length=120, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)

    class Meta:
        constraints = [
            # Every province has its own 3249/QĐ-UBND.
            models.UniqueConstraint(fields=["number", "issuer"], name="decision_once"),
        ]

    def __str__(self) -> str:
        return self.number


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    """Questions about versions on a day."""

    def on(self, day: date) -> Self:
        """The versions in force on the day."""
        return self.filter(periods.on(day), is_published=True)

    def matching(self, folded: str) -> Self:
        """Versions whose folded text holds every word; short ones whole, others as begun."""
        query = Q()
        for word in folded.split():
            whole = f" {word} " if len(word) <= 3 else f" {word}"
            query &= Q(padded__contains=whole)
        sides = Value(" "), "search_text", Value(" ")
        padded = Concat(*sides, output_field=models.TextField())
        return self.alias(padded=padded).filter(query)


class ProcedureVersion(models.Model):
    """
    What a procedure says from a day on: parts (a)–(g) of Art 8(2) Decree 63/2010.

    (a) name, (b) ``sequence``, (c) ``channels``, (d) ``components`` and ``copies_of_file``,
    (đ) the limits of the channels, (e) ``subjects``, (g) ``implementing_agency``; and, where
    they exist, fees, forms, conditions, results and the legal basis.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    change = models.CharField(  # empty: what the decision did is not established
        _("kind of change"), max_length=10, choices=ChangeKind.choices, blank=True
    )
    decision = models.ForeignKey(
        PublicationDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
    )
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=1200)
    name_en = models.CharField(_("name (English)"), max_length=600, blank=True)
    keywords = models.JSONField(_("keywords"), default=list)
    field_vi = models.CharField(_("field (Vietnamese)"), max_length=160)
    field_en = models.CharField(_("field (English)"), max_length=160, blank=True)
    ministry = models.CharField(_("managing ministry"), max_length=160, blank=True)
    sequence = models.TextField(_("sequence of steps"), blank=True)
    subjects = models.JSONField(_("eligible subjects"), default=list)
    implementing_agency = models.CharField(
        _("implementing agency"), max_length=300, blank=True
    )
    copies_of_file = models.PositiveSmallIntegerField(_("number of dossiers"), default=1)
    conditions = models.TextField(_("requirements and conditions"), blank=True)
    result_name = models.CharField(_("result"), max_length=400, blank=True)
    result_code = models.CharField(_("result type"), max_length=60, blank=True)
    results = models.JSONField(_("all results"), default=list)  # {name, code}
    legal_basis = models.JSONField(_("legal basis"), default=list)  # document numbers
    online_level = models.CharField(
        _("level of online service"),
        max_length=12,
        choices=OnlineLevel.choices,
        blank=True,
    )
    is_interconnected = models.BooleanField(_("inter-connected"), default=False)
    portal_kind = models.CharField(
        _("kind on the national portal"), max_length=120, blank=True
    )
    levels = models.JSONField(_("levels"), default=list)  # province, commune, ministry …
    due_policy = models.CharField(
        _("how the limit is counted"), max_length=12, default="running"
    )
    questions = models.JSONField(_("questions of the form"), default=list)
    uncertain = models.JSONField(_("uncertain"), default=dict)
    provenance = models.CharField(_("provenance"), max_length=300, blank=True)
    confidence = models.CharField(_("confidence"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    content_hash = models.CharField(_("hash of the content"), max_length=64, blank=True)
    search_text = models.TextField(_("folded text"), blank=True)
    sort_key = models.CharField(_("sort key"), max_length=2000, blank=True)

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_once"),
            periods.no_overlap(
                "one_published_version_a_day", "procedure", condition=Q(is_published=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} v{self.number}"

    def form(self) -> list[dict[str, Any]]:
        """The questions of its electronic form; a procedure without any has the general one."""
        return self.questions or QUESTIONS


class PublishedChange(models.Model):
    """
    What a decision does to a procedure, and from when.

    ``effective_on`` may lie in the future, and is empty where it is not established: such a
    change is known of but ends nothing yet. ``version`` is what the change brought about,
    ``successor`` what stands in its place.
    """

    decision = models.ForeignKey(
        PublicationDecision, models.PROTECT, related_name="changes"
    )
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="changes")
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind.choices)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    version = models.ForeignKey(
        ProcedureVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_by",
    )
    successor = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="took_over_from"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "procedure", "kind"], name="change_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="replaced") | Q(successor__isnull=False),
                name="replaced_by_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.kind} {self.procedure}"


class ChannelRule(models.Model):
    """
    Time limit and fee of one way of filing.

    ``limit`` is a sentence the clock reads ("3 working days", "in day", "10 days + 5 working
    days"); empty means that no limit is established. ``fee`` is in đồng; null is not known.
    """

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="channels")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    limit = models.CharField(_("time limit"), max_length=80, blank=True)
    fee = models.PositiveBigIntegerField(_("fee (đồng)"), null=True, blank=True)
    fee_note = models.TextField(_("note on the fee"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "channel"], name="channel_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.channel}"


class Case(models.Model):
    """A case of a procedure that asks for its own components."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="cases")
    code = models.CharField(_("code"), max_length=40)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=400)
    name_en = models.CharField(_("name (English)"), max_length=400, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="case_once")
        ]

    def __str__(self) -> str:
        return self.name_vi


class Component(models.Model):
    """A paper of the dossier; without a case it belongs to all of them."""

    version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="components"
    )
    case = models.ForeignKey(
        Case, models.CASCADE, null=True, blank=True, related_name="components"
    )
    code = models.CharField(_("code"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=600)
    name_en = models.CharField(_("name (English)"), max_length=600, blank=True)
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    is_required = models.BooleanField(_("required"), default=True)
    replaced_by_data = models.CharField(
        _("replaced by data of"), max_length=120, blank=True
    )
    form = models.CharField(_("form"), max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "case", "code"],
                name="component_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name_vi


class StepTemplate(models.Model):
    """A step of the work: who (a role), how much of the limit, and what comes out of it."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(_("code"), max_length=30)  # check, process, sign, return
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=30)
    share = models.DecimalField(_("share of the limit"), max_digits=4, decimal_places=3)
    product_vi = models.CharField(_("product (Vietnamese)"), max_length=200, blank=True)
    product_en = models.CharField(_("product (English)"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="step_once"),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="share_of_the_limit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.code}"


class Leg(models.Model):
    """
    One procedure inside an inter-connected service.

    It starts when all the legs in ``waits_for`` (their codes) have a result; ``gives`` names
    the component of later legs that its result stands for, so that it is not asked again.
    """

    service = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="legs")
    order = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(_("code"), max_length=30)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="served_as_leg")
    waits_for = models.JSONField(_("waits for"), default=list)
    gives = models.CharField(_("gives the component"), max_length=60, blank=True)
    is_optional = models.BooleanField(_("optional"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "code"], name="leg_once")
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.code}"
