"""Figures that others declared, cited with their source and kept apart from ours."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from haicap.measures.measure import Unit
from haicap.measures.models import Exactness, Observation
from haicap.measures.registry import MEASURES
from haicap.measures.weekly.document import Table
from haicap.measures.weekly.figures import Counted, Declared, Number
from haicap.measures.weekly.weeks import START, Week
from haicap.measures.weekly.words import Words
from haicap.units.models import Level

_MARKS: Final[Mapping[str, str]] = {
    Exactness.ROUNDED: "≈ ",
    Exactness.ABOUT: "≈ ",
    Exactness.OVER: "> ",
}


def declared_until(week: Week) -> list[Declared]:
    """
    What was declared for the nation since two-level government, up to the week's end.

    Of each definition the latest figure; another definition is another figure.
    """
    rows = Observation.objects.standing().declared()
    rows = rows.filter(level=Level.NATION, since=START, until__lte=week.until)
    latest: dict[tuple[str, str], Observation] = {}
    for row in rows.order_by("as_of", "pk"):
        latest[row.measure, row.definition] = row
    return [_cited(row) for _name, row in sorted(latest.items())]


def _cited(row: Observation) -> Declared:
    return Declared(
        measure=row.measure,
        definition=row.definition,
        value=_whole(row.value),
        numerator=_whole(row.numerator),
        denominator=_whole(row.denominator),
        unit=row.unit,
        exactness=row.exactness,
        since=START.isoformat(),
        until=row.until.isoformat(),
        definition_vi=row.definition_vi,
        definition_en=row.definition_en,
        source=row.source,
        as_of=row.as_of.isoformat(),
    )


def _whole(amount: float | None) -> Number | None:
    if amount is None:
        return None
    return int(amount) if float(amount).is_integer() else amount


def cited(declared: Sequence[Declared], words: Words) -> Table | None:
    """The table of what others say; none where nobody said anything."""
    if not declared:
        return None
    return Table(
        name="declared",
        heading=words.say("declared"),
        columns=(
            words.say("measure"),
            words.say("value"),
            words.say("period_column"),
            words.say("source"),
        ),
        rows=tuple(_row(each, words) for each in declared),
        note=words.say("declared_note"),
        is_numeric=False,
    )


def _row(each: Declared, words: Words) -> tuple[str, ...]:
    first = date.fromisoformat(each.since)
    last = date.fromisoformat(each.until) - timedelta(days=1)
    period = f"{words.day(first)} – {words.day(last)}"
    return _title(each, words), _value(each, words), period, each.source


def _title(each: Declared, words: Words) -> str:
    """The measure and what the source counts, which it says in two languages."""
    definition = each.definition_vi if words.language == "vi" else each.definition_en
    if each.measure not in MEASURES:
        return definition or each.measure
    title, _ours = words.measure(MEASURES[each.measure])
    return f"{title}: {definition}" if definition else title


def _value(each: Declared, words: Words) -> str:
    """The number as the source gives it: rounded, above, or just so."""
    mark = _MARKS.get(each.exactness, "")
    parts = Counted(each.numerator, each.denominator).share
    if each.unit not in (Unit.SHARE, Unit.CHANGE):
        amount = each.value if each.value is not None else each.numerator
        return words.say("not_known") if amount is None else mark + words.number(amount)
    share = parts if each.value is None else Fraction(str(each.value))
    if share is None:
        return words.say("not_known")
    if parts is None or each.numerator is None:
        return mark + words.share(share)
    numbers = words.number(each.numerator), words.number(each.denominator or 0)
    said = words.say("of", n=numbers[0], d=numbers[1])
    return f"{mark}{words.share(share)} ({said})"
