"""Registering certificates, and signing with them."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import Post, User
from haicap.common.actor import require
from haicap.common.codes import code_of
from haicap.common.errors import Invalid
from haicap.journal import actions as journal
from haicap.papers import actions as papers
from haicap.papers import typeset
from haicap.papers.models import File
from haicap.signatures import facts, keys, pades
from haicap.signatures.models import Certificate, Signature
from haicap.signatures.permissions import KEEP
from haicap.signatures.refusals import (
    AlreadyRevoked,
    CertificateKnown,
    NoCertificate,
    NotSignable,
)
from haicap.specimens.models import Specimen, SpecimenKind
from haicap.units.models import Agency

STAMP: Final = Path(__file__).with_name("stamp.typ")
PDF: Final = "application/pdf"


@transaction.atomic
def register(
    person: User,
    *,
    agency: Agency,
    certificate: bytes,
    key_name: str,
    by: User | None,
    at: datetime,
) -> Certificate:
    """
    Register the certificate with which a person signs for an agency.

    Its key stays with the keeper, under ``key_name``. Without ``by`` the program itself
    does it, when it sets up a demonstration.

    :raises Invalid: if it is no certificate (PEM or DER)
    :raises CertificateKnown: if it was registered before
    :raises NotAllowed: if ``by`` does not keep the certificates there
    """
    if by is not None:
        require(by, KEEP, agency.pk)
    own = _read(certificate)
    digest = own.fingerprint(hashes.SHA256()).hex()
    Agency.objects.select_for_update().get(pk=agency.pk)
    if Certificate.objects.filter(fingerprint=digest).exists():
        raise CertificateKnown
    row = Certificate.objects.create(
        person=person,
        agency=agency,
        subject=own.subject.rfc4514_string()[:300],
        issuer=own.issuer.rfc4514_string()[:300],
        fingerprint=digest,
        pem=own.public_bytes(serialization.Encoding.PEM).decode(),
        key_name=key_name.strip(),
        valid_from=own.not_valid_before_utc,
        valid_until=own.not_valid_after_utc,
        registered_at=at,
        registered_by=by,
    )
    told = facts.Registered(person=person.pk, agency=agency.pk, fingerprint=digest)
    journal.record(told, about=row.about, agency_id=agency.pk, by=by, at=at)
    return row


def _read(certificate: bytes) -> x509.Certificate:
    try:
        if certificate.lstrip().startswith(b"-----BEGIN"):
            return x509.load_pem_x509_certificate(certificate)
        return x509.load_der_x509_certificate(certificate)
    except ValueError as error:
        raise Invalid("certificate", _("This is no certificate.")) from error


@transaction.atomic
def revoke(
    certificate: Certificate, *, reason: str, by: User, at: datetime
) -> Certificate:
    """
    Let nobody sign with it any more; what was signed before stays as it is.

    :raises Invalid: without a reason
    :raises AlreadyRevoked: if it was revoked before
    :raises NotAllowed: if ``by`` does not keep the certificates there
    """
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    require(by, KEEP, row.agency_id)
    if not reason.strip():
        raise Invalid("reason", _("Write why it is revoked."))
    if row.revoked_at is not None:
        raise AlreadyRevoked(day=f"{localtime(row.revoked_at):%d/%m/%Y}")
    row.revoked_at, row.revoked_by, row.revocation_reason = at, by, reason.strip()
    row.save()
    told = facts.Revoked(fingerprint=row.fingerprint)
    journal.record(told, about=row.about, agency_id=row.agency_id, by=by, at=at)
    return row


def certificate_of(person: User, agency: Agency, at: datetime) -> Certificate | None:
    """With what the person can sign for the agency at the moment; the newest."""
    rows = Certificate.objects.filter(person=person, agency=agency).usable(at)
    return rows.order_by("-valid_from", "-pk").first()


@transaction.atomic
def sign(file: File, *, agency: Agency, by: User, at: datetime) -> Signature:
    """
    Sign a PDF for an agency; the signed one is another file, the first stays.

    :raises NoCertificate: if ``by`` has none that is valid there
    :raises KeyUnavailable: if the keeper of keys cannot give the key
    :raises NotSignable: if the file is no sound PDF
    :raises TimeStampFailed: if the time-stamp server does not answer
    """
    certificate = certificate_of(by, agency, at)
    if certificate is None:
        raise NoCertificate(who=by.name, agency=agency.name_vi)
    if file.media_type != PDF:
        raise NotSignable
    title = _title_of(by, agency, at)
    code = code_of(f"signature:{file.sha256}:{certificate.fingerprint}:{at.isoformat()}")
    signer = keys.keeper().signer(certificate.key_name)
    stamp = _stamp(by.name, title, agency, code, at)
    signed = pades.sign(papers.read(file), signer, stamp=stamp, at=at.astimezone(UTC))
    seal, hand = _specimens(by, agency, at)
    row = Signature.objects.create(
        code=code,
        certificate=certificate,
        agency=agency,
        person=by,
        title=title,
        original=file,
        file=papers.store(BytesIO(signed), at=at),
        seal=seal,
        hand=hand,
        has_timestamp=bool(settings.HAICAP_TSA),
        signed_at=at,
    )
    told = facts.Signed(
        code=code,
        certificate=certificate.pk,
        sha256=row.file.sha256,
        has_timestamp=row.has_timestamp,
    )
    journal.record(told, about=row.about, agency_id=agency.pk, by=by, at=at)
    return row


def _title_of(person: User, agency: Agency, at: datetime) -> str:
    posts = Post.objects.on(localdate(at)).filter(person=person, agency=agency)
    found = posts.exclude(title="").order_by("pk").first()
    return found.title if found else ""


def _specimens(
    person: User, agency: Agency, at: datetime
) -> tuple[Specimen | None, Specimen | None]:
    """The seal of the agency and the hand of the person that are valid on the day."""
    valid = (
        Specimen.objects.on(localdate(at)).filter(agency=agency).order_by("-valid_from")
    )
    seal = valid.filter(kind=SpecimenKind.SEAL).first()
    return seal, valid.filter(kind=SpecimenKind.SIGNATURE, person=person).first()


def _stamp(name: str, title: str, agency: Agency, code: str, at: datetime) -> bytes:
    """What is shown on the paper: Vietnamese, as the paper is."""
    with translation.override("vi"):
        who = f"{name}, {title}" if title else name
        lines = [
            gettext("Signed by: %(who)s") % {"who": who},
            gettext("Agency: %(agency)s") % {"agency": agency.name_on(localdate(at))},
            gettext("Time: %(time)s") % {"time": f"{localtime(at):%d/%m/%Y %H:%M:%S %z}"},
            gettext("Code: %(code)s") % {"code": code},
        ]
        if settings.HAICAP_DEMO:
            lines.append(gettext("Demonstration: not valid in law"))
    address = f"{settings.HAICAP_ADDRESS}/v/{code}"
    data = {"lines": lines, "code": typeset.qr(address), "title": code}
    return typeset.pdf(STAMP, data, at=at)
