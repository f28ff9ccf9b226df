"""Figures that others declared, cited with their source and kept apart from ours."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from haicap.measures.models import Observation, Origin
from haicap.measures.registry import MEASURES
from haicap.measures.weekly.document import Table
from haicap.measures.weekly.figures import Counted, Declared, Number
from haicap.measures.weekly.weeks import START, Week
from haicap.measures.weekly.words import Words
from haicap.units.models import Level


def declared_until(week: Week) -> list[Declared]:
    """What was declared for the nation since two-level government, up to the week's end."""
    rows = Observation.objects.standing().filter(
        kind=Origin.DECLARED,
        level=Level.NATION,
        since=START,
        until__lte=week.until,
    )
    return [_cited(row) for row in rows.order_by("until", "measure", "pk")]


def _cited(row: Observation) -> Declared:
    return Declared(
        measure=row.measure,
        value=_whole(row.value),
        numerator=_whole(row.numerator),
        denominator=_whole(row.denominator),
        since=row.since.isoformat() if row.since else None,
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
        rows=tuple(_rows(declared, words)),
        note=words.say("declared_note"),
        is_numeric=False,
    )


def _rows(declared: Iterable[Declared], words: Words) -> Iterable[tuple[str, ...]]:
    for each in declared:
        definition = each.definition_vi if words.language == "vi" else each.definition_en
        title = definition or each.definition_vi or _title(each.measure, words)
        last = date.fromisoformat(each.until) - timedelta(days=1)
        days = [date.fromisoformat(each.since)] if each.since else []
        period = " – ".join(words.day(day) for day in (*days, last))
        yield title, _value(each, words), period, each.source


def _title(measure: str, words: Words) -> str:
    return words.measure(MEASURES[measure])[0] if measure in MEASURES else measure


def _value(each: Declared, words: Words) -> str:
    counted = Counted(each.numerator, each.denominator)
    if counted.share is not None and each.numerator is not None:
        numbers = words.number(each.numerator), words.number(each.denominator or 0)
        said = words.say("of", n=numbers[0], d=numbers[1])
        return f"{words.share(counted.share)} ({said})"
    amount = each.value if each.value is not None else each.numerator
    if amount is None:
        return words.say("not_known")
    of = MEASURES.get(each.measure)
    if of is not None and of.denominator is not None and each.value is not None:
        return words.share(Fraction(str(each.value)))
    return words.number(amount)
