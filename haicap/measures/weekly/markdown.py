"""A report as Markdown."""

from collections.abc import Iterator

from haicap.measures.weekly.document import Document, Table


def markdown(document: Document) -> str:
    """Write the document; the tables stand in for the charts."""
    return "\n".join(_lines(document)).rstrip("\n") + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from (f"# {document.title}", "", f"**{document.period}**", "")
    for notice in document.notices:
        yield from (f"> {notice}", "")
    yield from (document.as_of, "", f"## {document.heading}", "")
    for paragraph in document.paragraphs:
        yield from (paragraph, "")
    for table in document.tables:
        yield from _table(table)
    yield document.verify


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {table.heading}", "")
    if table.note:
        yield from (table.note, "")
    yield _row(table.columns)
    other = "---:" if table.is_numeric else "---"
    yield _row(("---", *(other for _ in table.columns[1:])))
    yield from map(_row, table.rows)
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
