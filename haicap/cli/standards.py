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

    console = Console()
    _show_head(console, said)
    if said["class"]:
        told = _("class %(class)s") % {"class": said["class"]}
    else:
        possible = ", ".join(said["possible"])
        told = _("cannot be decided: %(possible)s are possible") % {"possible": possible}
    console.print(f"[bold]{told}[/]" + (f" ({said['clause']})" if said["clause"] else ""))
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
            row["title"], span(row["points"]), _plain(row["of"]), _figures(row["values"]),
            row["clause"] or "", row["note"] or "",
        )
        for row in said["criteria"]
    ]  # fmt: skip
    _table(console, columns, rows)
    _show_missing(console, said)


def _show_standards(said: Said) -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console

    from haicap.standards.words import VERDICTS

    console = Console()
    _show_head(console, said)
    console.print(f"[bold]{VERDICTS[said['verdict']]}[/]")
    if said["table_note"]:
        console.print(said["table_note"])
    columns = (_("standard"), _("at least"), _("figure"), _("verdict"), _("clause"))
    rows = [
        (
            row["title"], least(row), _figures(row["values"]),
            str(VERDICTS[row["verdict"]]), row["clause"] or "",
        )
        for row in said["requirements"]
    ]  # fmt: skip
    _table(console, columns, rows)
    _show_missing(console, said)


def _show_head(console: Any, said: Said) -> None:
    unit = said["unit"]
    console.print(f"{unit['code']} {unit['name']}, {said['on']}")
    console.print(f"{said['title']}: {said['document']} ({said['valid_from']} …)")
    if said["note"]:
        console.print(f"[dim]{said['note']}[/]")


def _show_missing(console: Any, said: Said) -> None:
    from django.utils.translation import gettext as _

    if said["missing"]:
        console.print(_("Missing:"))
    for each in said["missing"]:
        console.print(f"  {each['name']}: {each['title']} ({each['why']})")


def span(points: Said) -> str:
    """Write points: one number, or from the least to the most."""
    least_, most = points["least"], points["most"]
    if least_ == most:
        return _plain(least_)
    return f"{_plain(least_)} – {'?' if most is None else _plain(most)}"


def least(row: Said) -> str:
    """Write what is asked at least."""
    from django.utils.translation import gettext as _

    if row["told"] == "yes-no":
        return _("yes")
    low, high = row["least"]["lowest"], row["least"]["highest"]
    unit = f" {row['unit']}" if row["unit"] else ""
    return (f"{low:,g}" if low == high else f"{low:,g} – {high:,g}") + unit


def _figures(values: list[Said]) -> str:
    return "\n".join(
        f"{each['title']}: {figure(each)} [{each['source']}]" for each in values
    )


def figure(value: Said) -> str:
    """Write a figure with its unit and its day."""
    from django.utils.translation import gettext as _

    amount = value["amount"]
    if isinstance(amount, bool):
        told = _("yes") if amount else _("no")
    else:
        told = f"{amount:,.10g}" + (f" {value['unit']}" if value["unit"] else "")
    return told + (f" ({value['as_of']})" if value["as_of"] else "")


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


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
