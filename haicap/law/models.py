"""The register of legal documents: law is data with validity and a citation."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentType(models.TextChoices):
    """The types of document that the register holds."""

    LAW = "law", _("law")
    CODE = "code", _("code")
    RESOLUTION = "resolution", _("resolution")
    NORMATIVE_RESOLUTION = "normative_resolution", _("normative resolution")
    PARTY_RESOLUTION = "party_resolution", _("Party resolution")
    DECREE = "decree", _("decree")
    DECISION = "decision", _("decision")
    CIRCULAR = "circular", _("circular")
    TELEGRAM = "telegram", _("telegram")
    NOTICE = "notice", _("notice")
    CONCLUSION = "conclusion", _("conclusion")
    OFFICIAL_LETTER = "official_letter", _("official letter")


class LegalDocument(models.Model):
    """
    A law, decree, circular, decision, conclusion …; ``number`` is how it is cited.

    Dates that are not established stay empty; ``confidence`` says in percent how sure the
    row is, and ``date_note`` holds a date that is known only to the month or year. A
    document whose number is not verified stands under a name of ours. ``expires_on`` is
    the first day on which it is no longer in force.
    """

    number = models.CharField(_("number"), max_length=80, unique=True)
    type = models.CharField(_("type"), max_length=40, choices=DocumentType.choices)
    issuer = models.CharField(_("issuer"), max_length=120)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    date_note = models.CharField(_("date as known"), max_length=40, blank=True)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    field = models.CharField(_("field"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=300)
    is_number_verified = models.BooleanField(_("number verified"), default=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    provenance = models.CharField(_("provenance"), max_length=300, blank=True)
    confidence = models.PositiveSmallIntegerField(
        _("confidence (%)"), null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confidence__isnull=True)
                | models.Q(confidence__lte=100),
                name="confidence_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def is_in_force(self, on: date) -> bool | None:
        """Tell whether it is in force on the day; None where its effect is not known."""
        if self.expires_on is not None and on >= self.expires_on:
            return False
        return None if self.effective_on is None else on >= self.effective_on


class Clause(models.Model):
    """A part of a document that something rests on (``Art 12``, ``Art 54(8)``)."""

    document = models.ForeignKey(LegalDocument, models.PROTECT, related_name="clauses")
    label = models.CharField(_("clause"), max_length=60)
    summary = models.CharField(_("what it says"), max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "label"], name="clause_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document.number} {self.label}"


class RelationKind(models.TextChoices):
    """How one document bears on another."""

    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")
    GUIDES = "guides", _("guides")
    REPEALS = "repeals", _("repeals")
    CITES = "cites", _("cites")


class Relation(models.Model):
    """``document`` amends, replaces, guides or repeals ``other``."""

    document = models.ForeignKey(LegalDocument, models.PROTECT, related_name="relations")
    kind = models.CharField(_("kind"), max_length=10, choices=RelationKind.choices)
    other = models.ForeignKey(LegalDocument, models.PROTECT, related_name="related_by")
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "other"], name="relation_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(document=models.F("other")),
                name="relation_between_two_documents",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.kind} {self.other}"
