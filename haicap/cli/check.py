"""``haicap check``: look for rows that ought not to be there. Changes nothing."""

import json
import sys
from difflib import get_close_matches
from typing import Any

import click
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from haicap.cli import setup_django
from haicap.common.checks import Check, Outcome, find_checks, run


@click.command()
@click.option("--only", "names", multiple=True, metavar="NAME", help="Only this check.")
@click.option("--list", "only_list", is_flag=True, help="Say which checks there are.")
@click.option(
    "--limit",
    default=10,
    show_default=True,
    type=click.IntRange(0),
    help="Rows to show of each fault.",
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def check(
    names: tuple[str, ...], only_list: bool, limit: int, lang: str, as_json: bool
) -> None:
    """Run the integrity checks; exit code 1 when one finds an error."""
    setup_django()
    with translation.override(lang):
        checks = _chosen(names)
        if only_list:
            _list(checks, as_json)
            return
        outcomes = _run(checks, limit, quiet=as_json)
        if as_json:
            click.echo(json.dumps(_document(outcomes), ensure_ascii=False, indent=2))
        else:
            _show(outcomes)
    sys.exit(1 if any(outcome.is_error for outcome in outcomes) else 0)


def _chosen(names: tuple[str, ...]) -> list[Check]:
    found = {each.name: each for each in find_checks()}
    for name in names:
        if name not in found:
            near = get_close_matches(name, found, n=1, cutoff=0.4)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise click.UsageError(f"There is no check {name}.{hint}")
    return [found[name] for name in names] if names else list(found.values())


def _run(checks: list[Check], limit: int, *, quiet: bool) -> list[Outcome]:
    bar = track(
        checks,
        description="Checking",
        console=Console(stderr=True),
        transient=True,
        disable=quiet or not sys.stderr.isatty(),
    )
    return [run(each, limit) for each in bar]


def _list(checks: list[Check], as_json: bool) -> None:
    if as_json:
        said = [_head(each) for each in checks]
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    for each in checks:
        click.echo(f"{each.room}/{each.name}  {each.severity}  {each.text('title')}")


def _show(outcomes: list[Outcome]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("room", "check", "found", "ms"):
        table.add_column(
            heading, justify="right" if heading in ("found", "ms") else "left"
        )
    for outcome in outcomes:
        each = outcome.check
        table.add_row(
            each.room,
            each.text("title"),
            _found(outcome),
            f"{outcome.seconds * 1000:.0f}",
        )
    console = Console()
    console.print(table)
    for outcome in outcomes:
        if outcome.count or outcome.broken:
            _show_fault(console, outcome)
    faults = sum(1 for outcome in outcomes if outcome.count or outcome.broken)
    said = {"checks": len(outcomes), "faults": faults}
    console.print("\n" + _("%(checks)s checks, %(faults)s with something found.") % said)


def _found(outcome: Outcome) -> str:
    if outcome.broken:
        return "[red]" + _("broken") + "[/red]"
    if not outcome.count:
        return "[green]0[/green]"
    colour = "red" if outcome.is_error else "yellow"
    return f"[{colour}]{outcome.count}[/{colour}]"


def _show_fault(console: Console, outcome: Outcome) -> None:
    each = outcome.check
    console.print(f"\n[bold]{each.room}/{each.name}[/bold]: {escape(each.text('title'))}")
    console.print("  " + _("why:") + " " + escape(each.text("why")))
    console.print("  " + _("remedy:") + " " + escape(each.text("remedy")))
    if outcome.broken:
        console.print("  " + _("the check could not run:") + " " + escape(outcome.broken))
    for row in outcome.rows:
        console.print("  · " + escape(" | ".join(row)))
    if outcome.count > len(outcome.rows):
        more = {"count": outcome.count - len(outcome.rows)}
        console.print("  … " + _("and %(count)s more") % more)


def _document(outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "checks": len(outcomes),
        "errors": sum(1 for outcome in outcomes if outcome.is_error),
        "outcomes": [
            {
                **_head(outcome.check),
                "count": outcome.count,
                "rows": [list(row) for row in outcome.rows],
                "broken": outcome.broken,
                "ms": round(outcome.seconds * 1000, 1),
            }
            for outcome in outcomes
        ],
    }


def _head(each: Check) -> dict[str, str]:
    return {
        "name": each.name,
        "room": each.room,
        "severity": each.severity,
        "title": each.text("title"),
        "why": each.text("why"),
        "remedy": each.text("remedy"),
    }
