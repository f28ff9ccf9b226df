"""
From a question to expressions: filter, sum by place, look through the lens, sum again.

A question is asked in branches: rows that several of its measures look at alike, because
one condition is quick where the union of two is slow. What the branches found is added up
afterwards (``answers.Sums``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

import ibis

from haicap.measures import lens as lenses
from haicap.measures.dimensions import DIMENSIONS, UNITS, column_of
from haicap.measures.measure import Measure, Part, Period, one
from haicap.measures.milestones import SCHEMA
from haicap.measures.references import SCHEMAS

Value = str | int | bool | date | None
LENS: Final = "lens"
# Of the dossiers that a measure looks at: those in its numerator, or all the others.
Half = Literal["counted", "rest"]
HALVES: Final[tuple[Half, ...]] = ("counted", "rest")
MOST_LISTED: Final = 20_000


@dataclass(frozen=True)
class Question:
    """All that an answer depends on, but for the data."""

    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    period: Period
    epochs: tuple[date, ...] | None  # of the lens; None: as it was
    where: tuple[tuple[str, tuple[Value, ...]], ...]

    @property
    def table(self) -> str:
        """The table that all of its measures look at."""
        return self.measures[0].table

    @property
    def keys(self) -> list[str]:
        """The columns that tell the rows of an answer apart."""
        found = [f"k{index}" for index in range(len(self.by))]
        found += ["territory"] if not UNITS.isdisjoint(self.by) else []
        return found if self.epochs is None else [*found, "is_known"]

    def branches(self) -> "list[Branch]":
        """The readings that it takes."""
        table = table_of(self.table)
        found: dict[Any, list[tuple[int, Part]]] = {}
        for index, measure in enumerate(self.measures):
            for part in measure.all_parts:
                look = part.milestones, part.rows(table, self.period).op()
                found.setdefault(look, []).append((index, part))
        return [Branch(self, tuple(parts)) for parts in found.values()]


@dataclass(frozen=True)
class Branch:
    """One reading: the parts of measures that look at the same rows."""

    question: Question
    parts: tuple[tuple[int, Part], ...]

    @property
    def milestones(self) -> frozenset[str]:
        """The milestones that it reads."""
        return self.parts[0][1].milestones


@dataclass(frozen=True, eq=False)
class Plan:
    """
    A branch as an expression.

    ``at`` tells in which column the rows, the numerator and the denominator of each measure
    stand (``r0``, ``n0``, ``d0``, …); equal sums stand in one column.
    """

    expression: Any
    at: Mapping[str, int]


def table_of(name: str) -> Any:
    """The table, without any data."""
    schema = SCHEMA if name == "milestones" else SCHEMAS[name]
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


@lru_cache(maxsize=2048)
def sql_of(branch: Branch, dialect: str, data: str, units: str) -> str:
    """
    Write a branch in the language of an engine.

    ``data`` and ``units`` are what its table and its lens are called there.
    """
    return _over(_written(branch, dialect), branch.question, data, units)


def _over(text: str, question: Question, data: str, units: str) -> str:
    for name, there in ((question.table, data), (LENS, units)):
        for quote in '"`':
            quoted = f"{quote}{name}{quote}"
            text = text.replace(f"FROM {quoted}", f"FROM {quote}{there}{quote}")
            text = text.replace(f"JOIN {quoted}", f"JOIN {quote}{there}{quote}")
    return text


@lru_cache(maxsize=2048)
def _written(branch: Branch, dialect: str) -> str:
    return str(ibis.to_sql(plan(branch).expression, dialect=dialect))


@lru_cache(maxsize=2048)
def plan(branch: Branch) -> Plan:
    """Write a branch as one expression over the named tables."""
    question = branch.question
    rows = _chosen(table_of(question.table), branch)
    if question.measures[0].quantile is not None:
        return _quantiles(rows, branch)
    if question.epochs is None:
        rows = _named(rows, question)
        sums, names = _sums(rows, branch)
        made = rows.aggregate(**sums, by=question.keys)
    else:
        rows = _placed(rows, question)
        sums, names = _sums(rows, branch)
        made = _through_lens(rows, question, sums)
    first = len(question.keys)
    places = {name: first + place for place, name in enumerate(sums)}
    return Plan(made, {name: places[column] for name, column in names.items()})


def _chosen(table: Any, branch: Branch) -> Any:
    """The rows that it looks at."""
    wanted = sorted(branch.milestones)
    rows = table.filter(table.milestone.isin(wanted)) if wanted else table
    for name, values in branch.question.where:
        if branch.question.epochs is None or name not in UNITS:
            rows = rows.filter(column_of(rows, name).isin(values))
    return rows.filter(branch.parts[0][1].rows(rows, branch.question.period))


def _sums(rows: Any, branch: Branch) -> tuple[dict[str, Any], dict[str, str]]:
    """The sums under their columns, and in which column each measure finds its own."""
    sums: dict[str, Any] = {}
    names: dict[str, str] = {}
    columns: dict[Any, str] = {}
    for index, part in branch.parts:
        amounts = {"r": one, "n": part.numerator, "d": part.denominator}
        for letter, amount in amounts.items():
            if amount is not None:
                total = _sum(rows, amount(rows, branch.question.period))
                column = columns.setdefault(total.op(), f"c{len(columns)}")
                sums[column] = total
                names[f"{letter}{index}"] = column
    return sums, names


def _sum(rows: Any, amount: Any) -> Any:
    """How many rows, how many where a condition holds, or the sum of whole numbers."""
    if not amount.type().is_boolean():
        return amount.sum()
    return rows.count() if amount.equals(ibis.literal(True)) else rows.count(where=amount)


def _named(rows: Any, question: Question) -> Any:
    """With the dimensions under their names, as they were."""
    columns = {f"k{i}": column_of(rows, name) for i, name in enumerate(question.by)}
    unit = _finest(question)
    if unit is not None:
        columns["territory"] = rows[DIMENSIONS[unit].identity]
    return rows.mutate(**columns)


def _finest(question: Question) -> str | None:
    return next((name for name in ("commune", "province") if name in question.by), None)


def _placed(rows: Any, question: Question) -> Any:
    """With the reorganisations before the day, and the dimensions that are no units."""
    epoch = ibis.literal(0, type="int64")
    for day in question.epochs or ():
        epoch = epoch + (rows.day >= day).cast("int64")
    plain = {
        f"k{i}": column_of(rows, name)
        for i, name in enumerate(question.by)
        if name not in UNITS
    }
    return rows.mutate(epoch=epoch, **plain)


def _through_lens(rows: Any, question: Question, sums: Mapping[str, Any]) -> Any:
    """First by place, where it is much; then to the units of the day, where it is little."""
    plain = [f"k{i}" for i, name in enumerate(question.by) if name not in UNITS]
    by_place = rows.aggregate(**sums, by=["place", "epoch", *plain])
    joined = _mapped(by_place, question)
    shared = {name: (joined[name] * joined.share).sum() for name in sums}
    return joined.aggregate(**shared, by=question.keys)


def _mapped(rows: Any, question: Question) -> Any:
    """With the units of the day under the names of the dimensions."""
    units = ibis.table(ibis.Schema.from_pyarrow(lenses.SCHEMA), name=LENS)
    joined = rows.left_join(
        units, [rows.place == units.place, rows.epoch == units.epoch], rname="to_{name}"
    )
    # Under this name whether or not the rows had a column of it themselves.
    found = {
        unit: joined[f"to_{unit}" if f"to_{unit}" in joined.columns else unit]
        for unit in ("province", "province_place", "commune", "commune_place")
    }
    for name, values in question.where:
        if name in UNITS:
            joined = joined.filter(found[name].isin(values))
    columns = {
        f"k{index}": found[name]
        for index, name in enumerate(question.by)
        if name in UNITS
    }
    unit = _finest(question)
    if unit is not None:
        columns["territory"] = found[f"{unit}_place"]
    return joined.mutate(
        **columns,
        is_known=joined.is_known.fill_null(False),
        share=joined.share.fill_null(1.0),
    )


def _quantiles(rows: Any, branch: Branch) -> Plan:
    """
    A quantile is taken of rows and not of sums.

    Under a lens, what could only be shared out is not attributable.
    """
    question = branch.question
    ((_, part),) = branch.parts
    assert part.numerator is not None  # what the quantile is of
    rows = rows.mutate(amount=part.numerator(rows, question.period))
    if question.epochs is None:
        named = _named(rows, question)
    else:
        named = _mapped(_placed(rows, question), question)
    quantile = named.amount.quantile(question.measures[0].quantile or 0.0)
    made = named.aggregate(c0=named.amount.count(), c1=quantile, by=question.keys)
    first = len(question.keys)
    return Plan(made, {"r0": first, "n0": first + 1})


def sql_of_dossiers(
    question: Question, half: Half, dialect: str, data: str, units: str
) -> str:
    """Ask for the dossiers behind a number instead of the number."""
    text = str(ibis.to_sql(_dossiers(question, half), dialect=dialect))
    return _over(text, question, data, units)


def _dossiers(question: Question, half: Half) -> Any:
    """
    The latest first, and one more than are listed, which tells that there are more.

    A dossier counts by the sum of its rows, as in the number: what went overdue and was
    settled is not overdue.
    """
    (of,) = question.measures
    found = [_amounts(Branch(question, ((0, part),)), half) for part in of.all_parts]
    rows = found[0] if len(found) == 1 else ibis.union(*found)
    sums = rows.group_by("dossier").aggregate(
        amount=rows.amount.sum(), entry=rows.entry.max()
    )
    sums = sums.filter(sums.amount > 0).order_by(sums.entry.desc())
    return sums.limit(MOST_LISTED + 1).select("dossier")


def _amounts(branch: Branch, half: Half) -> Any:
    """What each row of a part adds to the half."""
    question, ((_, part),) = branch.question, branch.parts
    rows = _chosen(table_of(question.table), branch)
    amounts = [
        None if each is None else each(rows, question.period).cast("int64")
        for each in (part.numerator, part.denominator)
    ]
    counted, among = (
        ibis.literal(0, type="int64") if each is None else each for each in amounts
    )
    rows = rows.mutate(amount=counted if half == "counted" else among - counted)
    if question.epochs is not None:
        rows = _mapped(_placed(rows, question), question)
    return rows.select("dossier", "entry", "amount")
