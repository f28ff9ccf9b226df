"""Signing with a certificate, and what a check says of the file afterwards."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp, x509
from cryptography import x509 as cx509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.db import connection
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pytest_django import Settings

from haicap.accounts.roles import Role
from haicap.common.errors import Invalid, NotAllowed
from haicap.dossiers import actions as dossiers
from haicap.journal.models import Entry
from haicap.papers import actions as papers
from haicap.signatures import actions, authority, keys, pades
from haicap.signatures.keys import KeyUnavailable
from haicap.signatures.models import Certificate, Signature
from haicap.signatures.pades import Verdict
from haicap.signatures.refusals import (
    AlreadyRevoked,
    CertificateKnown,
    NoCertificate,
    NotSignable,
    TimeStampFailed,
)
from tests import given
from tests.signatures.made import certified, paper
from tests.specimens.test_specimens import hand, seal

pytestmark = pytest.mark.django_db

NOW = given.MONDAY + timedelta(hours=3)


def signed() -> Signature:
    """A result that Hoa signed."""
    certified()
    return actions.sign(paper(), agency=given.committee(), by=given.signer(), at=NOW)


def checked(data: bytes) -> pades.Checked:
    """What is said of the one signature."""
    (found,) = pades.check(data)
    return found


class TestSign:
    def test_says_who_signed_when_and_with_what_specimens(self) -> None:
        first, second = seal(), hand()

        row = signed()

        assert (row.seal, row.hand) == (first, second)
        assert (row.person, row.signed_at) == (given.signer(), NOW)
        found = checked(papers.read(row.file))
        assert found.verdict is Verdict.INTACT
        assert found.at == NOW
        assert not found.is_proven
        assert found.is_demonstration
        assert (found.name, found.title) == ("Cán bộ hoa", "Phó Chủ tịch")
        kinds = Entry.objects.filter(about=row.about).values_list("kind", flat=True)
        assert list(kinds) == ["signature.made"]

    def test_the_first_file_stays_as_it_came(self) -> None:
        row = signed()

        assert row.original != row.file
        assert papers.read(row.file).startswith(papers.read(row.original))

    def test_two_may_sign_one_after_the_other(self) -> None:
        row = signed()
        certified(given.signer(login="khanh"))

        again = actions.sign(
            row.file, agency=given.committee(), by=given.signer(login="khanh"), at=NOW
        )

        found = pades.check(papers.read(again.file))
        assert [each.verdict for each in found] == [Verdict.INTACT, Verdict.INTACT]

    def test_refuses_who_has_no_certificate_there(self) -> None:
        certificate = certified()
        with pytest.raises(NoCertificate):
            actions.sign(paper(), agency=given.committee(), by=given.specialist(), at=NOW)
        with pytest.raises(NoCertificate):
            actions.sign(paper(), agency=given.centre(), by=given.signer(), at=NOW)
        late = certificate.valid_until + given.DAY
        with pytest.raises(NoCertificate):
            actions.sign(paper(), agency=given.committee(), by=given.signer(), at=late)

        assert not Signature.objects.exists()

    @pytest.mark.parametrize("data", [given.PDF, b"%PDF-1.7\n" + b"x" * 3000])
    def test_refuses_a_file_that_cannot_be_read(self, data: bytes) -> None:
        certified()
        broken = papers.store(BytesIO(data), at=NOW)
        with pytest.raises(NotSignable):
            actions.sign(broken, agency=given.committee(), by=given.signer(), at=NOW)

        assert not Entry.objects.filter(kind="signature.made").exists()

    def test_refuses_when_the_keeper_has_no_such_key(self) -> None:
        certificate = certified()
        keys.path_of(certificate.key_name).unlink()

        with pytest.raises(KeyUnavailable):
            actions.sign(paper(), agency=given.committee(), by=given.signer(), at=NOW)


class TestCheck:
    def test_a_changed_file_is_said_to_be_changed(self) -> None:
        data = bytearray(papers.read(signed().file))
        data[len(data) // 3] ^= 1

        assert checked(bytes(data)).verdict is Verdict.CHANGED

    def test_what_was_added_behind_the_signature_is_a_change(self) -> None:
        data = papers.read(signed().file)
        writer = IncrementalPdfFileWriter(BytesIO(data))
        ref = writer.root["/Pages"]["/Kids"].raw_get(0)
        writer.get_object(ref.reference)["/Rotate"] = writer.root["/Pages"]["/Count"]
        writer.mark_update(ref.reference)
        out = BytesIO()
        writer.write(out)

        assert checked(out.getvalue()).verdict is Verdict.CHANGED

    def test_a_signer_whom_nobody_trusted_vouches_for_is_unknown(
        self, settings: Settings
    ) -> None:
        data = papers.read(signed().file)
        settings.HAICAP_DEMO = False

        assert checked(data).verdict is Verdict.UNKNOWN_SIGNER

    def test_the_settings_may_trust_other_authorities(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        data = papers.read(signed().file)
        settings.HAICAP_DEMO = False
        other = tmp_path / "trusted.pem"
        shutil.copy(authority.root_path(), other)
        settings.HAICAP_TRUST = str(other)

        assert checked(data).verdict is Verdict.INTACT

    def test_a_certificate_that_had_ended_is_named(self) -> None:
        certificate = certified(days=1)
        signer = keys.keeper().signer(certificate.key_name)
        late = (certificate.valid_until + given.DAY).astimezone(UTC)
        stamp = papers.read(paper("Dấu"))
        data = pades.sign(papers.read(paper()), signer, stamp=stamp, at=late)

        assert checked(data).verdict is Verdict.NOT_VALID_THEN

    def test_a_file_without_a_signature_has_nothing_to_check(self) -> None:
        assert pades.check(papers.read(paper())) == []
        with pytest.raises(NotSignable):
            pades.check(b"nothing")


class TestCertificates:
    def test_are_registered_and_revoked_by_who_keeps_them(self) -> None:
        duc = given.officer(Role.REGISTRAR, None, "duc")
        row = certified()

        actions.revoke(row, reason="Mất thiết bị", by=duc, at=NOW)

        assert actions.certificate_of(given.signer(), given.committee(), NOW) is None
        with pytest.raises(AlreadyRevoked):
            actions.revoke(row, reason="Mất", by=duc, at=NOW)
        kinds = Entry.objects.filter(about=row.about).values_list("kind", flat=True)
        assert list(kinds) == ["certificate.registered", "certificate.revoked"]

    def test_refuse_twice_no_certificate_no_reason_and_strangers(self) -> None:
        row = certified()
        said: dict[str, Any] = {"agency": given.committee(), "key_name": "x", "at": NOW}
        hoa = given.signer()
        with pytest.raises(CertificateKnown):
            actions.register(hoa, certificate=row.pem.encode(), by=None, **said)
        for data in (b"-----BEGIN nothing", b"nothing"):
            with pytest.raises(Invalid):
                actions.register(hoa, certificate=data, by=None, **said)
        with pytest.raises(NotAllowed):
            actions.register(hoa, certificate=row.pem.encode(), by=hoa, **said)
        with pytest.raises(NotAllowed):
            actions.revoke(row, reason="x", by=hoa, at=NOW)
        duc = given.officer(Role.REGISTRAR, None, "duc")
        with pytest.raises(Invalid):
            actions.revoke(row, reason=" ", by=duc, at=NOW)

        assert Certificate.objects.count() == 1

    def test_no_key_is_in_the_database_nor_in_clear_on_disk(
        self, settings: Settings
    ) -> None:
        certified()

        with connection.cursor() as cursor:
            cursor.execute("SELECT c::text FROM signatures_certificate c")
            assert "PRIVATE" not in str(cursor.fetchall())
        for path in Path(settings.HAICAP_KEYS).iterdir():
            assert b"PRIVATE KEY" not in path.read_bytes()
            if path.suffix == ".p12":
                assert path.stat().st_mode & 0o077 == 0
                with pytest.raises(ValueError):
                    serialization.pkcs12.load_pkcs12(path.read_bytes(), b"guess")


class TestDecide:
    def test_a_result_is_signed_by_whoever_decides(self) -> None:
        certified()
        dossier = given.proposed()
        result = dossiers.Upload(paper(), "trich-luc.pdf", "")

        dossiers.decide(
            dossier, outcome="granted", result=[result], by=given.signer(), at=NOW
        )

        kept = dossier.attachments.get(is_result=True)
        assert kept.file.signature.person == given.signer()
        assert checked(papers.read(kept.file)).verdict is Verdict.INTACT

    def test_nothing_is_decided_when_signing_fails(self) -> None:
        certificate = certified()
        keys.path_of(certificate.key_name).unlink()
        dossier = given.proposed()
        result = dossiers.Upload(paper(), "trich-luc.pdf", "")

        with pytest.raises(KeyUnavailable):
            dossiers.decide(
                dossier, outcome="granted", result=[result], by=given.signer(), at=NOW
            )

        dossier.refresh_from_db()
        assert dossier.state == "processing"
        assert not dossier.attachments.filter(is_result=True).exists()

    def test_without_a_certificate_the_result_stays_as_it_came(self) -> None:
        dossier = given.proposed()
        result = dossiers.Upload(paper(), "trich-luc.pdf", "")

        dossiers.decide(
            dossier, outcome="granted", result=[result], by=given.signer(), at=NOW
        )

        assert dossier.attachments.get(is_result=True).file == result.file


@pytest.fixture
def time_server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A time-stamp server with a certificate of its own; its address and certificate."""
    key = rsa.generate_private_key(65537, 2048)
    name = cx509.Name([cx509.NameAttribute(cx509.NameOID.COMMON_NAME, "Test time")])
    made = (
        cx509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - given.DAY)
        .not_valid_after(NOW + given.DAY)
        .add_extension(
            cx509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    stamper = DummyTimeStamper(
        tsa_cert=x509.Certificate.load(made.public_bytes(serialization.Encoding.DER)),
        tsa_key=asn1_keys.PrivateKeyInfo.load(der),
        certs_to_embed=SimpleCertificateStore(),
        fixed_dt=NOW.astimezone(UTC),
    )

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            question = tsp.TimeStampReq.load(asked)
            answer = asyncio.run(stamper.async_request_tsa_response(question))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer.dump())

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    trusted = tmp_path / "time.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    yield f"http://127.0.0.1:{server.server_port}", trusted
    server.shutdown()
    thread.join()
    server.server_close()


class TestTimeStamp:
    def test_proves_the_moment(
        self, settings: Settings, time_server: tuple[str, Path]
    ) -> None:
        settings.HAICAP_TSA, trusted = time_server
        settings.HAICAP_TRUST = str(trusted)

        row = signed()

        assert row.has_timestamp
        found = checked(papers.read(row.file))
        assert found.is_proven
        assert found.verdict is Verdict.INTACT

    def test_nothing_is_signed_when_the_server_is_silent(
        self, settings: Settings
    ) -> None:
        settings.HAICAP_TSA = "http://127.0.0.1:9/"
        certified()

        with pytest.raises(TimeStampFailed):
            actions.sign(paper(), agency=given.committee(), by=given.signer(), at=NOW)
