"""Certificates and signatures in the console, to read."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, shown
from haicap.signatures.models import Certificate, Signature


@shown(Certificate, _("certificate"), _("certificates"))
class CertificateAdmin(ReadOnly):
    """Who signs with what, until when."""

    list_display = ("subject", "agency", "valid_until", "revoked_at")
    search_fields = ("fingerprint",)
    related = ("agency",)
    ordering = ("-pk",)


@shown(Signature, _("electronic signature"), _("electronic signatures"))
class SignatureAdmin(ReadOnly):
    """What was signed."""

    list_display = ("code", "agency", "title", "has_timestamp", "signed_at")
    search_fields = ("code",)
    related = ("agency",)
    fields = ("code", "certificate", "agency", "title", "has_timestamp", "signed_at")
    ordering = ("-pk",)
