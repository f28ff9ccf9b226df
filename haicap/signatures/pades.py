"""PAdES by pyHanko: sign a PDF, and check the signatures in one."""

import io
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from http.client import HTTPException
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from asn1crypto import tsp, x509
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from haicap.signatures import authority
from haicap.signatures.refusals import NotSignable, TimeStampFailed

TSA_SECONDS: Final = 5
# The upper right margin of the first page: width, height and distance from the edge, points.
STAMP: Final = (210.0, 42.0, 8.0)


class Verdict(StrEnum):
    """What is to be said of a signature."""

    INTACT = "intact"
    CHANGED = "changed"
    UNKNOWN_SIGNER = "unknown_signer"
    NOT_VALID_THEN = "not_valid_then"


@dataclass(frozen=True)
class Checked:
    """One signature of a file, as the file itself tells."""

    verdict: Verdict
    name: str
    title: str
    agency: str
    issuer: str
    fingerprint: str
    at: datetime | None
    is_proven: bool  # the moment, by a time-stamp authority that is trusted
    is_demonstration: bool


class TimeServer(TimeStamper):
    """Asks the time-stamp server over HTTP (RFC 3161)."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    async def async_request_tsa_response(
        self, req: tsp.TimeStampReq
    ) -> tsp.TimeStampResp:
        kinds = {"Content-Type": "application/timestamp-query"}
        asked = urllib.request.Request(self.url, req.dump(), kinds)  # noqa: S310 (of the settings)
        with urllib.request.urlopen(asked, timeout=TSA_SECONDS) as answer:  # noqa: S310
            return tsp.TimeStampResp.load(answer.read())


class _Session(signers.PdfSigner):
    """Signs at the moment it is told, not at that of the machine."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def sign(pdf: bytes, signer: signers.Signer, *, stamp: bytes, at: datetime) -> bytes:
    """
    Add a signature (PAdES B-B, or B-T where the settings name a time-stamp server).

    ``stamp`` is a small PDF that is shown in the upper right margin of the first page.

    :raises NotSignable: if it cannot be read, or has no page
    :raises TimeStampFailed: if the server does not answer
    """
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        number = len(writer.prev.embedded_signatures) + 1
        field = f"Haicap{number}"
        place = fields.SigFieldSpec(field, on_page=0, box=_box(writer, number))
    except (PdfError, ValueError, KeyError, IndexError) as error:
        raise NotSignable from error
    about = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    server = TimeServer(settings.HAICAP_TSA) if settings.HAICAP_TSA else None
    # pyHanko reads what it shows from a file.
    with NamedTemporaryFile(suffix=".pdf") as shown:
        shown.write(stamp)
        shown.flush()
        style = StaticStampStyle.from_pdf_file(shown.name, border_width=0)
        session = _Session(
            about,
            signer,
            timestamper=server,
            stamp_style=style,
            new_field_spec=place,
            at=at,
        )
        return _signed(session, writer)


def _signed(session: _Session, writer: IncrementalPdfFileWriter) -> bytes:
    try:
        made: io.BytesIO = session.sign_pdf(writer)
    except (OSError, HTTPException) as error:
        raise TimeStampFailed from error
    except (PdfError, SigningError, ValueError, KeyError) as error:
        raise NotSignable from error
    return made.getvalue()


def _box(writer: IncrementalPdfFileWriter, number: int) -> tuple[int, int, int, int]:
    """Where the stamp stands; a second one stands left of the first."""
    _ref, _resources = writer.find_page_for_modification(0)[:2]
    page = writer.prev.root["/Pages"]
    while "/MediaBox" not in page:
        page = page["/Kids"][0]
    _left, _low, right, top = (float(each) for each in page["/MediaBox"])
    width, height, gap = STAMP
    x, y = right - (width + gap) * number, top - height - gap
    return int(x), int(y), int(x + width), int(y + height)


def check(pdf: bytes) -> list[Checked]:
    """
    Check every signature of a PDF; none in one without.

    :raises NotSignable: if it cannot be read
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        return [_checked(each) for each in reader.embedded_regular_signatures]
    except (PdfError, ValueError, KeyError, TypeError) as error:
        raise NotSignable from error


def _checked(embedded: Any) -> Checked:
    own: x509.Certificate = embedded.signer_cert
    claimed: datetime | None = embedded.self_reported_timestamp
    status = _status(embedded, own, claimed)
    stamp = status.timestamp_validity if status else None
    is_proven = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    at = stamp.timestamp if stamp and is_proven else claimed
    said = own.subject.native
    return Checked(
        verdict=_verdict(status, own, at),
        name=str(said.get("common_name", "")),
        title=str(said.get("title", "")),
        agency=str(said.get("organization_name", "")),
        issuer=own.issuer.human_friendly,
        fingerprint=own.sha256.hex(),
        at=at,
        is_proven=is_proven,
        is_demonstration=authority.NAME in own.issuer.human_friendly,
    )


def _status(
    embedded: Any, own: x509.Certificate, at: datetime | None
) -> PdfSignatureStatus | None:
    """What pyHanko says at a moment at which the certificate was valid; None: nothing good."""
    moment = min(max(at or datetime.now(UTC), own.not_valid_before), own.not_valid_after)
    context = ValidationContext(
        trust_roots=anchors(),
        allow_fetching=False,
        moment=moment,
        revocation_mode="soft-fail",
    )
    try:
        return validate_pdf_signature(embedded, context)
    except (SignatureValidationError, PdfError, ValueError):
        return None


def _verdict(
    status: PdfSignatureStatus | None, own: x509.Certificate, at: datetime | None
) -> Verdict:
    if status is None or not (status.intact and status.valid and status.docmdp_ok):
        return Verdict.CHANGED
    if status.modification_level is None:
        return Verdict.CHANGED
    if not status.trusted:
        return Verdict.UNKNOWN_SIGNER
    if at is None or not own.not_valid_before <= at <= own.not_valid_after:
        return Verdict.NOT_VALID_THEN
    return Verdict.INTACT


def anchors() -> list[x509.Certificate]:
    """Whom the settings trust; the demonstration authority only in a demonstration."""
    paths = [path for path in settings.HAICAP_TRUST.split(",") if path]
    root = authority.root_path()
    if settings.HAICAP_DEMO and root.exists():
        paths.append(str(root))
    return [each for path in paths for each in _loaded(path, Path(path).stat().st_mtime)]


@cache
def _loaded(path: str, changed: float) -> list[x509.Certificate]:
    return list(load_certs_from_pemder([path]))
