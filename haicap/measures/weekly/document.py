"""What a report says, apart from how it is printed."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """A table; the first column is text, the others are numbers where ``is_numeric``."""

    name: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    is_numeric: bool = True


@dataclass(frozen=True)
class Chart:
    """A drawing and what it shows in words."""

    title: str
    svg: str


@dataclass(frozen=True)
class Document:
    """One report in one language."""

    language: str
    title: str
    week: str
    period: str
    mark: str  # on every page; empty where nothing is simulated
    notices: tuple[str, ...]
    highlights: tuple[tuple[str, str, str], ...]  # title, value, of how many
    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]
    page: str  # of the page number: "%(page)s of %(pages)s"
    as_of: str
    verify: str
    charts: tuple[Chart, ...] = field(default=())

    def table(self, name: str) -> Table | None:
        """One of the tables."""
        return next((each for each in self.tables if each.name == name), None)


def plain(document: Document) -> dict[str, Any]:
    """The document as plain data, for the template of the PDF."""
    return {
        "language": document.language,
        "title": document.title,
        "week": document.week,
        "period": document.period,
        "mark": document.mark,
        "notices": list(document.notices),
        "highlights": [list(each) for each in document.highlights],
        "heading": document.heading,
        "paragraphs": list(document.paragraphs),
        "tables": {
            each.name: {
                "heading": each.heading,
                "columns": list(each.columns),
                "rows": [list(row) for row in each.rows],
                "note": each.note,
            }
            for each in document.tables
        },
        "charts": [{"title": each.title, "svg": each.svg} for each in document.charts],
        "page": document.page,
        "as_of": document.as_of,
        "verify": document.verify,
    }
