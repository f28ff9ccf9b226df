"""``haicap drill``: simulated traffic, as large as a nation's."""

import json
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from haicap.cli import setup_django

if TYPE_CHECKING:
    from haicap.drills.actions import Watcher
    from haicap.drills.models import Drill
    from haicap.drills.pour import Done

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--scale", type=float, help="1.0 is 6.5 million dossiers. [default: 0.001]")
@click.option("--from", "since", type=DAY, help="First day. [default: 2025-07-01]")
@click.option("--to", "until", type=DAY, help="Last day. [default: 2025-08-23]")
@click.option("--seed", type=int, help="The same seed gives the same rows. [default: 1]")
@click.option(
    "--province", "provinces", multiple=True, metavar="CODE", help="Only there."
)
@click.option("--resume", is_flag=True, help="Go on with a drill that was interrupted.")
@click.option("--yes", is_flag=True, help="Even beside dossiers that are not simulated.")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(0, 64),
    help="Processes; 0 is none beside this one.",
)
@click.option("--seal/--no-seal", default=True, show_default=True, help="Seal the facts.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def drill(
    resume: bool, yes: bool, workers: int, seal: bool, as_json: bool, **asked: Any
) -> None:
    """
    Simulate the traffic of the published figures, at any scale.

    What comes out is simulated and marked so. Units, agencies, procedures, deciders,
    time limits and numbers are real; the people are not. Killed at any point, it goes on
    with --resume. Nobody should work in the database meanwhile.
    """
    given = [name for name, value in asked.items() if value not in (None, ())]
    if resume and given:
        raise click.UsageError(
            "--resume goes on with what was asked before: no other option."
        )
    setup_django()
    begun = time.perf_counter()
    with _bar(quiet=as_json) as bar:
        watcher = _Watching(bar)
        made = _made(resume, yes, workers, asked, watcher.watcher())
        loaded = time.perf_counter()
        sealed = watcher.seal() if seal else 0
    ended = time.perf_counter()
    seconds = {"load": round(loaded - begun, 1), "seal": round(ended - loaded, 1)}
    _report(made, {**watcher.told, "sealed": sealed, "seconds": seconds}, as_json)


def _made(
    resume: bool, yes: bool, workers: int, asked: dict[str, Any], watcher: "Watcher"
) -> "Drill":
    from django.utils import timezone

    from haicap.drills import actions
    from haicap.drills.plan import Asked

    now = timezone.now()
    if resume:
        return actions.resume(workers=workers, watcher=watcher, at=now)
    wanted = Asked(
        scale=0.001 if asked["scale"] is None else asked["scale"],
        since=asked["since"].date() if asked["since"] else date(2025, 7, 1),
        until=asked["until"].date() if asked["until"] else date(2025, 8, 23),
        seed=1 if asked["seed"] is None else asked["seed"],
        provinces=tuple(sorted(set(asked["provinces"]))),
    )
    return actions.run(wanted, workers=workers, with_others=yes, watcher=watcher, at=now)


def _bar(*, quiet: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=quiet or not sys.stderr.isatty(),
    )


class _Watching:
    """Moves the bar and remembers what was done."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.task: TaskID | None = None
        self.told: dict[str, Any] = {"dossiers_written": 0, "rows": 0}

    def watcher(self) -> "Watcher":
        from haicap.drills.actions import Watcher

        return Watcher(stage=self._stage, batch=self._batch, step=self._step)

    def seal(self) -> int:
        from django.utils import timezone

        from haicap.drills.actions import seal_quickly
        from haicap.journal.actions import SEALER
        from haicap.journal.follow import behind

        self._stage("sealing", behind(SEALER))
        return seal_quickly(tick=self._advance, at=timezone.now())

    def _stage(self, name: str, steps: int) -> None:
        self.task = self.bar.add_task(name, total=steps or None)

    def _batch(self, done: "Done") -> None:
        self.told["dossiers_written"] += done.dossiers
        self.told["rows"] += done.rows
        self._advance(1)

    def _step(self, name: str) -> None:
        self._advance(1)

    def _advance(self, count: int) -> None:
        if self.task is not None:
            self.bar.advance(self.task, count)


def _report(made: "Drill", told: dict[str, Any], as_json: bool) -> None:
    from haicap.drills.summary import summary

    found = summary(made)
    document = {
        "seed": made.seed,
        "scale": made.scale,
        "from": made.since.isoformat(),
        "to": made.until.isoformat(),
        "inter_connected": made.bundles,
        **told,
        **found.document(),
    }
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    table = Table(title="Simulated / mô phỏng", box=None, pad_edge=False)
    for heading in ("", "made", "published"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, share in document["shares"].items():
        said = "–" if share is None else f"{share:.2%}"
        table.add_row(name.replace("_", " "), said, f"{document['targets'][name]:.2%}")
    console = Console()
    console.print(table)
    console.print(
        f"{found.dossiers:,} dossiers, {told['rows']:,} rows in {told['seconds']['load']} s;"
        f" {told['sealed']:,} facts sealed in {told['seconds']['seal']} s"
    )
