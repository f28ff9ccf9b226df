"""``haicap unit-value``: the figures that units are judged by, each with its day and source."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from haicap.cli.standards import pair
from haicap.cli.units import begin, out, read_day, today

if TYPE_CHECKING:
    from haicap.accounts.models import User
    from haicap.units.models import TerritoryVersion

LANG = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
BY = click.option("--by", "login", help="Who does it; without it, the server itself.")
Said = dict[str, Any]


@click.group("unit-value")
def unit_value() -> None:
    """Figures of units that people entered."""


@unit_value.command()
@click.argument("code")
@click.argument("value", metavar="NAME=VALUE")
@click.option("--as-of", required=True, callback=read_day, help="The day of the figure.")
@click.option("--source", required=True, help="Who says so, and where.")
@BY
@LANG
@AS_JSON
def enter(
    code: str,
    value: str,
    as_of: date,
    source: str,
    login: str | None,
    lang: str,
    as_json: bool,
) -> None:
    """Enter a figure of the unit with this CODE, such as mountain=yes."""
    begin(lang)
    from haicap.standards import actions
    from haicap.units.find import by_code

    unit = by_code(code, as_of)
    name, said = pair(value)
    actions.enter_value(
        unit.territory, quantity=name, said=said, as_of=as_of, source=source,
        by=person(login), at=datetime.now(UTC),
    )  # fmt: skip
    out(_listed(unit, as_of), as_json, _show)


@unit_value.command()
@click.argument("code")
@click.argument("name")
@click.option("--as-of", required=True, callback=read_day, help="The day of the figure.")
@BY
@LANG
@AS_JSON
def withdraw(
    code: str, name: str, as_of: date, login: str | None, lang: str, as_json: bool
) -> None:
    """Take back the figure NAME of the unit with this CODE; the journal keeps it."""
    begin(lang)
    from haicap.common.errors import NotFound
    from haicap.standards import actions
    from haicap.standards.models import UnitValue
    from haicap.units.find import by_code

    unit = by_code(code, as_of)
    rows = UnitValue.objects.filter(territory=unit.territory, quantity=name, as_of=as_of)
    row = rows.first()
    if row is None:
        raise NotFound(what="figure", value=name)
    actions.withdraw_value(row, by=person(login), at=datetime.now(UTC))
    out(_listed(unit, as_of), as_json, _show)


@unit_value.command("list")
@click.argument("code")
@click.option("--on", callback=read_day, help="The day; today without it.")
@LANG
@AS_JSON
def list_(code: str, on: date | None, lang: str, as_json: bool) -> None:
    """List all that is known of the unit with this CODE on a day."""
    begin(lang)
    from haicap.units.find import by_code

    on = on or today()
    out(_listed(by_code(code, on), on), as_json, _show)


def person(login: str | None) -> "User | None":
    """Give the person of this login; None for the server itself."""
    from haicap.accounts.models import User
    from haicap.common.errors import NotFound

    by = User.objects.filter(login=login).first() if login else None
    if login and by is None:
        raise NotFound(what="account", value=login)
    return by


def _listed(unit: "TerritoryVersion", on: date) -> Said:
    from haicap.standards import telling
    from haicap.standards.values import known_of

    known = known_of(unit, on)
    return {
        "unit": {"code": unit.code, "name": unit.name},
        "on": on.isoformat(),
        "values": [telling.value(name, known[name]) for name in sorted(known)],
    }


def _show(said: Said) -> None:
    from haicap.standards.words import figure

    click.echo(f"{said['unit']['code']} {said['unit']['name']}, {said['on']}")
    for each in said["values"]:
        click.echo(f"{each['name']}: {figure(each)} [{each['source']}]")
