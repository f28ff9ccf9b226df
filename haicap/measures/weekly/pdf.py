"""A report as PDF: for archives (PDF/A), readable by machines and screen readers (tagged)."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Final

import typst

from haicap.measures.weekly.document import Document, plain

FOLDER: Final = Path(__file__).parent
STANDARDS: Final = ["a-2a"]


def pdf(document: Document, at: datetime) -> bytes:
    """Print the document, dated ``at``; equal input gives equal bytes."""
    made = typst.compile(
        FOLDER / "report.typ",
        root=FOLDER,
        font_paths=[FOLDER / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARDS,
        sys_inputs={"report": json.dumps(plain(document), ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
    return bytes(made)
