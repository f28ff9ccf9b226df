"""Typesetting by Typst: PDF/A with our own fonts; equal input gives equal bytes."""

import json
import re
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

import segno
import typst

HOUSE: Final = Path(__file__).resolve().parents[1]
FONTS: Final = Path(__file__).parent / "fonts"

Standard = Literal["a-2a", "a-2b", "ua-1"]
ARCHIVE: Final[tuple[Standard, ...]] = ("a-2b",)  # PDF/A-2b: looks the same for ever

DARK: Final = re.compile("1+")

_kept = threading.local()


def pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    at: datetime,
    standards: Sequence[Standard] = ARCHIVE,
) -> bytes:
    """Print the template with the data as PDF, dated ``at``."""
    made = _compiler().compile(
        template,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=list(standards),
        timestamp=int(at.timestamp()),
        # What is tagged is half as large again; it must be where the standard asks for it.
        pdf_tags=tuple(standards) != ARCHIVE,
    )
    assert isinstance(made, bytes)  # one document gives one file
    return made


def pictures(template: Path, data: Mapping[str, Any], *, ppi: int = 110) -> list[bytes]:
    """Draw every page as PNG, for people to look at."""
    said = {"data": json.dumps(data, ensure_ascii=False)}
    made = _compiler().compile(template, format="png", ppi=ppi, sys_inputs=said)
    return [made] if isinstance(made, bytes) else list(made or ())


def _compiler() -> typst.Compiler:
    """One for each thread: it keeps the fonts and whatever has not changed."""
    if not hasattr(_kept, "compiler"):
        _kept.compiler = typst.Compiler(
            root=HOUSE, font_paths=[FONTS], ignore_system_fonts=True
        )
    return _kept.compiler  # type: ignore[no-any-return]


def qr(text: str) -> str:
    """Draw the QR code of a text as SVG: one path, without its quiet zone."""
    # Any mask can be read; to look for the best one takes longer than to set the page.
    code = segno.make(text, error="m", mask=2, micro=False, boost_error=False)
    size = len(code.matrix)
    runs = [
        f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(code.matrix)
        for run in DARK.finditer("".join("1" if dark else "0" for dark in row))
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path d="{"".join(runs)}"/></svg>'
    )
