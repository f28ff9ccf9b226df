"""`haicap law`: one legal document, its clauses, and what bears on it."""

import json
from typing import Any

import click

from haicap.cli import setup_django


@click.command()
@click.argument("number")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON document on standard output."
)
def law(number: str, as_json: bool) -> None:
    """Show the legal document NUMBER (118/2025/NĐ-CP; 118/2025 will do)."""
    setup_django()
    from haicap.law import find

    card = find.card(find.document(number))
    if as_json:
        click.echo(json.dumps(card, ensure_ascii=False, indent=2))
    else:
        _show(card)


def _show(card: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    head = Table(show_header=False, box=None)
    for name, value in card.items():
        if value not in (None, "") and not isinstance(value, list):
            head.add_row(name.replace("_", " "), str(value))
    console.print(head)
    _lines(console, "clauses", [(c["clause"], c["summary"], "") for c in card["clauses"]])
    out = [(r["kind"], r["other"], r["note"]) for r in card["relations"]]
    _lines(console, f"what {card['number']} does", out)
    back = [(r["document"], r["kind"] + " it", r["note"]) for r in card["related_by"]]
    _lines(console, f"what is done to {card['number']}", back)


def _lines(console: Any, title: str, rows: list[tuple[str, str, str]]) -> None:
    from rich.table import Table

    if rows:
        table = Table(title=title, title_justify="left", show_header=False, box=None)
        for row in rows:
            table.add_row(*row)
        console.print(table)
