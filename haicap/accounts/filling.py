"""How an account must be filled in: pure rules, each with the sentence that names it."""

import re
import unicodedata
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.text import clean

LONGEST_NAME = 100
LONGEST_PASSWORD = 200

Faults = dict[str, str | Promise]

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,59}")
_PERSONAL_ID = re.compile(r"\d{12}", re.ASCII)
_PHONE = re.compile(r"0\d{9,10}", re.ASCII)


def tidy(fields: Mapping[str, str]) -> dict[str, str]:
    """Write the fields as they are kept: spaces cut, login in small letters, phone with 0."""
    tidied = {name: clean(value) for name, value in fields.items()}
    tidied["login"] = tidied["login"].lower()
    tidied["phone"] = plain_phone(tidied["phone"])
    return tidied


def plain_phone(typed: str) -> str:
    """0912345678, however it was typed (+84 912 345 678)."""
    digits = re.sub(r"[ .()-]", "", typed)
    return re.sub(r"^(\+84|0084)", "0", digits)


def faults_in(fields: Mapping[str, str]) -> Faults:
    """Name every field that is badly filled in; empty ``personal_id`` and ``phone`` pass."""
    login, phone, personal_id = fields["login"], fields["phone"], fields["personal_id"]
    faults: Faults = {}
    if not _LOGIN.fullmatch(login):
        faults["login"] = _("2 to 60 small letters a–z, digits, and . _ @ + -")
    elif login.isdigit() and login not in (phone, personal_id):
        # Else one could take the number with which another person signs in.
        faults["login"] = _(
            "a number must be one's own telephone or identification number"
        )
    if not _is_name(fields["name"]):
        faults["name"] = _("between 1 and 100 characters, with a letter")
    if personal_id and not _PERSONAL_ID.fullmatch(personal_id):
        faults["personal_id"] = _("exactly 12 digits")
    if phone and not _PHONE.fullmatch(phone):
        faults["phone"] = _("10 or 11 digits that begin with 0, or +84")
    return faults


def _is_name(name: str) -> bool:
    kinds = {unicodedata.category(char)[0] for char in name}
    return 0 < len(name) <= LONGEST_NAME and "L" in kinds and "C" not in kinds
