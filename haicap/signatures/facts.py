"""What happens to certificates, and what is signed."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("certificate.registered", _("%(by)s registered the certificate %(fingerprint)s."))
@dataclass(frozen=True)
class Registered:
    person: int
    agency: int
    fingerprint: str


@fact("certificate.revoked", _("%(by)s revoked the certificate %(fingerprint)s."))
@dataclass(frozen=True)
class Revoked:
    fingerprint: str


@fact("signature.made", _("%(by)s signed the file %(sha256)s."))
@dataclass(frozen=True)
class Signed:
    code: str
    certificate: int
    sha256: str
    has_timestamp: bool
