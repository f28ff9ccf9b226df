"""``haicap observe``: declared figures, each with its definition, source and date."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

from haicap.cli.units import begin, out, read_day, today

if TYPE_CHECKING:
    from haicap.measures.derived import Answer
    from haicap.measures.models import Observation

LANG = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.group()
def observe() -> None:
    """Declared figures and what follows from them."""


@observe.command("list")
@click.option("--measure", help="Only of this measure.")
@click.option("--unit", help="Only of the unit with this code; VN is the nation.")
@click.option("--all", "with_restated", is_flag=True, help="Restated ones too.")
@LANG
@AS_JSON
def list_(
    measure: str | None, unit: str | None, with_restated: bool, lang: str, as_json: bool
) -> None:
    """List declared figures; those of two definitions stand apart."""
    begin(lang)
    from haicap.measures.models import Observation
    from haicap.measures.observed.indicators import indicator
    from haicap.measures.observed.places import place

    rows = Observation.objects.declared().order_by(
        "measure", "definition", "as_of", "territory", "pk"
    )
    rows = rows if with_restated else rows.standing()
    if measure is not None:
        rows = rows.filter(measure=indicator(measure).measure)
    if unit is not None:
        rows = rows.filter(territory=place(unit, today()).territory_id)
    found = [_figure(row) for row in rows]
    out({"figures": found}, as_json, _show_figures)


def _figure(row: "Observation") -> dict[str, Any]:
    from django.utils.translation import get_language

    from haicap.measures.observed.indicators import indicator
    from haicap.units.models import TerritoryVersion

    unit = TerritoryVersion.objects.on(row.as_of).get(territory=row.territory_id)
    is_vietnamese = get_language() == "vi"
    return {
        "id": row.pk,
        "key": row.key,
        "measure": row.measure,
        "title": str(indicator(row.measure).title),
        "definition": row.definition,
        "definition_text": row.definition_vi if is_vietnamese else row.definition_en,
        "unit": {"code": unit.code, "name": unit.name},
        "since": row.since and row.since.isoformat(),
        "last": (row.until - timedelta(days=1)).isoformat(),
        "as_of": row.as_of.isoformat(),
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "in": row.unit,
        "exactness": row.exactness,
        "source": row.source,
        "confidence_percent": row.confidence,
        "note": row.note or None,
        "restated_by": row.restated_by_id,
    }


def _show_figures(said: dict[str, Any]) -> None:
    from itertools import groupby

    from django.utils.translation import gettext as _
    from rich.console import Console
    from rich.table import Table

    def of(row: dict[str, Any]) -> tuple[str, str, str]:
        return row["title"], row["measure"], row["definition_text"]

    for (title, measure, definition), rows in groupby(said["figures"], key=of):
        head = f"[bold]{title}[/] ({measure}): {definition}"
        table = Table(title=head, title_justify="left", box=None)
        for label in (_("number"), _("unit"), _("as of"), _("value"), _("source")):
            table.add_column(label, overflow="fold")
        for row in rows:
            after = f" → {row['restated_by']}" if row["restated_by"] else ""
            table.add_row(
                f"{row['id']}{after}", row["unit"]["name"], row["as_of"], _value(row),
                row["source"],
            )  # fmt: skip
        Console().print(table)


def _value(row: dict[str, Any]) -> str:
    from haicap.measures.models import Exactness

    above, below = row["numerator"], row["denominator"]
    said = [] if row["value"] is None else [_number(row["value"], row["in"])]
    if above is not None:
        said.append(f"{above:,.0f}" if below is None else f"{above:,.0f}/{below:,.0f}")
    how = Exactness(row["exactness"])
    mark = "" if how == Exactness.EXACT else f"{how.label} "
    return mark + " = ".join(said)


def _number(value: float, unit: str) -> str:
    if unit in ("share", "change"):
        return f"{value * 100:,.2f} %"
    return f"{value:,.2f}".removesuffix(".00")


@observe.command()
@click.argument("name", required=False)
@LANG
@AS_JSON
def derived(name: str | None, lang: str, as_json: bool) -> None:
    """Show what follows from declared figures, with the formula of each; or one, by NAME."""
    begin(lang)
    from haicap.measures import derivations
    from haicap.measures.derived import compute

    chosen = derivations.DERIVED.values() if name is None else [derivations.derived(name)]
    found = [_answer(compute(each)) for each in chosen]
    out({"derived": found}, as_json, _show_derived)


def _answer(found: "Answer") -> dict[str, Any]:
    return {
        "name": found.derived.name,
        "title": str(found.derived.title),
        "formula": str(found.derived.formula),
        "value": found.value,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "told": found.derived.told.value,
        "why": str(found.derived.why) if found.derived.why else None,
        "as_of": found.as_of and found.as_of.isoformat(),
        "figures": [figure.key or figure.pk for figure in found.figures],
        "missing": list(found.missing),
    }


def _show_derived(said: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for label in (_("derived"), _("formula"), _("value"), _("as of")):
        table.add_column(label, overflow="fold")
    for row in said["derived"]:
        value = "–" if row["value"] is None else _number(row["value"], row["told"])
        formula = row["formula"] + (f" ({row['why']})" if row["why"] else "")
        table.add_row(row["title"], formula, value, row["as_of"] or "")
    Console().print(table)


def read_number(
    _ctx: click.Context, _param: click.Parameter, value: str | None
) -> Decimal | None:
    """Read a number exactly as it is written; None when none is given."""
    try:
        found = Decimal(value) if value is not None else None
    except InvalidOperation:
        found = Decimal("nan")
    if found is not None and not found.is_finite():
        raise click.BadParameter(f"“{value}” is not a number such as 0.738")
    return found


@observe.command()
@click.argument("measure")
@click.option("--definition", required=True, help="Its short name, such as 34-provinces.")
@click.option("--unit", required=True, help="Code of the unit; VN is the nation.")
@click.option("--since", callback=read_day, help="The first day of a period.")
@click.option("--to", required=True, callback=read_day, help="The last day.")
@click.option("--as-of", callback=read_day, help="The day of the figure; the last day.")
@click.option("--value", callback=read_number, help="A share between 0 and 1.")
@click.option("--numerator", callback=read_number)
@click.option("--denominator", callback=read_number)
@click.option("--exactness", default="exact", show_default=True)
@click.option("--source", required=True, help="Who says so, and where.")
@click.option("--text-vi", default="", help="A new definition, in Vietnamese.")
@click.option("--text-en", default="", help="A new definition, in English.")
@click.option("--confidence", type=int, help="Per cent.")
@click.option("--note", default="")
@click.option("--restates", type=int, help="Number of the figure that it takes over.")
@click.option("--by", "login", help="Who declares it; without it, the server itself.")
@LANG
@AS_JSON
def declare(
    measure: str,
    to: date,
    as_of: date | None,
    unit: str,
    restates: int | None,
    login: str | None,
    lang: str,
    as_json: bool,
    **said: Any,
) -> None:
    """Declare a figure of MEASURE; with --restates in the place of an earlier one."""
    begin(lang)
    from haicap.accounts.models import User
    from haicap.common.errors import NotFound
    from haicap.measures.models import Observation
    from haicap.measures.observed import actions

    by = User.objects.filter(login=login).first() if login else None
    if login and by is None:
        raise NotFound(what="account", value=login)
    old = Observation.objects.filter(pk=restates).first() if restates else None
    if restates and old is None:
        raise NotFound(what="figure", value=restates)
    figure = actions.Said(
        measure=measure,
        territory=unit,
        until=to + timedelta(days=1),
        as_of=as_of or to,
        **said,
    )
    row = actions.declare(figure, restates=old, by=by, at=datetime.now(UTC))
    out({"figures": [_figure(row)]}, as_json, _show_figures)
