"""Freezing: a name that follows from the content, and the files that follow from both."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from haicap.measures.models import WeeklyReport
from haicap.measures.weekly.compose import Frozen, compose
from haicap.measures.weekly.figures import Figures
from haicap.measures.weekly.markdown import markdown
from haicap.measures.weekly.pdf import pdf
from haicap.measures.weekly.spreadsheet import spreadsheet
from haicap.measures.weekly.words import LANGUAGES, words_in

KINDS = ("md", "pdf", "csv")


def digest_of(
    week: str, sources: str, versions: Mapping[str, int], figures: Mapping[str, Any]
) -> str:
    """SHA-256 over all that a report is made from."""
    said = {"week": week, "lake": sources, "versions": versions, "figures": figures}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def name_of(week: str, digest: str) -> str:
    """The snapshot of a report: 2025-W34-0123456789ab."""
    return f"{week}-{digest[:12]}"


def file_name(snapshot: str, kind: str, language: str) -> str:
    """What a file is called; the CSV is in no language."""
    middle = "" if kind == "csv" else f".{language}"
    return f"haicap-weekly-{snapshot}{middle}.{kind}"


def frozen_of(report: WeeklyReport) -> Frozen:
    """What the files of a report are written from."""
    figures = Figures.from_json(report.figures)
    return Frozen(report.snapshot, report.as_of, figures, report.versions)


def written(frozen: Frozen, at: datetime) -> dict[str, bytes]:
    """Write every file of a report: equal input gives equal bytes."""
    found = {file_name(frozen.snapshot, "csv", ""): spreadsheet(frozen).encode()}
    for language in LANGUAGES:
        document = compose(frozen, words_in(language))
        pages = pdf(document, at)
        found[file_name(frozen.snapshot, "md", language)] = markdown(document).encode()
        found[file_name(frozen.snapshot, "pdf", language)] = pages
    return found


def hash_of(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
