"""Codes under which anybody can verify a paper: derived, so that nobody can guess them."""

import hashlib
import hmac
from typing import Final

from django.conf import settings

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing is mistaken for another
_MEANT: Final = str.maketrans("OIL", "011", "- ")


def code_of(said: str) -> str:
    """
    Give the code of something: 12 letters and digits, 60 bits.

    Derived with the secret of the program: equal things have equal codes, and who knows
    the thing does not know its code.
    """
    digest = hmac.new(
        settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256
    ).digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(0, 60, 5))


def as_typed(code: str) -> str:
    """The code that somebody meant who typed it."""
    return code.strip().upper().translate(_MEANT)
