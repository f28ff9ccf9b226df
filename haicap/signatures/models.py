"""Certificates of those who sign, and what was signed with them. No key is kept here."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.papers.models import File
from haicap.specimens.models import Specimen
from haicap.units.models import Agency


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about certificates at a moment."""

    def usable(self, at: datetime) -> Self:
        """Those that may be signed with at the moment."""
        begun = self.filter(revoked_at__isnull=True, valid_from__lte=at)
        return begun.filter(valid_until__gt=at)


class Certificate(models.Model):
    """
    A certificate with which a person signs for an agency.

    ``key_name`` is under what the keeper of keys has its key (``signatures.keys``); ``pem``
    is the certificate itself, which is public.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="certificates")
    subject = models.CharField(_("subject"), max_length=300)
    issuer = models.CharField(_("issuer"), max_length=300)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True)
    pem = models.TextField(_("certificate"))
    key_name = models.CharField(_("name of the key"), max_length=80)
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    registered_at = models.DateTimeField(_("registered at"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revocation_reason = models.CharField(
        _("why it was revoked"), max_length=300, blank=True
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revocation_reason=""),
                name="certificate_revoked_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "agency"], name="certificate_of")]

    def __str__(self) -> str:
        return self.subject

    @property
    def about(self) -> str:
        """What its facts are about."""
        return f"certificate:{self.pk}"


class Signature(models.Model):
    """
    A file that was signed: by whom, holding which title, and what it may be compared with.

    ``original`` is the file as it came, ``file`` the signed one. ``code`` leads to the
    public verification page. ``has_timestamp`` says that a time-stamp authority proves the
    moment; without one it is the program's own.
    """

    code = models.CharField(_("verification code"), max_length=16, unique=True)
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="signatures"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120, blank=True)
    original = models.ForeignKey(File, models.PROTECT, related_name="+")
    file = models.OneToOneField(File, models.PROTECT, related_name="signature")
    seal = models.ForeignKey(
        Specimen, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hand = models.ForeignKey(
        Specimen, models.PROTECT, null=True, blank=True, related_name="+"
    )
    has_timestamp = models.BooleanField(_("time-stamped"), default=False)
    signed_at = models.DateTimeField(_("signed at"))

    def __str__(self) -> str:
        return self.code

    @property
    def about(self) -> str:
        """What its facts are about."""
        return f"signature:{self.pk}"
