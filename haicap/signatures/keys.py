"""
Where keys are: the program asks a keeper for a signer and never holds a key itself.

``settings.HAICAP_KEY_KEEPER`` names the keeper. The one here keeps PKCS#12 files, encrypted,
outside the database. A keeper for a hardware module gives ``pyhanko.sign.pkcs11.PKCS11Signer``
for the same names; no driver of such a module is bundled.
"""

import hashlib
import hmac
import os
import re
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from pyhanko.sign.signers import Signer, SimpleSigner

from haicap.common.errors import Refused

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")


class KeyUnavailable(Refused):
    """The keeper cannot give the key: it is not there, or does not open."""

    code = "signatures.key-unavailable"
    message = _("The key “%(name)s” cannot be used; ask who keeps the program running.")


class Keeper(Protocol):
    """Whoever has the keys."""

    def signer(self, name: str) -> Signer:
        """
        Give what signs with the key of this name.

        :raises KeyUnavailable: if there is none
        """
        ...


class Files:
    """Keys as encrypted PKCS#12 files below ``HAICAP_KEYS``."""

    def signer(self, name: str) -> Signer:
        path = path_of(name)
        if not path.exists():
            raise KeyUnavailable(name=name)
        made = SimpleSigner.load_pkcs12(str(path), passphrase=passphrase(name))
        if not isinstance(made, Signer):  # None: it does not open
            raise KeyUnavailable(name=name)
        return made


def keeper() -> Keeper:
    """The keeper that the settings name."""
    made: Keeper = import_string(settings.HAICAP_KEY_KEEPER)()
    return made


def path_of(name: str) -> Path:
    """Where the file of a key is."""
    if not _NAME.fullmatch(name):
        raise KeyUnavailable(name=name)
    return Path(settings.HAICAP_KEYS) / f"{name}.p12"


def passphrase(name: str) -> bytes:
    """What the file of a key is encrypted with: different for every key, kept nowhere."""
    said = f"key:{name}".encode()
    secret = settings.HAICAP_KEY_SECRET.encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest().encode()


def keep(name: str, pkcs12: bytes) -> None:
    """Write the encrypted file of a key, readable by the program alone."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    with open(fresh, "wb", opener=_private) as file:
        file.write(pkcs12)
    fresh.replace(path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
