"""haicap measure …: a number with its numerator, its denominator and its definition."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from haicap.cli import setup_django

if TYPE_CHECKING:
    from haicap.measures.answers import Result, Row
    from haicap.measures.measure import Measure, Period


@click.command()
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="Say which measures there are.")
@click.option("--by", multiple=True, help="A dimension, such as province; repeatable.")
@click.option("--from", "first", help="First day, such as 2025-07-01.")
@click.option("--to", "last", help="Last day, included.")
@click.option("--period", help="2025-W34, 2025-08, 2025-Q3 or 2025.")
@click.option("--lens", type=click.Choice(["as-was", "as-is"]), default="as-was")
@click.option("--on", help="As it is: the units of this day (default: today).")
@click.option("--where", multiple=True, metavar="DIMENSION=VALUE", help="Only these.")
@click.option("--top", type=click.IntRange(1), help="Only so many, the best.")
@click.option("--bottom", type=click.IntRange(1), help="Only so many, the worst.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def measure(name: str | None, lang: str, as_json: bool, **asked: Any) -> None:
    """Compute the measure NAME, or list the measures."""
    setup_django()
    from django.utils import translation

    with translation.override(lang):
        if name is None or asked["listing"]:
            _list(as_json)
            return
        result, rows = _computed(name, asked)
        if as_json:
            click.echo(json.dumps(document(result, rows), ensure_ascii=False))
        else:
            _show(result, rows)


def _computed(name: str, asked: dict[str, Any]) -> "tuple[Result, list[Row]]":
    from django.utils import timezone

    from haicap.measures.engine import compute
    from haicap.measures.registry import measure as measure_of
    from haicap.measures.registry import require_dimensions

    where = _where(asked["where"])
    # The name first: it is the likelier mistake.
    require_dimensions(measure_of(name), [*asked["by"], *where])
    today = timezone.localdate()
    period = _period(asked, today)
    _require_units(where, min(today, period.until))
    result = compute(
        name,
        by=asked["by"],
        since=period.since,
        until=period.until,
        lens=asked["lens"],
        on=_day(asked["on"], "--on") if asked["on"] else today,
        where=where,
    )
    rows = list(result.rows)
    if asked["top"] or asked["bottom"]:
        rows = result.ranked(asked["top"] or 0)
        rows += result.ranked(asked["bottom"] or 0, best=False)
    return result, rows


def _period(asked: dict[str, Any], today: date) -> "Period":
    from haicap.measures import periods

    if asked["period"]:
        return periods.parse(asked["period"], today)
    if not asked["first"]:
        raise click.UsageError("Say which days: --from and --to, or --period.")
    first = _day(asked["first"], "--from")
    last = _day(asked["last"], "--to") if asked["last"] else today
    return periods.between(first, last, today)


def _where(given: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for each in given:
        name, is_said, value = each.partition("=")
        if not is_said:
            raise click.BadParameter(f"“{each}” is not DIMENSION=VALUE")
        is_number = name in ("agency", "centre") and value.isdigit()
        found.setdefault(name, []).append(int(value) if is_number else value)
    return {name: tuple(values) for name, values in found.items()}


def _require_units(where: dict[str, Any], on: date) -> None:
    """Refuse a code that no unit ever bore; the refusal names the nearest."""
    from haicap.units.find import first_of

    for name in ("province", "commune"):
        for code in where.get(name, ()):
            first_of(code, on)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"“{text}” is not a day such as 2025-07-01", param_hint=option
        ) from None


def document(result: "Result", rows: "list[Row]") -> dict[str, Any]:
    """The answer for programs, with all that says what it is."""
    return {
        "measure": declaration(result.measure),
        "by": list(result.by),
        "since": result.period.since.isoformat(),
        "until": result.period.until.isoformat(),
        "lens": result.lens,
        "units_on": result.on.isoformat() if result.on else None,
        "data_as_of": result.data_as_of.isoformat() if result.data_as_of else None,
        "total": _row(result.total, ()),
        "rows": [_row(row, result.by) for row in rows],
    }


def declaration(of: "Measure") -> dict[str, Any]:
    """What a measure is."""
    return {
        "name": of.name,
        "version": of.version,
        "title": str(of.title),
        "definition": str(of.definition),
        "numerator": str(of.counted),
        "denominator": str(of.among) if of.among else None,
        "unit": of.unit.value,
        "grain": of.grain,
        "dimensions": sorted(of.dimensions),
        "owner": of.owner,
        "valid_from": of.valid_from.isoformat(),
    }


def _row(row: "Row", by: tuple[str, ...]) -> dict[str, Any]:
    keys = dict(zip(by, map(_plain, row.keys), strict=False))
    said = {
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
    }
    if not row.is_attributable:
        said["not_attributable"] = True
    return keys | said


def _plain(key: Any) -> Any:
    return key.isoformat() if isinstance(key, date) else key


def _list(as_json: bool) -> None:
    from haicap.measures.registry import MEASURES

    if as_json:
        said = [declaration(each) for each in MEASURES.values()]
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for each in MEASURES.values():
        click.echo(f"{each.name}  {each.title}\n    {each.definition}")


def _show(result: "Result", rows: "list[Row]") -> None:
    from rich.console import Console
    from rich.table import Table

    of = result.measure
    table = Table(box=None, pad_edge=False)
    for heading in (*result.by, of.unit.value, str(of.counted), str(of.among or "")):
        table.add_column(heading, justify="left" if heading in result.by else "right")
    for row in rows:
        keys = [_key(row, key) for key in row.keys]
        table.add_row(*keys, *map(_number, (row.value, row.numerator, row.denominator)))
    console = Console()
    console.print(f"[bold]{of.title}[/bold] ({of.name}, v{of.version})\n{of.definition}")
    if result.by:
        console.print(table)
    total = result.total
    amounts = [
        _number(each) for each in (total.value, total.numerator, total.denominator)
    ]
    console.print(f"total {amounts[0]}  ({amounts[1]} / {amounts[2]})")
    console.print(
        f"data as of {result.data_as_of or '–'}; units {result.on or 'as they were'}"
    )


def _key(row: "Row", key: Any) -> str:
    if key is None:
        return "–" if row.is_attributable else "not attributable"
    return str(key)


def _number(amount: float | None) -> str:
    if amount is None:
        return "–"
    return f"{amount:,}" if isinstance(amount, int) else f"{amount:,.4f}"
