"""haicap journal …, haicap follow: reading, sealing, verifying and following the facts."""

import dataclasses
import json
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from haicap.cli import setup_django

if TYPE_CHECKING:
    from haicap.common.schedule import Timekeeper
    from haicap.journal.models import Entry
    from haicap.journal.verify import Fault, Verification
    from haicap.journal.work import Worker

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.group()
def journal() -> None:
    """Show, seal and verify the journal."""


@journal.command()
@as_json
@click.option("--known", default="", help="Hash of a seal that was noted down before.")
def verify(as_json: bool, known: str) -> None:
    """Compute every hash again; exit code 1 when a byte was changed."""
    setup_django()
    from rich.progress import Progress

    from haicap.journal.models import Entry
    from haicap.journal.verify import verify as run

    if len(known) % 2 or not all(c in "0123456789abcdefABCDEF" for c in known):
        raise click.BadParameter("not a hexadecimal number", param_hint="--known")
    with Progress(disable=as_json or not sys.stderr.isatty()) as progress:
        task = progress.add_task("", total=Entry.objects.count())
        found = run(known=known, tick=lambda count: progress.advance(task, count))
    if as_json:
        click.echo(json.dumps(_report(found), ensure_ascii=False))
    else:
        _print_report(found)
    if found.fault_count:
        sys.exit(1)


@journal.command()
@click.argument("about")
@as_json
@click.option(
    "--lang", type=click.Choice(["vi", "en"]), help="Language of the sentences."
)
def show(about: str, as_json: bool, lang: str | None) -> None:
    """Tell what happened to something: ABOUT is like dossier:12."""
    setup_django()
    from django.conf import settings
    from django.utils import translation

    from haicap.common.errors import NotFound
    from haicap.journal.models import Entry

    entries = list(Entry.objects.filter(about=about).order_by("pk"))
    if not entries:
        raise NotFound(what="entry about", value=about)
    with translation.override(lang or settings.LANGUAGE_CODE):
        told = _told(entries)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in told:
        click.echo(f"{line['at'][:16].replace('T', ' ')}  {line['sentence']}")


@journal.command()
@as_json
def seal(as_json: bool) -> None:
    """Seal what is committed and not yet sealed."""
    setup_django()
    from haicap.journal import actions
    from haicap.journal.models import Seal

    count = actions.seal(datetime.now(UTC))
    head = Seal.objects.order_by("-number").first()
    number = head.number if head is not None else 0
    hex_hash = bytes(head.hash).hex() if head is not None else ""
    if as_json:
        click.echo(json.dumps({"sealed": count, "seal": number, "head": hex_hash}))
    else:
        click.echo(f"{count} entries sealed; seal {number} {hex_hash}")


@journal.command()
def adopt() -> None:
    """Go on with a journal that was restored into another PostgreSQL server."""
    setup_django()
    from haicap.journal import actions

    click.echo(f"shift {actions.adopt()}")


@click.command()
@click.argument("names", nargs=-1)
@click.option("--once", is_flag=True, help="Stop when everything is done.")
@click.option("--list", "listing", is_flag=True, help="Show how far each has read.")
@click.option("--rebuild", is_flag=True, help="Let the named followers read all again.")
@as_json
def follow(
    names: tuple[str, ...], once: bool, listing: bool, rebuild: bool, as_json: bool
) -> None:
    """
    Do what follows the facts: all followers, or those NAMED, until stopped.

    Without names also what is due by the clock, such as the weekly report.
    """
    setup_django()
    from haicap.journal import follow as following

    if rebuild and not names:
        raise click.UsageError("--rebuild needs the names of the followers.")
    chosen = {name: following.follower(name) for name in names or following.followers()}
    if listing:
        _print_positions(list(chosen), as_json)
        return
    if rebuild:
        for name in chosen:
            following.rebuild(name)
    worker, done = _worker(chosen)
    well = worker.catch_up() if once else _run(worker, by_the_clock=not names)
    if as_json:
        click.echo(json.dumps({"handled": done, "well": well}))
    if not well:
        sys.exit(1)


def _worker(chosen: dict[str, Any]) -> "tuple[Worker, dict[str, int]]":
    """Make a worker that stops cleanly when it is told to, and counts what it did."""
    from haicap.journal.work import Worker

    done = dict.fromkeys(chosen, 0)

    def told(name: str, count: int) -> None:
        done[name] += count
        click.echo(f"{name}: {count}", err=True)

    worker = Worker(chosen, told=told)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    return worker, done


def _run(worker: "Worker", *, by_the_clock: bool) -> bool:
    keeper = _timekeeper(worker) if by_the_clock else None
    worker.run()
    if keeper is not None:
        keeper.join(timeout=20)  # what it is at may be finished
    return True


def _timekeeper(worker: "Worker") -> "Timekeeper":
    """Start what happens by the clock; it ends with the worker."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    from haicap.common.schedule import Timekeeper

    keeper = Timekeeper(
        import_string(settings.HAICAP_JOBS),
        worker.stop,
        told=lambda name, done: click.echo(f"{name}: {done}", err=True),
    )
    keeper.start()
    return keeper


def _print_positions(names: list[str], as_json: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    from haicap.journal.follow import behind
    from haicap.journal.models import Cursor

    read = dict(Cursor.objects.values_list("name", "entry_id"))
    rows = [(name, read.get(name, 0), behind(name)) for name in names]
    if as_json:
        columns = "follower", "entry", "behind"
        click.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows]))
        return
    table = Table("Follower", "Last entry", "Behind")
    for row in rows:
        table.add_row(*map(str, row))
    Console().print(table)


def _report(found: "Verification") -> dict[str, Any]:
    report = {f.name: getattr(found, f.name) for f in dataclasses.fields(found)}
    return {
        **report,
        "unsealed": found.unsealed,
        "faults": [_fault(fault) for fault in found.faults],
    }


def _fault(fault: "Fault") -> dict[str, Any]:
    return {
        "rule": fault.rule,
        "id": fault.id,
        "details": fault.details,
        "text": str(fault),
    }


def _print_report(found: "Verification") -> None:
    for fault in found.faults:
        click.echo(f"{fault.rule}: {fault}")
    if found.fault_count > len(found.faults):
        click.echo(f"… and {found.fault_count - len(found.faults)} more")
    click.echo(
        f"{found.entries} entries, {found.sealed} sealed by {found.seals} seals,"
        f" {found.unsealed} not yet sealed; {found.fault_count} faults"
    )
    if found.head:
        click.echo(f"last seal {found.head}")


def _told(entries: "Sequence[Entry]") -> list[dict[str, Any]]:
    """Tell each entry as a sentence, with the name of who did it."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from haicap.journal.facts import told

    people = {entry.by_id for entry in entries if entry.by_id is not None}
    names = {
        pk: str(person) for pk, person in get_user_model().objects.in_bulk(people).items()
    }
    return [
        {
            "id": entry.pk,
            "at": timezone.localtime(entry.at).isoformat(),
            "kind": entry.kind,
            "data": entry.data,
            "sentence": told(
                entry.kind,
                entry.data,
                by=names.get(entry.by_id, f"#{entry.by_id}")
                if entry.by_id is not None
                else _("The program"),
            ),
        }
        for entry in entries
    ]
