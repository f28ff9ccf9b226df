"""Checking a file that one was given."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from haicap.cli import setup_django


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def verify(context: click.Context, path: Path, as_json: bool) -> None:
    """Say what a PDF is: a paper of ours, who signed it, whether it is intact; 1 if it is not."""
    setup_django()
    from django.utils import timezone

    from haicap.printing.standing import standing_of
    from haicap.printing.verify import examine
    from haicap.signatures.pades import Verdict

    found = examine(path.read_bytes())
    standing = standing_of(found.printed, timezone.now()) if found.printed else None
    said: dict[str, Any] = {
        "sha256": found.sha256,
        "printed": None,
        "signatures": [_signature(each.checked) for each in found.signed],
    }
    if found.printed is not None and standing is not None:
        said["printed"] = {
            "code": found.printed.code,
            "kind": found.printed.kind,
            "holds": standing.holds,
            "why": standing.why,
        }
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        _show(said)
    sound = all(each.checked.verdict is Verdict.INTACT for each in found.signed)
    context.exit(0 if sound and not found.is_unknown else 1)


def _signature(checked: Any) -> dict[str, Any]:
    from haicap.signatures.words import VERDICTS, moment_sentence

    return {
        "verdict": checked.verdict.value,
        "sentence": str(VERDICTS[checked.verdict]),
        "name": checked.name,
        "title": checked.title,
        "agency": checked.agency,
        "issuer": checked.issuer,
        "at": checked.at.isoformat() if checked.at else None,
        "moment": str(moment_sentence(checked)),
        "is_demonstration": checked.is_demonstration,
    }


def _show(said: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"SHA-256 {said['sha256']}")
    if said["printed"]:
        printed = said["printed"]
        console.print(f"{printed['code']} ({printed['kind']}): {printed['why']}")
    for each in said["signatures"]:
        console.print(f"[bold]{each['sentence']}[/bold]")
        console.print(f"  {each['name']}, {each['title']}, {each['agency']}")
        console.print(f"  {each['issuer']}")
        console.print(f"  {each['at']}: {each['moment']}")
    if not said["printed"] and not said["signatures"]:
        console.print("Not printed here as it is, and not signed.")
