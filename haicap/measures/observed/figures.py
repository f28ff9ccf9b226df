"""Declared figures, as the files say them: checked, and not yet in the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from haicap.measures.measure import Words
from haicap.measures.models import Exactness
from haicap.measures.observed import sheets
from haicap.measures.observed.indicators import Indicator, indicators
from haicap.measures.observed.sheets import Line

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Figure:
    """One declared figure; see ``Observation`` for what its fields mean."""

    key: str
    indicator: Indicator
    definition: str
    text: Words
    territory: str
    since: date | None
    until: date
    as_of: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    exactness: Exactness
    source: str
    confidence: int
    note: str
    line: Line


def read(folder: Path = sheets.DATA) -> list[Figure]:
    """
    Read every figure of a folder.

    :raises FigureRefused: if a line breaks a rule
    """
    book = _Book(
        indicators(folder),
        _definitions(folder / "definitions.csv", indicators(folder)),
        _sources(folder / "sources.csv"),
    )
    found: dict[str, Figure] = {}
    for path in sorted(folder.glob("figures*.csv")):
        for line in sheets.lines(path, sheets.FIGURE):
            figure = book.figure(line)
            line.require(figure.key not in found, "key", sheets.TWICE)
            found[figure.key] = figure
    return list(found.values())


def _definitions(
    path: Path, known: Mapping[str, Indicator]
) -> dict[tuple[str, str], Words]:
    found: dict[tuple[str, str], Words] = {}
    for line in sheets.lines(path, sheets.DEFINITION):
        name = line.one_of("measure", known), line.text("definition")
        line.require(name not in found, "definition", sheets.TWICE)
        found[name] = Words(line.text("text_vi"), line.text("text_en"))
    return found


def _sources(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in sheets.lines(path, sheets.SOURCE):
        code = line.text("code")
        line.require(code not in found, "code", sheets.TWICE)
        found[code] = "; ".join(filter(None, (line.text("title"), line["address"])))
    return found


@dataclass(frozen=True)
class _Book:
    """What a line may point to."""

    indicators: Mapping[str, Indicator]
    definitions: Mapping[tuple[str, str], Words]
    sources: Mapping[str, str]

    def figure(self, line: Line) -> Figure:
        name = line.one_of("measure", self.indicators), line.text("definition")
        rule = _("is not a definition of “%(measure)s” in definitions.csv")
        is_known = name in self.definitions
        line.require(is_known, "definition", rule % {"measure": name[0]})
        since, until, as_of = _days(line)
        value, numerator, denominator = _numbers(line, self.indicators[name[0]].unit)
        return Figure(
            key=line.text("key"),
            indicator=self.indicators[name[0]],
            definition=name[1],
            text=self.definitions[name],
            territory=line.text("territory"),
            since=since,
            until=until,
            as_of=as_of,
            value=value,
            numerator=numerator,
            denominator=denominator,
            exactness=Exactness(line.one_of("exactness", Exactness.values)),
            source=self.sources[line.one_of("source", self.sources)],
            confidence=_confidence(line),
            note=line["note"],
            line=line,
        )


def _days(line: Line) -> tuple[date | None, date, date]:
    since, until, as_of = line.day("since"), line.day("until"), line.day("as_of")
    line.require(until is not None, "until", _("must not be empty"))
    line.require(as_of is not None, "as_of", _("must not be empty"))
    assert until is not None
    assert as_of is not None
    fault = fault_of_days(since, until, as_of)
    if fault:
        raise line.refusal(*fault)
    return since, until, as_of


def fault_of_days(since: date | None, until: date, as_of: date) -> tuple[str, str] | None:
    """What is wrong with the days of a figure: the field and the rule."""
    if since is not None and since >= until:
        return "until", _("must be after the first day")
    if until > as_of + A_DAY:
        return "as_of", _("must not be before the last day of the period")
    return None


def _numbers(line: Line, unit: str) -> tuple[Decimal | None, ...]:
    found = tuple(map(line.number_in, ("value", "numerator", "denominator")))
    fault = fault_of_numbers(*found, unit=unit)
    if fault:
        raise line.refusal(*fault)
    return found


def fault_of_numbers(
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    *,
    unit: str,
) -> tuple[str, str] | None:
    """What is wrong with the numbers of a figure: the field and the rule."""
    for field, is_wrong, rule in _faults(value, numerator, denominator, unit):
        if is_wrong:
            return field, rule
    return None


def _faults(
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    unit: str,
) -> Iterator[tuple[str, bool, str]]:
    given = [each for each in (value, numerator, denominator) if each is not None]
    yield "value", not given, _("a figure must say something")
    below = unit != "change" and any(each < 0 for each in given)
    yield "value", below, _("must not be below zero")
    is_share = unit == "share" and value is not None and value > 1
    yield "value", is_share, _("a share lies between 0 and 1")
    is_divided = denominator is not None and not denominator
    yield "denominator", is_divided, _("must not be zero")
    if value is not None and numerator is not None and denominator:
        # To the last decimal that the source gives.
        half = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
        is_off = abs(numerator / denominator - value) > half
        yield "value", is_off, _("does not follow from numerator and denominator")


def _confidence(line: Line) -> int:
    said = line["confidence"]
    is_percentage = said.isdecimal() and int(said) <= 100
    line.require(is_percentage, "confidence", _("must be a percentage"))
    return int(said)
