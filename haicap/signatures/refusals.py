"""What signing refuses."""

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound, Refused


class NoCertificate(Refused):
    """The person has no certificate to sign with for the agency."""

    code = "signatures.no-certificate"
    message = _("%(who)s has no valid certificate to sign with for %(agency)s.")


class CertificateKnown(Refused):
    """A certificate is registered once."""

    code = "signatures.certificate-known"
    message = _("This certificate is already registered.")


class AlreadyRevoked(Refused):
    """A certificate is revoked once."""

    code = "signatures.already-revoked"
    message = _("This certificate was already revoked on %(day)s.")


class NotSignable(Refused):
    """The file cannot carry a signature."""

    code = "signatures.not-signable"
    message = _("The file cannot be signed: it is no PDF that can be read to its end.")
    status = 422


class TimeStampFailed(Refused):
    """The time-stamp server that the settings name did not answer well."""

    code = "signatures.time-stamp-failed"
    message = _("The time-stamp server did not answer; try again. Nothing was signed.")


class NoSignature(NotFound):
    """Nothing was signed under this code."""

    code = "signatures.no-signature"
