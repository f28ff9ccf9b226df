"""The four numbers: each with its definition, what it counts, and of how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from haicap.measures.charts import svg
from haicap.measures.measure import Unit
from haicap.measures.registry import measure as measure_of
from haicap.web.board import words
from haicap.web.board.asked import Asked
from haicap.web.board.counts import KPIS, NOTHING, Part, Parts, weekly
from haicap.web.board.declared import Said
from haicap.web.status import Tag


@dataclass(frozen=True)
class Line:
    """A number under the number, what it counts, and where its list is."""

    amount: str
    words: str
    href: str = ""


@dataclass(frozen=True)
class Kpi:
    """One number for people; ``declared`` stands beside it and is never mixed with it."""

    name: str
    title: str
    value: str
    definition: str
    lines: Sequence[Line]
    change: Tag | None
    interval: str
    chart: SafeString
    declared: Sequence[Said] = field(default=())


Hrefs = Mapping[tuple[str, str], str]  # by measure and part


def kpis(
    total: Parts,
    weeks: Mapping[date, Parts],
    asked: Asked,
    declared: Mapping[str, Sequence[Said]],
    hrefs: Hrefs,
) -> list[Kpi]:
    """The four numbers of a unit."""
    return [
        _kpi(name, total, weeks, asked, declared.get(name, ()), hrefs) for name in KPIS
    ]


def _kpi(
    name: str,
    total: Parts,
    weeks: Mapping[date, Parts],
    asked: Asked,
    declared: Sequence[Said],
    hrefs: Hrefs,
) -> Kpi:
    of, part = measure_of(name), total.get(name, NOTHING)
    is_share = of.unit == Unit.SHARE
    if is_share and part.denominator is None:
        part = Part(0, 0)
    # A week's returns are not of that week's receptions: no line of that share.
    has_weeks = name != "returned-of-received"
    values = weekly(weeks, name, asked.weeks) if has_weeks else []
    interval = part.interval
    return Kpi(
        name=name,
        title=str(of.title),
        value=words.per_cent(part.value) if is_share else words.amount(part.value),
        definition=str(of.definition),
        lines=_lines(name, total, part, hrefs),
        change=change_tag(name, weeks, asked) if has_weeks else None,
        interval=words.between(interval)
        if interval and (part.denominator or 0) < 5000
        else "",
        chart=mark_safe(svg.sparkline(values)),  # noqa: S308
        declared=declared,
    )


def _lines(name: str, total: Parts, part: Part, hrefs: Hrefs) -> list[Line]:
    of = measure_of(name)
    if name == "received":
        communes = total.get("received-at-communes", Part(0, 0))
        share = {"share": words.per_cent(communes.value)}
        return [
            Line(
                words.amount(communes.numerator),
                _("decided by communes: %(share)s") % share,
                hrefs.get(("received-at-communes", "counted"), ""),
            )
        ]
    return [
        Line(
            words.amount(part.numerator),
            str(of.counted),
            hrefs.get((name, "counted"), ""),
        ),
        Line(
            words.amount((part.denominator or 0) - part.numerator),
            _("the others"),
            hrefs.get((name, "rest"), ""),
        ),
        Line(words.amount(part.denominator), _("of: %(what)s") % {"what": of.among}),
    ]


def last_two(asked: Asked) -> tuple[date, date] | None:
    """The last two whole weeks of the period."""
    whole = [week for week in asked.weeks if asked.is_whole(week)]
    return (whole[-2], whole[-1]) if len(whole) > 1 else None


def change_of(
    name: str, weeks: Mapping[date, Parts], asked: Asked
) -> tuple[float, bool] | None:
    """
    How much more in the last whole week than in the week before, and whether luck may be it.

    A count changes by a part of itself, a share by points.
    """
    two = last_two(asked)
    if two is None:
        return None
    before, after = (weeks.get(week, {}).get(name) for week in two)
    if before is None or after is None or before.value is None or after.value is None:
        return None
    if before.denominator is None:
        return (after.value / before.value - 1, False) if before.value else None
    one, other = before.interval, after.interval
    may_be_luck = bool(one and other and one[0] <= other[1] and other[0] <= one[1])
    return after.value - before.value, may_be_luck


def change_tag(name: str, weeks: Mapping[date, Parts], asked: Asked) -> Tag | None:
    """The change in words: a sign, a word, a tone; grey where it may be luck."""
    found = change_of(name, weeks, asked)
    if found is None:
        return None
    change, may_be_luck = found
    of = measure_of(name)
    if of.unit != Unit.SHARE:
        said = {"change": f"{words.points(change)} %"}
        return Tag("info", "▲" if change > 0 else "▼", _("%(change)s in a week") % said)
    said = {"change": words.points(change)}
    if may_be_luck:
        return Tag("", "≈", _("%(change)s points in a week: may be chance") % said)
    is_better = (change > 0) == (of.good != "less")
    sign = "▲" if change > 0 else "▼"
    return Tag(
        "ok" if is_better else "late", sign, _("%(change)s points in a week") % said
    )
