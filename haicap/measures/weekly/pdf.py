"""A report as PDF: for archives (PDF/A), readable by machines and screen readers (tagged)."""

from datetime import datetime
from pathlib import Path
from typing import Final

from haicap.measures.weekly.document import Document, plain
from haicap.papers import typeset

TEMPLATE: Final = Path(__file__).with_name("report.typ")


def pdf(document: Document, at: datetime) -> bytes:
    """Print the document, dated ``at``; equal input gives equal bytes."""
    return typeset.pdf(TEMPLATE, plain(document), at=at, standards=("a-2a", "ua-1"))
