"""``haicap distance``: how far people are from their centre, and where more points would help."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from haicap.cli.units import begin, out, read_day, today

PROVINCE = click.option("--province", metavar="CODE", help="Of one province, such as 38.")
ON = click.option("--on", callback=read_day, help="The day; today without it.")
LANG = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True
)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.group(invoke_without_command=True)
@PROVINCE
@ON
@click.option(
    "--compare", callback=read_day, help="The day beside it; 2025-06-30 without it."
)
@LANG
@JSON
@click.pass_context
def distance(
    ctx: click.Context,
    province: str | None,
    on: date | None,
    compare: date | None,
    lang: str,
    as_json: bool,
) -> None:
    """
    Show how far people are from where they are served, before and after 1 July 2025.

    Straight lines, not roads. Each former commune stands for its people at its one point.
    """
    if ctx.invoked_subcommand is not None:
        return
    begin(lang)
    from haicap.measures.distance import report, said

    days = on or today(), compare or report.BEFORE
    found = report.province(province, *days) if province else report.country(*days)
    out(said.report(found), as_json, _show)


@distance.command()
@click.option("--province", metavar="CODE", required=True, help="Such as 38.")
@click.option("--points", type=int, required=True, help="How many additional points.")
@ON
@click.option(
    "--beyond",
    type=float,
    default=10.0,
    show_default=True,
    help="Show the share that is farther than so many km.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.01, 3600),
    default=5.0,
    show_default=True,
    help="Search no longer; the answer says what is proved.",
)
@LANG
@JSON
def plan(
    province: str,
    points: int,
    on: date | None,
    beyond: float,
    seconds: float,
    lang: str,
    as_json: bool,
) -> None:
    """Choose the best seats of former communes for additional points in a province."""
    begin(lang)
    from haicap.measures.distance import planning, said

    found = planning.plan(province, on or today(), points, beyond=beyond, seconds=seconds)
    out(said.plan(found), as_json, _show_plan)


def _show(said: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _

    click.echo(_heading(said))
    columns = [
        _("unit"), _("counted"), _("before"), _("now"), _("change"), _("median"),
        "p90", "> 10 km", "> 20 km", "> 30 km", _("nearest"),
    ]  # fmt: skip
    lines = [said["total"], *said["units"]]
    _table("", columns, [_cells(line) for line in lines])
    click.echo(_("Before, now and nearest are averages in km; the rest is of now."))
    worst = [
        (line["name"], line["province"] or "", _km(line["now"], "mean_km"))
        for line in said["worst_communes"]
    ]
    _table(_("The farthest communes"), [_("commune"), _("province"), _("km")], worst)
    _notes(said)


def _heading(said: dict[str, Any]) -> str:
    from django.utils.translation import gettext as _

    names = {
        "centre-of-commune": _("the centre of their commune"),
        "counter-of-district": _("the counter of their district"),
    }
    return _(
        "Straight-line distance in km to %(now)s on %(on)s, and to %(before)s on %(compare)s."
    ) % {
        "now": names[said["to"]],
        "on": said["on"],
        "before": names[said["compared_to"]],
        "compare": said["compare"],
    }


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    now = line["now"]
    more = line["more_km"]
    return (
        line["name"],
        f"{now['weight']:,.1f}".removesuffix(".0") if now else "–",
        _km(line["before"], "mean_km"),
        _km(now, "mean_km"),
        "–" if more is None else f"{more:+.1f}",
        _km(now, "median_km"),
        _km(now, "p90_km"),
        *(_share(now and now[f"beyond_{km}"]) for km in (10, 20, 30)),
        _km(line["nearest"], "mean_km"),
    )


def _km(of: dict[str, Any] | None, name: str) -> str:
    return "–" if of is None else f"{of[name]:.1f}"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _notes(said: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _

    click.echo(_weighted(said["weighted_by"]))
    click.echo(
        _(
            "Where centres stand is not published: each is taken to be at its commune's point."
        )
    )
    if said["seats_not_placed"]:
        click.echo(
            _("Branches and points whose seat is not known, left out: %(count)s.")
            % {"count": said["seats_not_placed"]}
        )
    if said["left_out"]:
        click.echo(
            _("Places left out (a wrong point, or no centre): %(count)s; see --json.")
            % {"count": len(said["left_out"])}
        )


def _weighted(by: str) -> str:
    from django.utils.translation import gettext as _

    if by == "people":
        return _("Each former commune counts by its people.")
    return _("Each former commune counts one: their populations are not known here.")


def _show_plan(said: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _

    asked = {"name": said["province"]["name"], "points": said["points"], "on": said["on"]}
    click.echo(_("%(name)s, %(on)s: additional points asked for: %(points)s.") % asked)
    columns = [
        "#", _("place"), _("in the commune"), _("km today"), _("places served"),
        _("km saved"),
    ]  # fmt: skip
    _table(
        "",
        columns,
        [
            (
                str(rank),
                f"{each['name']} ({each['code']})",
                f"{each['commune_name']} ({each['commune']})",
                f"{each['km_now']:.1f}",
                str(each["places"]),
                f"{each['saved_km']:.1f}",
            )
            for rank, each in enumerate(said["suggestions"], start=1)
        ],
    )
    _gains(said)
    click.echo(_weighted(said["weighted_by"]))


def _gains(said: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _

    now, then = said["now"], said["then"]
    filled = {
        "now": f"{now['mean_km']:.2f}", "then": f"{then['mean_km']:.2f}",
        "saved": f"{said['saved_km']:.1f}", "beyond": f"{said['beyond_km']:g}",
        "share_now": _share(said["beyond_now"]), "share_then": _share(said["beyond_then"]),
        "gap": f"{said['gap']:.2%}",
    }  # fmt: skip
    click.echo(
        _("On average to the nearest: %(now)s km, then %(then)s km; saved: %(saved)s km.")
        % filled
    )
    click.echo(
        _("Farther than %(beyond)s km: %(share_now)s, then %(share_then)s.") % filled
    )
    if said["is_proved_best"]:
        if len(said["suggestions"]) < said["points"]:
            click.echo(_("More points would help nobody."))
        click.echo(_("Proved: no other choice saves more."))
    else:
        click.echo(_("Not proved: another choice may save %(gap)s more.") % filled)


def _table(title: str, columns: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    if not rows:
        return
    table = Table(title=title or None, title_justify="left")
    for place, label in enumerate(columns):
        table.add_column(label, overflow="fold", justify="left" if not place else "right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
