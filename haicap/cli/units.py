"""``haicap unit``, ``successors`` and ``find``: territories and agencies on a day."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from haicap.units.find import Found, Passed
    from haicap.units.models import Agency, TerritoryVersion

F = TypeVar("F", bound=Callable[..., Any])
Said = dict[str, Any]


def today() -> date:
    """Give the day in Vietnam."""
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def read_day(
    _ctx: click.Context, _param: click.Parameter, value: str | None
) -> date | None:
    """Read an ISO date; None when none is given."""
    try:
        return date.fromisoformat(value) if value is not None else None
    except ValueError as error:
        said = f"“{value}” is not a day such as 2025-07-02"
        raise click.BadParameter(said) from error


def common(command: F) -> F:
    """Add the options that the three commands share."""
    lang = click.option(
        "--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
    on = click.option("--on", callback=read_day, help="The day; today without it.")
    return on(lang(as_json(command)))


def begin(lang: str) -> None:
    """Set up Django and speak the language asked for."""
    from haicap import cli

    cli.setup_django()
    from django.utils import translation

    translation.activate(lang)


def out(said: Said, as_json: bool, show: Callable[[Said], None]) -> None:
    """Print for a machine, or for people."""
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        show(said)


@click.command()
@click.argument("code")
@common
def unit(code: str, on: date | None, lang: str, as_json: bool) -> None:
    """Show the unit (or agency) with this CODE: what it is, was and is made of."""
    begin(lang)
    from haicap.units import agencies, find

    on = on or today()
    if "." in code:
        found = agencies.by_code(code, on)
        out(_agency(found, on), as_json, _show_fields)
        return
    version = find.by_code(code, on)
    out(_unit(version, on), as_json, _show_unit)


def _unit(version: "TerritoryVersion", on: date) -> Said:
    from haicap.units import find
    from haicap.units.models import Agency

    territory = version.territory
    lives = territory.versions.order_by("valid_from")
    at_home = Agency.objects.on(on).filter(territory=territory).order_by("code")
    return {
        **_brief(version),
        "part_of": [_brief(above) for above in find.lineage_of(territory, on)[1:]],
        "area_km2": float(version.area_km2) if version.area_km2 is not None else None,
        "population": version.population,
        "latitude": version.latitude,
        "longitude": version.longitude,
        "source": version.source,
        "formed_from": [
            {**_brief(o.version), "how": str(_kind(o.kind)), "doubtful": o.is_doubtful}
            for o in find.origins(territory, on)
        ],
        "life": [{**_brief(v), "ground": v.ground} for v in lives],
        "agencies": [_agency(agency, on) for agency in at_home],
    }


def _brief(version: "TerritoryVersion") -> Said:
    until = version.valid_until
    return {
        "code": version.code,
        "name": version.name,
        "kind": str(version.get_kind_display()),
        "valid_from": version.valid_from.isoformat(),
        "valid_until": until.isoformat() if until else None,
    }


def _kind(kind: str) -> str:
    from haicap.units.models import SuccessionKind

    return str(SuccessionKind(kind).label)


def _agency(agency: "Agency", on: date) -> Said:
    return {
        "code": agency.code,
        "name": agency.name_on(on),
        "name_en": agency.name_en,
        "kind": str(agency.get_kind_display()),
        "field": agency.field or None,
        "identifier": agency.identifier or None,
        "part_of": agency.parent.code if agency.parent else None,
        "assumed": agency.is_assumed,
        "ground": agency.ground or None,
        "source": agency.source or None,
    }


@click.command()
@click.argument("code")
@click.option("--to", callback=read_day, help="Into the units of this day; today.")
@click.option(
    "--on",
    callback=read_day,
    help="When it had the code; without it, the first that did.",
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def successors(
    code: str, to: date | None, on: date | None, lang: str, as_json: bool
) -> None:
    """
    Show what the unit with this (old) CODE became.

    A unit that was split is never resolved: all its parts are listed, to choose from.
    """
    begin(lang)
    from haicap.units import find

    to = to or today()
    version = find.first_of(code, to) if on is None else find.by_code(code, on)
    if to < version.valid_from:
        raise click.BadParameter(
            f"{to} is before {version.name} began ({version.valid_from})",
            param_hint="'--to'",
        )
    out(_passed(find.successors(version, to), to), as_json, _show_passed)


def _passed(passed: "Passed", to: date) -> Said:
    return {
        "unit": _brief(passed.origin),
        "on": to.isoformat(),
        "needs_choice": passed.needs_choice,
        "successors": [
            {
                **_brief(heir.version),
                "how": _kind(heir.kind),
                "suggested": heir.suggested,
                "doubtful": heir.is_doubtful,
            }
            for heir in passed.heirs
        ],
    }


@click.command()
@click.argument("text")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 500))
@common
def find(text: str, limit: int, on: date | None, lang: str, as_json: bool) -> None:
    """
    Find units by TEXT: a name with or without accents, a code, or an address with commas.

    "tan thanh"; "p. phuc xa, q. ba dinh, ha noi" finds former units too, with what they
    became.
    """
    begin(lang)
    from haicap.units import find as finding

    on = on or today()
    named = finding.address(text, on, limit)
    if "," in text or (named and all(each.passed for each in named)):
        # An address; or a name that only former units bear.
        units = named
    else:
        units = [finding.placed(v, on) for v in finding.search(text, on, limit)]
    found = [_found(each, on) for each in units]
    out({"text": text, "on": on.isoformat(), "found": found}, as_json, _show_found)
    if not found:
        sys.exit(1)


def _found(found: "Found", on: date) -> Said:
    passed = _passed(found.passed, on) if found.passed else None
    above = [version.name for version in found.above]
    return {**_brief(found.version), "part_of": above, "passed": passed}


def _show_fields(said: Said) -> None:
    from django.utils.translation import gettext as _

    labels = {
        "code": _("code"), "name": _("name"), "name_en": _("in English"),
        "kind": _("kind"), "field": _("field"), "identifier": _("national identifier"),
        "area_km2": _("area (km²)"), "population": _("population"),
        "latitude": _("latitude"), "longitude": _("longitude"),
        "ground": _("legal ground"), "source": _("source"),
    }  # fmt: skip
    for key, label in labels.items():
        if said.get(key) is not None:
            click.echo(f"{label}: {said[key]}")
    if said.get("assumed"):
        click.echo(_("This agency is assumed: its exact distribution is not published."))


def _show_unit(said: Said) -> None:
    from django.utils.translation import gettext as _

    _show_fields(said)
    click.echo(_("part of") + ": " + ", ".join(a["name"] for a in said["part_of"]))
    columns = {"code": _("code"), "name": _("name"), "kind": _("kind")}
    period = {"valid_from": _("from"), "valid_until": _("until")}
    _table(_("Formed from"), {**columns, "how": _("how")}, said["formed_from"])
    _table(_("Life"), {**columns, **period}, said["life"])
    assumed = {"assumed": _("assumed")}
    _table(_("Agencies"), {**columns, **assumed}, said["agencies"])


def _show_passed(said: Said) -> None:
    from django.utils.translation import gettext as _

    unit_ = said["unit"]
    click.echo(f"{unit_['code']} {unit_['name']} →")
    columns = {
        "code": _("code"), "name": _("name"), "how": _("how"),
        "suggested": _("suggested"), "doubtful": _("doubtful"),
    }  # fmt: skip
    _table("", columns, said["successors"])
    if said["needs_choice"]:
        click.echo(
            _("It was split: a person must choose, by hamlet, street or land plot.")
        )


def _show_found(said: Said) -> None:
    from django.utils.translation import gettext as _

    if not said["found"]:
        click.echo(_("Nothing was found."))
    columns = {"code": _("code"), "name": _("name"), "part_of": _("part of")}
    until = {"valid_until": _("until")}
    rows = [{**row, "part_of": ", ".join(row["part_of"])} for row in said["found"]]
    _table("", {**columns, **until}, rows)
    for row in rows:
        if row.get("passed"):
            _show_passed(row["passed"])


def _table(title: str, columns: dict[str, str], rows: list[Said]) -> None:
    from rich.console import Console
    from rich.table import Table

    if not rows:
        return
    table = Table(title=title or None, title_justify="left")
    for label in columns.values():
        table.add_column(label, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row.get(key)) for key in columns))
    Console().print(table)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else str(value)
