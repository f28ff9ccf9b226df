"""A report as PDF: for archives (PDF/A), readable by machines and screen readers (tagged)."""

import json
from datetime import datetime
from pathlib import Path
from typing import Final

import typst

from haicap.measures.weekly.document import Document, plain

FOLDER: Final = Path(__file__).parent


def pdf(document: Document, at: datetime) -> bytes:
    """Print the document, dated ``at``; equal input gives equal bytes."""
    made = typst.compile(
        FOLDER / "report.typ",
        root=FOLDER,
        font_paths=[FOLDER / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"report": json.dumps(plain(document), ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
    return bytes(made)
