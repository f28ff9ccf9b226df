"""`haicap catalogue`: the files of procedures that a province reads, edits and loads."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from haicap.cli import setup_django

FILES = click.argument(
    "files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
ON = click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day whose versions are shown; today if not given.",
)
JSON = click.option(
    "--json", "as_json", is_flag=True, help="One JSON document on standard output."
)


@click.group()
def catalogue() -> None:
    """Check, load, search and compare catalogue files."""


@catalogue.command()
@FILES
@JSON
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Name file, line, procedure and rule of every fault; without FILES the bundled ones."""
    setup_django()
    from haicap.procedures import catalogue as reading

    if files:
        found = reading.read_files(files, reading.bundled().names())
    else:
        found = reading.bundled()
    if as_json:
        said = {
            "procedures": len(found.procedures),
            "faults": [vars(fault) for fault in found.faults],
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for fault in found.faults:
            click.echo(str(fault))
        count, faults = len(found.procedures), len(found.faults)
        click.echo(f"procedures: {count}, faults: {faults}", err=bool(faults))
    if found.faults:
        raise click.exceptions.Exit(1)


@catalogue.command()
@FILES
@click.option(
    "--from",
    "amend_from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day from which changed procedures are in force in their new wording.",
)
def load(files: tuple[Path, ...], amend_from: datetime | None) -> None:
    """Load FILES (the bundled ones if none is named): all of them or nothing."""
    setup_django()
    from haicap.procedures import catalogue as reading
    from haicap.procedures.load import load_catalogue

    if not files:
        found = reading.bundled()
    else:
        found = reading.read_files(files, reading.bundled().names())
    outcome = load_catalogue(
        found,
        amend_from=amend_from.date() if amend_from else None,
        at=datetime.now().astimezone(),
    )
    for name, slugs in vars(outcome).items():
        shown = "" if name == "unchanged" or not slugs else ": " + ", ".join(slugs[:8])
        more = f" … and {len(slugs) - 8} more" if shown and len(slugs) > 8 else ""
        click.echo(f"{name} {len(slugs)}{shown}{more}")
    if outcome.left:
        click.echo(
            "What was left says something new: give the day with --from.", err=True
        )


@catalogue.command("list")
@click.argument("query", nargs=-1)
@ON
@JSON
def list_(query: tuple[str, ...], on: datetime | None, as_json: bool) -> None:
    """List the procedures in force, or those that QUERY finds, best first."""
    setup_django()
    from haicap.procedures import find
    from haicap.procedures.models import ProcedureVersion

    day = _day(on)
    corrected = ""
    if query:
        found = find.search(" ".join(query), day, limit=50)
        versions, corrected = found.versions, found.corrected
    else:
        every = ProcedureVersion.objects.on(day).select_related("procedure")
        versions = list(every.order_by("field_vi", "sort_key"))
    if as_json:
        rows = [
            {"code": v.procedure.code, "slug": v.procedure.slug, "name": v.name_vi}
            for v in versions
        ]
        said = {"on": day.isoformat(), "corrected": corrected, "procedures": rows}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    if corrected:
        click.echo(f"Nothing found; looked for “{corrected}” instead.", err=True)
    _table(
        ["code", "name", "field"],
        [(v.procedure.code or v.procedure.slug, v.name_vi, v.field_vi) for v in versions],
    )
    click.echo(f"{len(versions)} procedures in force on {day}", err=True)


@catalogue.command()
@click.argument("name")
@ON
@JSON
def show(name: str, on: datetime | None, as_json: bool) -> None:
    """Show the procedure of the code or slug NAME as in force on a day."""
    setup_django()
    from haicap.procedures import find
    from haicap.procedures.card import card

    said = card(find.version(name, _day(on)))
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    _table(["", ""], [(k, _short(v)) for k, v in said.items() if v not in (None, "", [])])


@catalogue.command()
@FILES
@ON
@JSON
def diff(files: tuple[Path, ...], on: datetime | None, as_json: bool) -> None:
    """Show in what FILES differ from the procedures in force; nothing is changed."""
    setup_django()
    from haicap.procedures import catalogue as reading
    from haicap.procedures.actions.storing import by_name
    from haicap.procedures.card import differences
    from haicap.procedures.models import Procedure, ProcedureVersion

    known = reading.bundled()
    found = (reading.read_files(files, known.names()) if files else known).sound()
    procedures = by_name(Procedure.objects.all())
    there = ProcedureVersion.objects.on(_day(on)).select_related("procedure", "decision")
    versions = {version.procedure.slug: version for version in there}
    changed: list[dict[str, Any]] = []
    for content in found.procedures:
        version = versions.get(content["slug"])
        if version is None:
            changed.append(
                {"procedure": content["slug"], "field": "", "new": "all of it"}
            )
        elif version.content_hash != reading.content_hash(content):
            changed += [
                {"procedure": content["slug"], "field": field, "old": old, "new": new}
                for field, old, new in differences(content, version, procedures)
            ]
    if as_json:
        click.echo(json.dumps(changed, ensure_ascii=False, indent=2))
    else:
        _table(
            ["procedure", "field", "in force", "file"],
            [
                (c["procedure"], c["field"], _short(c.get("old")), _short(c["new"]))
                for c in changed
            ],
        )
        click.echo(f"{len(changed)} differences", err=True)
    if changed:
        raise click.exceptions.Exit(1)


def _day(on: datetime | None) -> date:
    from django.utils import timezone

    return on.date() if on else timezone.localdate()


def _short(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(_short(item) for item in value)
    if isinstance(value, dict):
        said = (f"{k}: {v}" for k, v in value.items() if v not in (None, "", []))
        return ", ".join(said)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _table(columns: list[str], rows: list[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None, show_header=any(columns), padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*row)
    Console().print(table)
