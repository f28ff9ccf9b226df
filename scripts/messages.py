"""
The catalogue of translations: find every text of the program, keep the .po, write the .mo.

``python -m scripts.messages`` brings ``haicap/locale/*/LC_MESSAGES/django.po`` up to date
and compiles it; what has no translation yet stands there empty, and a test names it. The
.mo is kept in the repository, so that no tool is needed to run the program.
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LANGUAGE = "vi"  # texts are written in English; Vietnamese is the one translation
ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "haicap"
UNCHANGING = datetime(2025, 7, 1, tzinfo=UTC)  # so that equal texts make equal files
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "_p": ((1, "c"), 2),
    "_n": (1, 2),
}
# Words of Django's that people meet here, and that its own Vietnamese leaves out or
# says otherwise than we do.
BORROWED = (
    (
        "Please enter a correct %(username)s and password. Note that both fields may be "
        "case-sensitive."
    ),
    "This account is inactive.",
    "This field is required.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
    "Null characters are not allowed.",
    "This password is too short. It must contain at least %(min_length)d character.",
    "This password is too common.",
    "Password",
)


def po_path(language: str) -> Path:
    """Give the place of a catalogue."""
    return HOUSE / "locale" / language / "LC_MESSAGES" / "django.po"


def found() -> Catalog:
    """Collect every text of the program, with the files that say it."""
    catalog = Catalog(domain="django", charset="utf-8", fuzzy=False)
    for path in sorted(HOUSE.rglob("*.py")) + sorted(HOUSE.rglob("*.html")):
        where = str(path.relative_to(ROOT))
        for context, message, _comments in _texts(path):
            catalog.add(message, context=context, locations=[(where, None)])  # type: ignore[list-item]
    for text in BORROWED:
        plural = _plural_of(text)
        catalog.add((text, plural) if plural else text, locations=[("django", None)])  # type: ignore[list-item]
    return catalog


def _plural_of(text: str) -> str | None:
    if "character" not in text:
        return None
    return re.sub(r"character\b", "characters", text)


def _texts(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...], list[str]]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        source = templatize(source)
    read = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    for _line, message, comments, context in read:
        yield context, message, comments


def kept(language: str) -> Catalog:
    """Read the catalogue that is in the repository."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def updated(language: str) -> Catalog:
    """Bring what is kept up to date: new texts come in empty, old ones go."""
    old, new = kept(language), Catalog(locale=language, domain="django", fuzzy=False)
    for message in found():
        if not message.id:
            continue
        before = old.get(message.id, context=message.context)
        string = before.string if before is not None else ""
        new.add(
            message.id,
            string=string,
            context=message.context,
            locations=message.locations,
        )
    new.project, new.version = "Haicap", ""
    new.header_comment = "# Texts of Haicap; brought up to date by scripts/messages.py."
    return new


def po_text(catalog: Catalog) -> bytes:
    """Give the file as it is kept: sorted, without line numbers or dates that only change."""
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalog,
        width=90,
        sort_output=True,
        ignore_obsolete=True,
        no_location=True,  # where a text stands changes more often than the text
    )
    lines = buffer.getvalue().decode().split("\n")
    drifting = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
    )
    return "\n".join(
        line for line in lines if not line.startswith(tuple(f'"{d}' for d in drifting))
    ).encode()


def mo_bytes(catalog: Catalog) -> bytes:
    """Give the compiled file."""
    buffer = io.BytesIO()
    catalog.creation_date = catalog.revision_date = UNCHANGING
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> int:
    """Write both files; 1 when something is not translated."""
    catalog = updated(LANGUAGE)
    path = po_path(LANGUAGE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_text(catalog))
    path.with_suffix(".mo").write_bytes(mo_bytes(kept(LANGUAGE)))
    empty = untranslated(catalog)
    print(f"{len(catalog)} texts, {len(empty)} without a translation")
    for text in empty:
        print(f"  {text}")
    return 1 if empty else 0


def untranslated(catalog: Catalog) -> list[str]:
    """Name the texts that have no translation."""
    return [str(each.id) for each in catalog if each.id and not _is_done(each.string)]


def _is_done(string: str | Sequence[str] | None) -> bool:
    return bool(string) if string is None or isinstance(string, str) else all(string)


if __name__ == "__main__":
    sys.exit(main())
