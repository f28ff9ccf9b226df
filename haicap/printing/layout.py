"""A sheet as a file: Vietnamese, or Vietnamese with English below it."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from haicap.common.errors import Invalid
from haicap.papers import typeset
from haicap.printing.sheet import Sheet

FOLDER: Final = Path(__file__).parent / "layouts"
LANGUAGES: Final = ("vi", "en")

Build = Callable[[], Sheet | None]


def in_languages(build: Build, language: str) -> tuple[Sheet | None, Sheet | None]:
    """
    Build the sheet in Vietnamese, which binds, and in the second language if one is wanted.

    :raises Invalid: if there are no papers in the language
    """
    if language not in LANGUAGES:
        raise Invalid(
            "lang", _("Papers are printed in Vietnamese (vi), and with English (en).")
        )
    with translation.override("vi"):
        first = build()
    if language == "vi" or first is None:
        return first, None
    with translation.override(language):
        return first, build()


def fingerprint(kind: str, language: str, state: dict[str, Any]) -> str:
    """The SHA-256 of what a paper tells."""
    said = json.dumps([kind, language, state], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def data_of(sheet: Sheet, also: Sheet | None, code: str) -> dict[str, Any]:
    """What the layouts are given."""
    said = {
        "sheet": sheet.plain(),
        "code": code,
        "mark": _mark(),
        "verify_code": typeset.qr(f"{settings.HAICAP_ADDRESS}/v/{code}"),
    }
    if sheet.track:
        said["track_code"] = typeset.qr(settings.HAICAP_ADDRESS + sheet.track_path)
    if also is not None:
        said["also"] = also.plain()
    return said


def _mark() -> str:
    if not settings.HAICAP_DEMO:
        return ""
    with translation.override("vi"):
        return _("Trial system: the people and dossiers are simulated.")


def printed(sheet: Sheet, also: Sheet | None, code: str, at: datetime) -> bytes:
    """The paper as PDF/A; equal input gives equal bytes."""
    return typeset.pdf(FOLDER / f"{sheet.layout}.typ", data_of(sheet, also, code), at=at)
