"""haicap lake …: the Parquet that is counted, made from the journal."""

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from haicap.cli import setup_django

if TYPE_CHECKING:
    from haicap.measures.lake.manifest import Lake, Manifest
    from haicap.measures.lake.rebuild import Tick
    from haicap.measures.lake.verify import Verification

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.group()
def lake() -> None:
    """Show, verify, compact and rebuild the lake."""


@lake.command()
@as_json
def status(as_json: bool) -> None:
    """Show how large the lake is and how far it reaches."""
    found = _lake()
    from haicap.journal.follow import behind
    from haicap.measures.follow import FOLLOWER

    manifest = found.manifest()
    said = _document(manifest) | {"behind": behind(FOLLOWER), "folder": str(found.root)}
    if as_json:
        click.echo(json.dumps(said))
        return
    click.echo(f"{said['folder']}: {said['rows']} milestones in {said['files']} files,")
    click.echo(f"{said['bytes'] / 1e6:.1f} MB, months {', '.join(said['months']) or '–'}")
    click.echo(f"as of {said['written_at'] or '–'}, {said['behind']} facts behind")


@lake.command()
@as_json
def verify(as_json: bool) -> None:
    """Compare the lake with the database; exit code 1 when they differ."""
    found = _lake()
    from haicap.measures.lake.verify import verify as run

    outcome = run(found)
    if as_json:
        click.echo(json.dumps(_report(outcome), ensure_ascii=False))
    else:
        _print_report(outcome)
    if not outcome.is_well:
        sys.exit(1)


@lake.command()
@as_json
def compact(as_json: bool) -> None:
    """Make few large files of many small ones."""
    found = _lake()
    from haicap.measures import actions

    before = len(found.manifest().files)
    manifest = actions.compact(found)
    if as_json:
        click.echo(json.dumps(_document(manifest)))
    else:
        click.echo(f"{before} files became {len(manifest.files)}")


@lake.command()
@click.option("--month", help="Only this month, such as 2025-08.")
@as_json
def rebuild(month: str | None, as_json: bool) -> None:
    """Make the lake anew from the journal."""
    found = _lake()
    from rich.progress import Progress

    from haicap.measures import actions

    if month is not None:
        _require_month(month)
    begun = datetime.now(UTC)
    with Progress(disable=as_json or not sys.stderr.isatty()) as progress:
        tick = _ticking(progress)
        if month is None:
            manifest = actions.rebuild(found, tick=tick)
        else:
            manifest = actions.rebuild_month(found, month, tick=tick)
    seconds = round((datetime.now(UTC) - begun).total_seconds(), 1)
    if as_json:
        click.echo(json.dumps(_document(manifest) | {"seconds": seconds}))
    else:
        click.echo(
            f"{manifest.rows} milestones in {len(manifest.files)} files, {seconds} s"
        )


def _lake() -> "Lake":
    setup_django()
    from django.conf import settings

    from haicap.measures.lake.manifest import Lake

    return Lake(settings.HAICAP_LAKE)


def _require_month(month: str) -> None:
    try:
        datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        raise click.BadParameter(
            f"“{month}” is not a month such as 2025-08", param_hint="--month"
        ) from None


def _ticking(progress: Any) -> "Tick":
    task = progress.add_task("reading", total=None)

    def tick(what: str, done: int, total: int) -> None:
        progress.update(task, description=what, completed=done, total=total)

    return tick


def _document(manifest: "Manifest") -> dict[str, Any]:
    written = manifest.written_at
    return {
        "rows": manifest.rows,
        "files": len(manifest.files),
        "bytes": sum(file.size for file in manifest.files),
        "months": sorted({file.month for file in manifest.files}),
        "position": list(manifest.position),
        "written_at": written.isoformat() if written else None,
    }


def _report(found: "Verification") -> dict[str, Any]:
    return {
        "files": found.files,
        "rows": found.rows,
        "groups": found.groups,
        "damaged": [each.details for each in found.damaged],
        "differences": [vars(each) for each in found.differences],
    }


def _print_report(found: "Verification") -> None:
    for damaged in found.damaged:
        click.echo(str(damaged))
    for each in found.differences[:20]:
        click.echo(
            f"{each.day} {each.province or '–'} {each.milestone}:"
            f" {each.in_lake} in the lake, {each.in_database} in the database"
        )
    if len(found.differences) > 20:
        click.echo(f"… and {len(found.differences) - 20} more")
    click.echo(
        f"{found.rows} milestones in {found.files} files;"
        f" {len(found.damaged)} damaged, {found.groups} groups compared,"
        f" {len(found.differences)} differ"
    )
