"""``haicap who-decides``: which agency decides, where, on which day, and why."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from haicap.cli import setup_django

if TYPE_CHECKING:
    from haicap.competence.history import Era
    from haicap.competence.resolve import Decider


@click.command(name="who-decides")
@click.argument("what", metavar="PROCEDURE|TASK")
@click.option(
    "--at", "place", required=True, metavar="CODE", help="Unit code, of that day."
)
@click.option(
    "--on",
    "moment",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day; today if not given.",
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def who_decides(
    what: str, place: str, moment: datetime | None, lang: str, as_json: bool
) -> None:
    """Say who decides a procedure or task at a place on a day, with the reason."""
    setup_django()
    from django.utils import timezone

    from haicap.competence import find, history, resolve
    from haicap.units.find import by_code

    day = moment.date() if moment else timezone.localdate()
    with translation.override(lang):
        subject = find.subject(what)
        territory = by_code(place, day).territory
        answer = resolve.who_decides(subject, territory, day)
        eras = history.history(subject, territory, day)
        if as_json:
            said = {**_answer(answer, what, place, day), "history": list(map(_era, eras))}
            click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            _show(answer, eras, place, day)


def _answer(answer: "Decider", what: str, place: str, day: date) -> dict[str, Any]:
    from haicap.competence.reasons import as_data

    return {
        "what": what,
        "at": place,
        "on": day.isoformat(),
        "place": answer.place.name,
        "agency": _agency(answer.agency),
        "reason": answer.reason,
        "competence": as_data(answer.competence),
    }


def _agency(agency: Any) -> dict[str, str]:
    return {"code": agency.code, "name_vi": agency.name_vi, "name_en": agency.name_en}


def _era(era: "Era") -> dict[str, Any]:
    from haicap.competence.reasons import as_data

    return {
        "from": era.since.isoformat(),
        "until": era.until.isoformat() if era.until else None,
        "agencies": [_agency(agency) for agency in era.agencies],
        "competences": [as_data(competence) for competence in era.competences],
    }


def _show(answer: "Decider", eras: list["Era"], place: str, day: date) -> None:
    from haicap.competence.reasons import day_in_words, name_of

    console = Console()
    agency = name_of(answer.agency)
    console.print(f"[bold]{escape(agency)}[/bold]  ({answer.agency.code})")
    console.print(f"{escape(answer.place.name)} ({place}), {day_in_words(day)}")
    console.print(f"\n{escape(answer.reason)}\n")
    table = Table(box=None, pad_edge=False)
    for heading in (_("from"), _("until"), _("who"), _("kind"), _("ground")):
        table.add_column(heading)
    for era in eras:
        table.add_row(
            day_in_words(era.since),
            day_in_words(era.until) if era.until else "",
            _names(era),
            ", ".join(sorted({str(c.get_kind_display()) for c in era.competences})),
            ", ".join(
                sorted({f"{c.ground} {c.clause}".strip() for c in era.competences})
            ),
        )
    console.print(table)


def _names(era: "Era", shown: int = 3) -> str:
    from haicap.competence.reasons import name_of

    names = [name_of(agency) for agency in era.agencies]
    more = f" + {len(names) - shown}" if len(names) > shown else ""
    return escape("; ".join(names[:shown]) + more)
