"""``haicap reorganise …``: look at a plan, carry it out, plan it ahead; what is left to people."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from haicap.cli import setup_django

if TYPE_CHECKING:
    from haicap.dossiers.models import UnresolvedMove
    from haicap.units.reorganise.actions import Report
    from haicap.units.reorganise.faults import Fault
    from haicap.units.reorganise.plan import Plan

lang = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


class Plans(click.Group):
    """A group that takes what is none of its commands for a plan to carry out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options stand before the plan."""
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["plan", *args]
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give the command of the name, else the one that carries out a plan."""
        return super().get_command(ctx, cmd_name) or self.commands["plan"]


@click.group(cls=Plans)
def reorganise() -> None:
    """
    Reorganise units by a PLAN: a file, or the key of a bundled one (2025-07-01).

    haicap reorganise PLAN --dry-run tells every consequence and writes nothing.
    """


@reorganise.command()
@click.argument("plan")
@click.option("--dry-run", is_flag=True, help="Tell every consequence, write nothing.")
@click.option("--schedule", is_flag=True, help="Keep it; it happens on its day.")
@lang
@as_json
def plan(plan: str, dry_run: bool, schedule: bool, lang: str, as_json: bool) -> None:
    """Carry PLAN out, as one event or not at all."""
    if dry_run and schedule:
        raise click.UsageError("--dry-run and --schedule: name one of them")
    setup_django()
    from django.utils import translation

    from haicap.units.reorganise import actions
    from haicap.units.reorganise.refusals import PlanRefused

    now = datetime.now(UTC)
    with translation.override(lang):
        read = _read(plan, as_json)
        try:
            if schedule:
                event = actions.schedule(read, by=None, at=now)
                _print_scheduled(event.key, event.effective_on.isoformat(), as_json)
                return
            with _Bar(actions.steps(), quiet=as_json) as tick:
                if dry_run:
                    report = actions.rehearse(read, tick=tick, at=now)
                else:
                    report = actions.reorganise(read, tick=tick, by=None, at=now)
        except PlanRefused as refused:
            _stop(refused.details["faults"], as_json)
        _print(report, dry_run, as_json)


@reorganise.command()
@lang
@as_json
def due(lang: str, as_json: bool) -> None:
    """Carry out the plans whose day has come; the worker does it by itself."""
    setup_django()
    from django.utils import translation

    from haicap.units.reorganise.actions import reorganise_due

    with translation.override(lang):
        for report in reorganise_due(at=datetime.now(UTC)):
            _print(report, False, as_json)


@reorganise.command()
@click.argument("key")
def cancel(key: str) -> None:
    """Take back the plan of this KEY that waits for its day."""
    setup_django()
    from haicap.common.errors import NotFound
    from haicap.units.models import Reorganisation
    from haicap.units.reorganise import actions

    event = Reorganisation.objects.filter(key=key).first()
    if event is None:
        raise NotFound(what="plan", value=key)
    actions.cancel(event, by=None, at=datetime.now(UTC))
    click.echo(f"{key}: taken back")


@reorganise.command()
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@click.option("--agency", help="Only those that this agency holds meanwhile (its code).")
@lang
@as_json
def unresolved(limit: int, agency: str | None, lang: str, as_json: bool) -> None:
    """List the dossiers of which a person must say where they belong."""
    setup_django()
    from django.utils import translation

    from haicap.dossiers import reading

    moves = reading.unresolved()
    if agency is not None:
        moves = moves.filter(interim__code=agency, interim__valid_until=None)
    with translation.override(lang):
        rows = [_waiting(move) for move in moves[:limit]]
        said = {"count": moves.count(), "dossiers": rows}
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    _table(
        ("dossier", "why", "held by", "may belong to"),
        [
            (r["number"], r["reason"], r["interim"], "; ".join(_names(r["candidates"])))
            for r in rows
        ],
    )
    click.echo(f"{len(rows)} of {said['count']}")


@reorganise.command()
@click.argument("number")
@click.option("--to", "code", required=True, help="Code of the unit it belongs to.")
@click.option("--agency", help="Code of the deciding agency, where nobody is named.")
@click.option("--by", "login", required=True, help="Login of the person who says it.")
def resolve(number: str, code: str, agency: str | None, login: str) -> None:
    """Say to which unit the dossier of this NUMBER belongs."""
    setup_django()
    from haicap.accounts.models import User
    from haicap.cli.units import today
    from haicap.common.errors import NotFound
    from haicap.dossiers import actions
    from haicap.dossiers.models import Dossier
    from haicap.units import agencies, find

    dossier = Dossier.objects.filter(number=number).first()
    person = User.objects.filter(login=login).first()
    if dossier is None:
        raise NotFound(what="dossier", value=number)
    if person is None:
        raise NotFound(what="account", value=login)
    place = find.by_code(code, today()).territory
    decider = agencies.by_code(agency, today()) if agency else None
    done = actions.resolve_move(
        dossier, to=place, agency=decider, by=person, at=datetime.now(UTC)
    )
    click.echo(f"{done.number} → {done.responsible.code} {done.responsible.name_vi}")


def _read(said: str, as_json: bool) -> "Plan":
    from haicap.common.errors import NotFound
    from haicap.units.reorganise.bundled import KEYS, plan_of
    from haicap.units.reorganise.reading import read_plan

    if said in KEYS:
        return plan_of(said)
    if not Path(said).is_file():
        raise NotFound(what="plan", value=said)
    found, faults = read_plan(Path(said))
    if faults or found is None:
        _stop(faults, as_json)
    assert found is not None
    return found


def _stop(faults: "Sequence[Fault]", as_json: bool) -> None:
    """Print every fault and end: something was found."""
    if as_json:
        rows = [
            {
                "file": f.file, "line": f.line, "unit": f.unit, "code": f.code,
                "rule": f.said,
            }
            for f in faults
        ]  # fmt: skip
        click.echo(json.dumps({"faults": rows}, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            click.echo(str(fault))
        click.echo(f"{len(faults)} faults; nothing was changed.")
    sys.exit(1)


class _Bar:
    """A progress bar over the steps, on standard error where somebody looks."""

    def __init__(self, steps: Sequence[str], *, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import Progress

        shown = not quiet and sys.stderr.isatty()
        self.progress = Progress(console=Console(stderr=True), disable=not shown)
        self.task = self.progress.add_task("", total=len(steps))
        self.begun = False

    def __enter__(self) -> "_Bar":
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def __call__(self, step: str) -> None:
        """Begin a step: the one before is done."""
        if self.begun:
            self.progress.advance(self.task)
        self.begun = True
        self.progress.update(self.task, description=step)


def _print(report: "Report", dry_run: bool, as_json: bool) -> None:
    plan = report.plan
    if as_json:
        said = {
            "key": plan.key,
            "title": plan.title,
            "ground": plan.ground,
            "effective_on": plan.effective_on.isoformat(),
            "dry_run": dry_run,
            "consequences": [
                {
                    "code": c.code, "count": c.count, "text": str(c),
                    "examples": list(c.examples), "needs_person": c.needs_person,
                }
                for c in report.consequences
            ],
        }  # fmt: skip
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    click.echo(f"{plan.title}\n{plan.ground}; {plan.effective_on}\n")
    for each in report.consequences:
        click.echo(f"{'!' if each.needs_person else ' '} {each}")
        for example in each.examples:
            click.echo(f"      {example}")
    click.echo("\n" + ("Nothing was written." if dry_run else "Done, as one event."))


def _print_scheduled(key: str, on: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"key": key, "scheduled": on}))
    else:
        click.echo(f"{key}: planned for {on}")


def _waiting(move: "UnresolvedMove") -> dict[str, Any]:
    from haicap.cli.units import today

    day = max(move.reorganisation.effective_on, today())
    candidates = [asdict(each) for each in move.named_candidates(day)]
    return {
        "number": move.dossier.number,
        "procedure": move.dossier.version.name_vi,
        "reason": str(move.get_reason_display()),
        "interim": f"{move.interim.code} {move.interim.name_vi}",
        "candidates": candidates,
    }


def _names(candidates: list[dict[str, Any]]) -> list[str]:
    return [
        f"{c['code']} {c['name']}{' *' if c['suggested'] else ''}" for c in candidates
    ]


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns)
    for row in rows:
        table.add_row(*row)
    Console().print(table)
