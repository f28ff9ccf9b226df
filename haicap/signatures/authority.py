"""
A demonstration authority: certificates that look right and that nobody may trust.

It is made where the demonstration is set up, so that signing can be tried without a
certificate of a real authority. Its name says what it is on every paper that it stands behind.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from haicap.signatures import keys

NAME: Final = "HAICAP DEMONSTRATION AUTHORITY - NOT VALID IN LAW"
KEY: Final = "demonstration-authority"
ROOT_DAYS: Final = 3650
DAYS: Final = 1095
CURVE: Final = ec.SECP256R1()


@dataclass(frozen=True)
class Subject:
    """Whose certificate it is."""

    name: str
    title: str
    agency: str


def root_path() -> Path:
    """Where the certificate of the demonstration authority lies, if it was made."""
    return Path(settings.HAICAP_KEYS) / f"{KEY}.pem"


def make(at: datetime) -> None:
    """Make the authority, once."""
    if root_path().exists():
        return
    key = ec.generate_private_key(CURVE)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    about = _begun(name, name, key.public_key(), at, ROOT_DAYS)
    about = about.add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    about = about.add_extension(_usage(signs_certificates=True), critical=True)
    root = about.sign(key, hashes.SHA256())
    keys.keep(KEY, _packed(KEY, key, root))
    root_path().write_bytes(root.public_bytes(serialization.Encoding.PEM))


def issue(subject: Subject, key_name: str, at: datetime, days: int = DAYS) -> bytes:
    """Make a key and its certificate: the key goes to the keeper, the certificate is given."""
    packed = keys.path_of(KEY).read_bytes()
    loaded = pkcs12.load_pkcs12(packed, keys.passphrase(KEY))
    root = x509.load_pem_x509_certificate(root_path().read_bytes())
    root_key = loaded.key
    assert isinstance(root_key, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(CURVE)
    about = _begun(_named(subject), root.subject, key.public_key(), at, days)
    about = about.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    about = about.add_extension(_usage(signs_certificates=False), critical=True)
    about = about.add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
    )
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    about = about.add_extension(above, critical=False)
    made = about.sign(root_key, hashes.SHA256())
    keys.keep(key_name, _packed(key_name, key, made, root))
    return made.public_bytes(serialization.Encoding.PEM)


def _named(subject: Subject) -> x509.Name:
    said = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, subject.agency[:64]),
        (NameOID.TITLE, subject.title[:64]),
        (NameOID.COMMON_NAME, subject.name[:64]),
    ]
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in said if text])


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    at: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(minutes=1))
        .not_valid_after(at + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _packed(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    own: x509.Certificate,
    *above: x509.Certificate,
) -> bytes:
    lock = serialization.BestAvailableEncryption(keys.passphrase(name))
    return pkcs12.serialize_key_and_certificates(name.encode(), key, own, above, lock)
