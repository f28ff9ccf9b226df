"""``haicap village``: the register of villages and residential groups."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from haicap.cli.observe import read_number
from haicap.cli.unit_values import person
from haicap.cli.units import begin, out, read_day, today

if TYPE_CHECKING:
    from haicap.accounts.models import User

F = TypeVar("F", bound=Callable[..., Any])
Said = dict[str, Any]
LANG = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


def arranging(command: F) -> F:
    """Add the options of every change: its day, ground, consent, and who does it."""
    for option in (
        AS_JSON,
        LANG,
        click.option("--by", "login", required=True, help="Who does it."),
        click.option(
            "--consent", callback=read_number, help="Households that agreed, %."
        ),
        click.option("--ground", required=True, help="The resolution it rests on."),
        click.option("--on", required=True, callback=read_day, help="From this day."),
    ):
        command = option(command)
    return command


@click.group()
def village() -> None:
    """Villages and residential groups below the commune."""


@village.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--simulated", is_flag=True, help="Mark them as made up, for trying.")
@click.option("--by", "login", help="Who does it; without it, the server itself.")
@LANG
@AS_JSON
def load(
    file: Path, simulated: bool, login: str | None, lang: str, as_json: bool
) -> None:
    """
    Load a CSV FILE of villages; with any fault nothing is loaded, and every fault is told.

    Its columns: commune,code,kind,name,valid_from,ground,households,population,counted_on,
    source. The kind is village or residential_group; code and counts may be empty.
    """
    begin(lang)
    from rich.progress import Progress

    from haicap.villages import actions, sheet

    with Progress(disable=as_json, transient=True) as progress:
        progress.add_task(file.name, total=None)
        said = sheet.read(file)
        count = actions.load_register(
            said, is_simulated=simulated, by=person(login), at=datetime.now(UTC)
        )
    told = {"file": file.name, "rows": len(said.rows), "new": count}
    out(told, as_json, lambda t: click.echo(f"{t['file']}: {t['rows']} → +{t['new']}"))


@village.command("list")
@click.argument("commune", required=False)
@click.option("--unplaced", is_flag=True, help="Those whose commune is no more.")
@click.option("--on", callback=read_day, help="The day; today without it.")
@LANG
@AS_JSON
def list_(
    commune: str | None, unplaced: bool, on: date | None, lang: str, as_json: bool
) -> None:
    """List the villages of the COMMUNE with this code on a day."""
    begin(lang)
    from haicap.units.find import by_code
    from haicap.villages import find, telling

    if unplaced == bool(commune):
        raise click.UsageError("Name a commune, or ask for --unplaced.")
    on = on or today()
    if commune:
        rows = find.of_commune(by_code(commune, on).territory, on)
    else:
        rows = find.unplaced(on)
    said = {"on": on.isoformat(), "villages": [telling.listed(each) for each in rows]}
    out(said, as_json, _show)


@village.command("found")
@click.argument("commune")
@click.argument("name")
@click.option("--kind", required=True, help="village or residential_group")
@click.option("--code", default="", help="Its code, where there is one.")
@arranging
def found(
    commune: str, name: str, kind: str, code: str, login: str, lang: str, as_json: bool,
    **rests: Any,
) -> None:  # fmt: skip
    """Found a village called NAME in the COMMUNE with this code."""
    begin(lang)
    from haicap.units.find import by_code
    from haicap.villages import actions

    place = by_code(commune, rests["on"]).territory
    new = actions.found(place, kind=kind, name=name, code=code, **_said(login, rests))
    _tell([new.pk], rests["on"], as_json)


@village.command("rename")
@click.argument("number", type=int)
@click.argument("name")
@click.option("--kind", help="village or residential_group; as it is")
@click.option("--code", help="Its code; as it is.")
@arranging
def rename(
    number: int, name: str, kind: str | None, code: str | None, login: str, lang: str,
    as_json: bool, **rests: Any,
) -> None:  # fmt: skip
    """Give the village with this NUMBER the NAME, and perhaps another kind or code."""
    begin(lang)
    from haicap.villages import actions, find

    old = find.by_id(number)
    actions.rename(old, name=name, kind=kind, code=code, **_said(login, rests))
    _tell([number], rests["on"], as_json)


@village.command("move")
@click.argument("number", type=int)
@click.option("--to", required=True, help="Code of the commune.")
@click.option("--kind", help="village or residential_group; as it is")
@arranging
def move(
    number: int, to: str, kind: str | None, login: str, lang: str, as_json: bool,
    **rests: Any,
) -> None:  # fmt: skip
    """Let the village with this NUMBER belong to another commune."""
    begin(lang)
    from haicap.units.find import by_code
    from haicap.villages import actions, find

    place = by_code(to, rests["on"]).territory
    actions.move(find.by_id(number), to=place, kind=kind, **_said(login, rests))
    _tell([number], rests["on"], as_json)


@village.command("merge")
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.option("--name", required=True, help="Of the new village.")
@click.option("--code", default="", help="Its code, where there is one.")
@arranging
def merge(
    numbers: tuple[int, ...], name: str, code: str, login: str, lang: str, as_json: bool,
    **rests: Any,
) -> None:  # fmt: skip
    """Make one new village of those with these NUMBERS."""
    begin(lang)
    from haicap.villages import actions, find

    olds = [find.by_id(number) for number in numbers]
    new = actions.merge(olds, name=name, code=code, **_said(login, rests))
    _tell([new.pk], rests["on"], as_json)


@village.command("split")
@click.argument("number", type=int)
@click.option("--into", multiple=True, required=True, help="Name of a part; repeated.")
@arranging
def split(
    number: int, into: tuple[str, ...], login: str, lang: str, as_json: bool, **rests: Any
) -> None:
    """Make several new villages of the one with this NUMBER."""
    begin(lang)
    from haicap.villages import actions, find

    parts = [(name, "") for name in into]
    news = actions.split(find.by_id(number), into=parts, **_said(login, rests))
    _tell([new.pk for new in news], rests["on"], as_json)


@village.command("dissolve")
@click.argument("number", type=int)
@click.option("--into", type=int, help="The village to which its people belong then.")
@arranging
def dissolve(
    number: int, into: int | None, login: str, lang: str, as_json: bool, **rests: Any
) -> None:
    """Let the village with this NUMBER be no more."""
    begin(lang)
    from haicap.villages import actions, find

    heir = None if into is None else find.by_id(into)
    actions.dissolve(find.by_id(number), into=heir, **_said(login, rests))
    _tell([] if into is None else [into], rests["on"], as_json)


@village.command("count")
@click.argument("number", type=int)
@click.option("--households", type=int)
@click.option("--population", type=int)
@click.option("--as-of", required=True, callback=read_day, help="The day of the count.")
@click.option("--source", required=True, help="Who says so, and where.")
@click.option("--by", "login", required=True, help="Who does it.")
@LANG
@AS_JSON
def count(
    number: int, as_of: date, login: str, lang: str, as_json: bool, **counted: Any
) -> None:
    """Note households and people of the village with this NUMBER."""
    begin(lang)
    from haicap.villages import actions, find

    who, at = someone(login), datetime.now(UTC)
    actions.count_village(find.by_id(number), as_of=as_of, by=who, at=at, **counted)
    _tell([number], as_of, as_json)


def someone(login: str) -> "User":
    """Give the person of this login, who must be there."""
    found = person(login)
    assert found is not None, "a login is either known or refused"
    return found


def _said(login: str, rests: dict[str, Any]) -> dict[str, Any]:
    """What every change is told: its day, ground, consent, who and when."""
    consent: Decimal | None = rests["consent"]
    return {
        "on": rests["on"], "ground": rests["ground"], "consent": consent,
        "by": someone(login), "at": datetime.now(UTC),
    }  # fmt: skip


def _tell(numbers: list[int], on: date, as_json: bool) -> None:
    from haicap.villages import find, telling

    rows = find.listed(numbers, on)
    said = {"on": on.isoformat(), "villages": [telling.listed(each) for each in rows]}
    out(said, as_json, _show)


def _show(said: Said) -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console
    from rich.table import Table

    table = Table(title=said["on"], title_justify="left")
    for label in (
        _("number"), _("name"), _("kind"), _("code"), _("households"), _("people"),
        _("counted on"), _("from"), _("legal ground"),
    ):  # fmt: skip
        table.add_column(label, overflow="fold")
    for row in said["villages"]:
        keys = (
            "number", "name", "kind_name", "code", "households", "population",
            "counted_on", "valid_from", "ground",
        )  # fmt: skip
        cells = ["" if row[key] is None else str(row[key]) for key in keys]
        if row["is_simulated"]:
            cells[1] += " " + _("(simulated)")
        table.add_row(*cells)
    Console().print(table)
