"""Checking a file or a code that somebody was given."""

import hashlib
from dataclasses import dataclass

from haicap.common.codes import as_typed
from haicap.printing.models import Print
from haicap.printing.refusals import NoPaper
from haicap.signatures import pades
from haicap.signatures.models import Signature
from haicap.signatures.pades import Checked
from haicap.signatures.refusals import NotSignable


@dataclass(frozen=True)
class Signed:
    """A signature of the file, and what this program knows of it, if it made it."""

    checked: Checked
    known: Signature | None


@dataclass(frozen=True)
class Examined:
    """What is known of a file: the paper that it is, the signatures that it bears."""

    sha256: str
    printed: Print | None
    signed: tuple[Signed, ...]
    is_readable: bool  # as a PDF

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all can be said of it."""
        return self.printed is None and not self.signed


ROWS = ("certificate", "agency", "person", "seal", "hand", "file")


def examine(data: bytes) -> Examined:
    """Look whether it is, byte for byte, a paper of ours, and check every signature in it."""
    digest = hashlib.sha256(data).hexdigest()
    prints = Print.objects.select_related("agency__parent", "dossier", "version", "file")
    printed = prints.filter(file__sha256=digest).first()
    try:
        checked = pades.check(data)
        is_readable = True
    except NotSignable:
        checked, is_readable = [], False
    made = Signature.objects.select_related(*ROWS)
    known = {row.certificate.fingerprint: row for row in made.filter(file__sha256=digest)}
    signed = tuple(Signed(each, known.get(each.fingerprint)) for each in checked)
    return Examined(digest, printed, signed, is_readable)


def by_code(code: str) -> Print | Signature:
    """
    Find what bears the code, however it was typed.

    :raises NoPaper: if nothing does
    """
    typed = as_typed(code)
    prints = Print.objects.select_related("agency__parent", "dossier", "version", "file")
    printed = prints.filter(code=typed).first()
    if printed is not None:
        return printed
    signature = Signature.objects.select_related(*ROWS).filter(code=typed).first()
    if signature is None:
        raise NoPaper(what="code", value=code)
    return signature
