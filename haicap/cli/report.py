"""haicap report …: the weekly report, frozen; written, shown and verified."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from haicap.cli import setup_django

if TYPE_CHECKING:
    from haicap.measures.models import WeeklyReport
    from haicap.measures.weekly.verify import Verification
    from haicap.measures.weekly.weeks import Week

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
lang = click.option(
    "--lang", default="vi", show_default=True, help="vi, en, uk, nl, nb or ru."
)


@click.group()
def report() -> None:
    """Write, show and verify the weekly report."""


@report.command()
@click.option("--week", "name", help="2025-W34; without it the last that is over.")
@lang
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="The folder for the files (default: this one).",
)
@as_json
def weekly(name: str | None, lang: str, folder: Path, as_json: bool) -> None:
    """Freeze the report of a week, and write it as Markdown, PDF and CSV."""
    setup_django()
    from haicap.measures.weekly import actions
    from haicap.measures.weekly.words import words_in

    language = words_in(lang).language  # before a second is spent on the report
    made = actions.freeze(_week(name), at=datetime.now(UTC))
    paths = _write(made, language, folder)
    if as_json:
        said = _document(made) | {"written": [str(path) for path in paths]}
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    click.echo(made.snapshot)
    for path in paths:
        click.echo(str(path))


@report.command()
@as_json
def due(as_json: bool) -> None:
    """Freeze the report that is due by now, once; for cron, where no worker runs."""
    setup_django()
    from haicap.measures.weekly import actions

    made = actions.freeze_due(at=datetime.now(UTC))
    if as_json:
        click.echo(json.dumps({"snapshot": made.snapshot if made else None}))
    else:
        click.echo(made.snapshot if made else "nothing is due")


@report.command()
@click.argument("snapshot")
@lang
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the files into this folder instead.",
)
@as_json
def show(snapshot: str, lang: str, folder: Path | None, as_json: bool) -> None:
    """Show a report as it was frozen: by its SNAPSHOT, the beginning of one, or its week."""
    setup_django()
    from haicap.measures.weekly import kept
    from haicap.measures.weekly.words import words_in

    language = words_in(lang).language
    found = kept.find(snapshot)
    if as_json:
        click.echo(json.dumps(_document(found), ensure_ascii=False))
    elif folder is not None:
        for path in _write(found, language, folder):
            click.echo(str(path))
    else:
        click.echo(kept.read(found, "md", language).decode(), nl=False)


@report.command()
@click.argument("snapshot")
@as_json
def verify(snapshot: str, as_json: bool) -> None:
    """Compute, write and read SNAPSHOT again; exit code 1 when anything differs."""
    setup_django()
    from haicap.measures.weekly import kept
    from haicap.measures.weekly.verify import verify as run

    found = run(kept.find(snapshot))
    if as_json:
        click.echo(json.dumps(_report(found), ensure_ascii=False))
    else:
        _print_report(found)
    if not found.is_well:
        sys.exit(1)


@report.command(name="list")
@as_json
def list_(as_json: bool) -> None:
    """List the reports that were frozen, the latest first."""
    setup_django()
    from haicap.measures.models import WeeklyReport

    reports = WeeklyReport.objects.order_by("-created_at", "-pk")
    rows = [
        {"snapshot": each.snapshot, "created_at": each.created_at.isoformat()}
        for each in reports.only("snapshot", "created_at")
    ]
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo(f"{row['snapshot']}  {row['created_at']}")


def _week(name: str | None) -> "Week":
    from django.utils import timezone

    from haicap.measures.weekly import weeks

    today = timezone.localdate()
    return weeks.Week.before(today) if name is None else weeks.parse(name, today)


def _write(made: "WeeklyReport", language: str, folder: Path) -> list[Path]:
    from haicap.measures.weekly import kept
    from haicap.measures.weekly.snapshot import KINDS, file_name

    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in KINDS:
        path = folder / file_name(made.snapshot, kind, language)
        path.write_bytes(kept.read(made, kind, language))
        paths.append(path)
    return paths


def _document(made: "WeeklyReport") -> dict[str, Any]:
    return {
        "snapshot": made.snapshot,
        "week": made.week,
        "as_of": made.as_of.isoformat(),
        "created_at": made.created_at.isoformat(),
        "digest": made.digest,
        "lake": made.sources,
        "versions": made.versions,
        "figures": made.figures,
        "files": made.files,
    }


def _report(found: "Verification") -> dict[str, Any]:
    return {
        "snapshot": found.snapshot,
        "well": found.is_well,
        "sealed": found.is_sealed,
        "damaged": list(found.damaged),
        "rewritten": list(found.rewritten),
        "differences": [vars(each) for each in found.differences],
    }


def _print_report(found: "Verification") -> None:
    if not found.is_sealed:
        click.echo("the row is not what the snapshot stands for")
    for name in found.damaged:
        click.echo(f"{name}: missing or not what was frozen")
    for name in found.rewritten:
        click.echo(f"{name}: this program writes it otherwise")
    for each in found.differences:
        click.echo(f"{each.name}: {each.frozen} when frozen, {each.today} today")
    click.echo(f"{found.snapshot}: {'as it was frozen' if found.is_well else 'differs'}")
