"""``haicap index``: the service index of Decision 766/QĐ-TTg for a unit and a period."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from haicap.cli.units import begin, out, read_day

if TYPE_CHECKING:
    from haicap.measures.service_index.index import Index
    from haicap.measures.service_index.scoring import Line, Part


@click.command()
@click.argument("code")
@click.option("--from", "since", required=True, callback=read_day, help="The first day.")
@click.option("--to", required=True, callback=read_day, help="The last day.")
@click.option(
    "--given",
    multiple=True,
    metavar="CRITERION=N/D",
    help="A ratio from elsewhere; may be repeated.",
)
@click.option("--grouping", help="Another grouping, such as press.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def index(
    code: str,
    since: date,
    to: date,
    given: tuple[str, ...],
    grouping: str | None,
    lang: str,
    as_json: bool,
) -> None:
    """
    Compute the service index of the unit with this CODE (38, or a commune).

    What this program cannot count is listed as missing and never taken as zero; it can be
    given: --given synchronised=1200/1300.
    """
    begin(lang)
    from haicap.measures.service_index import index as indexes

    pairs = dict(_pair(each) for each in given)
    ratios = {name: indexes.ratio(said) for name, said in pairs.items()}
    until = date.fromordinal(to.toordinal() + 1)
    found = indexes.index(code, since=since, until=until, given=ratios)
    out(_said(found, grouping), as_json, _show)


def _pair(text: str) -> tuple[str, str]:
    name, equals, said = text.partition("=")
    if not equals:
        wrong = f"“{text}” is not of the form CRITERION=N/D"
        raise click.BadParameter(wrong, param_hint="'--given'")
    return name.strip(), said.strip()


def _said(found: "Index", grouping: str | None) -> dict[str, Any]:
    from haicap.measures.service_index.index import parts_of

    scheme, unit = found.score.scheme, found.asked.unit
    return {
        "unit": {"code": unit.code, "name": unit.name, "level": unit.level},
        "since": found.asked.since.isoformat(),
        "last": found.asked.last.isoformat(),
        "title": str(scheme.title),
        "ground": scheme.ground,
        "data_as_of": found.data_as_of and found.data_as_of.isoformat(),
        "total": _part(found.score.total),
        "groups": [
            {**_part(part), "criteria": [_line(line, found) for line in part.lines]}
            for part in parts_of(found, grouping)
        ],
        "missing": [line.criterion.code for line in found.score.total.missing],
    }


def _part(part: "Part") -> dict[str, Any]:
    return {
        "name": str(part.name),
        "groups": list(part.codes),
        "points": None if part.points is None else float(part.points),
        "of": float(part.most),
        "known_points": float(part.known),
        "known_of": float(part.reachable),
    }


def _line(line: "Line", found: "Index") -> dict[str, Any]:
    from haicap.measures.service_index import words

    criterion, ratio = line.criterion, line.ratio
    return {
        "code": criterion.code,
        "number": criterion.number,
        "name": str(criterion.name),
        "points": None if line.points is None else float(line.points),
        "of": float(criterion.points),
        "numerator": ratio and ratio.numerator,
        "denominator": ratio and ratio.denominator,
        "numerator_is": str(criterion.numerator),
        "denominator_is": str(criterion.denominator),
        "rule": line.why.value,
        "why": words.reason(line),
        "given": criterion.code in found.given,
        "sure_percent": criterion.sure,
        "note": criterion.note or None,
    }


def _show(said: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console
    from rich.table import Table

    unit = said["unit"]
    click.echo(f"{said['title']} ({said['ground']})")
    click.echo(f"{unit['code']} {unit['name']}, {said['since']} – {said['last']}")
    click.echo(_("Data as of %(moment)s.") % {"moment": said["data_as_of"] or "–"})
    table = Table()
    for label in (_("criterion"), _("points"), _("of"), _("counted"), _("why")):
        table.add_column(label, overflow="fold")
    for group in said["groups"]:
        table.add_row(group["name"], _points(group), f"{group['of']:g}", style="bold")
        for line in group["criteria"]:
            counted = _counted(line)
            table.add_row(
                "  " + line["name"],
                _points(line),
                f"{line['of']:g}",
                counted,
                line["why"],
            )
    total = said["total"]
    table.add_row(_("Total"), _points(total), f"{total['of']:g}", style="bold")
    Console().print(table)
    if said["missing"]:
        click.echo(
            _("Cannot be computed: missing %(names)s.")
            % {"names": ", ".join(said["missing"])}
        )
        told = {"points": total["known_points"], "of": f"{total['known_of']:g}"}
        click.echo(_("Known so far: %(points)s of %(of)s points.") % told)


def _points(said: dict[str, Any]) -> str:
    return "–" if said["points"] is None else f"{said['points']:.2f}"


def _counted(line: dict[str, Any]) -> str:
    if line["denominator"] is None:
        return ""
    return f"{line['numerator']:g}/{line['denominator']:g}"
