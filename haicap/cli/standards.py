"""``haicap classify`` and ``standards``: units judged by the rules of a day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click

from haicap.cli.units import begin, common, out, today

F = TypeVar("F", bound=Callable[..., Any])
Said = dict[str, Any]


def with_values(command: F) -> F:
    """Add the option by which figures are given to try."""
    return click.option(
        "--value",
        "values",
        multiple=True,
        metavar="NAME=VALUE",
        help="A figure to try, such as mountain=no; may be repeated, nothing is kept.",
    )(command)


def pair(text: str) -> tuple[str, str]:
    """Take NAME=VALUE apart."""
    name, equals, said = text.partition("=")
    if not equals:
        wrong = f"“{text}” is not of the form NAME=VALUE"
        raise click.BadParameter(wrong, param_hint="'--value'")
    return name.strip(), said.strip()


@click.command()
@click.argument("code")
@with_values
@common
def classify(
    code: str, values: tuple[str, ...], on: date | None, lang: str, as_json: bool
) -> None:
    """
    Classify the unit with this CODE: points, criteria, rules and what is missing.

    A number that is not published, or a figure that nobody has entered, is never filled in:
    the points are then a range, and where several classes are possible it says so.
    """
    begin(lang)
    from haicap.standards import answers, telling

    given = answers.read_given(dict(pair(each) for each in values))
    found = answers.classify(code, on or today(), given)
    out(telling.classified(found), as_json, _show_class)


@click.command()
@click.argument("code")
@with_values
@common
def standards(
    code: str, values: tuple[str, ...], on: date | None, lang: str, as_json: bool
) -> None:
    """Say whether the unit with this CODE meets the standards of its kind."""
    begin(lang)
    from haicap.standards import answers, telling

    given = answers.read_given(dict(pair(each) for each in values))
    found = answers.check(code, on or today(), given)
    out(telling.checked(found), as_json, _show_standards)


def _show_class(said: Said) -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console

    from haicap.standards.words import number, outcome, span

    console, sources = Console(), dict[str, int]()
    _show_head(console, said)
    clause = f" ({said['clause']})" if said["clause"] else ""
    console.print(f"[bold]{outcome(said)}[/]{clause}")
    if said["points"] is None:
        return
    for label, points in (
        (_("points"), said["points"]),
        (_("priority points"), said["priority"]),
        (_("total"), said["total"]),
    ):
        console.print(f"{label}: {span(points)}")
    columns = (_("criterion"), _("points"), _("of"), _("figure"), _("clause"), _("note"))
    rows = [
        (
            row["title"], span(row["points"]),
            "" if row["of"] is None else number(row["of"]),
            _figures(row["values"], sources), row["clause"] or "", row["note"] or "",
        )
        for row in said["criteria"]
    ]  # fmt: skip
    _table(console, columns, rows)
    _show_rest(console, said, sources)


def _show_standards(said: Said) -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console

    from haicap.standards.words import VERDICTS, least_of

    console, sources = Console(), dict[str, int]()
    _show_head(console, said)
    console.print(f"[bold]{VERDICTS[said['verdict']]}[/]")
    if said["table_note"]:
        console.print(said["table_note"])
    columns = (_("standard"), _("at least"), _("figure"), _("verdict"), _("clause"))
    rows = [
        (
            row["title"], least_of(row), _figures(row["values"], sources),
            str(VERDICTS[row["verdict"]]), row["clause"] or "",
        )
        for row in said["requirements"]
    ]  # fmt: skip
    _table(console, columns, rows)
    _show_rest(console, said, sources)


def _show_head(console: Any, said: Said) -> None:
    unit = said["unit"]
    console.print(f"{unit['code']} {unit['name']}, {said['on']}")
    console.print(f"{said['title']}: {said['document']} ({said['valid_from']} …)")
    if said["note"]:
        console.print(f"[dim]{said['note']}[/]")


def _show_rest(console: Any, said: Said, sources: dict[str, int]) -> None:
    from django.utils.translation import gettext as _
    from rich.markup import escape

    for source, number in sources.items():
        console.print(escape(f"[{number}] {source}"))
    if said["missing"]:
        console.print(_("Missing:"))
    for each in said["missing"]:
        console.print(f"  {each['name']}: {each['title']} ({each['why']})")


def _figures(values: list[Said], sources: dict[str, int]) -> str:
    from haicap.standards.words import figure

    return "\n".join(
        f"{each['title']}: {figure(each)} [{_numbered(each['source'], sources)}]"
        for each in values
    )


def _numbered(source: str, sources: dict[str, int]) -> int:
    return sources.setdefault(source, len(sources) + 1)


def _table(
    console: Any, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> None:
    from rich.markup import escape
    from rich.table import Table

    if not rows:
        return
    table = Table()
    for label in columns:
        table.add_column(label, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console.print(table)
