"""A report as CSV: one row for each figure, in no language, for programs and spreadsheets."""

import csv
import io
from collections.abc import Iterator

from haicap.measures.registry import measure as measure_of
from haicap.measures.weekly.compose import ROWS, Frozen
from haicap.measures.weekly.figures import Counted, Counts, Number

HEADER = (
    "snapshot", "as_of", "kind", "scope", "code", "name", "since", "until", "measure",
    "version", "definition", "unit", "value", "numerator", "denominator", "source", "simulated",
)  # fmt: skip
Line = tuple[object, ...]


def spreadsheet(frozen: Frozen) -> str:
    """Write the figures; what is not known is empty, and the last day is ``until``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(_lines(frozen))
    return text.getvalue()


def _lines(frozen: Frozen) -> Iterator[Line]:
    figures = frozen.figures
    nation = ("nation", "", "")
    week, to_date = (figures.since, figures.until), (figures.record_since, figures.until)
    yield from _counts(frozen, nation, week, figures.in_week)
    yield from _counts(frozen, nation, to_date, figures.to_date)
    for each in figures.localities:
        unit = ("province", each.code, each.name)
        yield from _counts(frozen, unit, week, each.week)
        yield from _counts(frozen, unit, to_date, each.to_date)
    yield from _declared(frozen)


def _counts(
    frozen: Frozen, unit: tuple[str, ...], days: tuple[str, str], counts: Counts
) -> Iterator[Line]:
    # In this order, because the database keeps none.
    for name in ROWS:
        if name not in counts:
            continue
        counted = counts[name]
        yield (
            *_of(frozen, "computed"), *unit, *days, name, frozen.versions[name],
            "", measure_of(name).unit.value, *_numbers(name, counted), "",
            _simulated(frozen),
        )  # fmt: skip


def _declared(frozen: Frozen) -> Iterator[Line]:
    for each in frozen.figures.declared:
        yield (
            *_of(frozen, "declared"), "nation", "", "", each.since, each.until,
            each.measure, "", each.definition, each.unit, _written(each.value),
            _written(each.numerator), _written(each.denominator), each.source, "",
        )  # fmt: skip


def _of(frozen: Frozen, kind: str) -> tuple[str, ...]:
    return frozen.snapshot, frozen.as_of.isoformat(), kind


def _simulated(frozen: Frozen) -> str:
    figures = frozen.figures
    if not figures.simulated:
        return "none"
    return "all" if figures.simulated >= figures.received else "some"


def _numbers(name: str, counted: Counted) -> tuple[str, str, str]:
    is_count = not measure_of(name).is_ratio
    share = counted.share
    known = "" if share is None else f"{float(share):.6f}"
    return (
        _written(counted.numerator) if is_count else known,
        _written(counted.numerator),
        _written(counted.denominator),
    )


def _written(number: Number | None) -> str:
    return "" if number is None else str(number)
