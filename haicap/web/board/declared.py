"""Declared figures beside the computed ones: each with its definition, source and day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import get_language

from haicap.measures.measure import Period
from haicap.measures.models import Exactness, Observation
from haicap.web.board import words


@dataclass(frozen=True)
class Said:
    """A declared figure for people; ``period`` is what it is of."""

    value: str
    definition: str
    source: str
    as_of: str
    period: str
    note: str


def beside(
    measures: Iterable[str], territory: int | None, period: Period
) -> Mapping[str, list[Said]]:
    """The latest standing figure of each definition whose days touch the period."""
    if territory is None:
        return {}
    rows = (
        Observation.objects.declared()
        .standing()
        .filter(
            measure__in=list(measures),
            territory=territory,
            since__lt=period.until,
            until__gt=period.since,
        )
        .order_by("-as_of", "pk")
    )
    found: dict[str, list[Said]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.measure, row.definition) not in seen:
            seen.add((row.measure, row.definition))
            found[row.measure].append(said(row))
    return found


def said(row: Observation) -> Said:
    """Say a figure as its source does."""
    english = get_language() == "en"
    definition = row.definition_en if english else row.definition_vi
    return Said(
        value=f"{_ABOUT.get(row.exactness, '')}{value_of(row)}",
        definition=definition,
        source=row.source,
        as_of=words.day(row.as_of),
        period=days_of(row),
        note=row.note,
    )


# How the source tells the number, as a sign that both languages read.
_ABOUT: Mapping[str, str] = {
    Exactness.ROUNDED: "≈ ",
    Exactness.ABOUT: "≈ ",
    Exactness.OVER: "> ",
}


def value_of(row: Observation) -> str:
    """The value in the unit of the figure; else numerator and denominator."""
    if row.unit in ("share", "change") and row.value is not None:
        return words.per_cent(row.value)
    if row.value is not None:
        return words.amount(row.value)
    return f"{words.amount(row.numerator)} / {words.amount(row.denominator)}"


def days_of(row: Observation) -> str:
    """The days that it is of, both included; or the one day of a state."""
    last = row.until - timedelta(days=1)
    if row.since is None or row.since == last:
        return words.day(last)
    return f"{words.day(row.since)} – {words.day(last)}"
