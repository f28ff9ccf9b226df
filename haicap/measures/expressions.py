"""From a question to one expression: filter, sum by place, look through the lens, sum again."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

import ibis

from haicap.measures import lens as lenses
from haicap.measures.dimensions import DIMENSIONS, UNITS, column_of
from haicap.measures.measure import Measure, Period
from haicap.measures.milestones import SCHEMA
from haicap.measures.references import SCHEMAS

Value = str | int | bool | date | None
# Of the dossiers that a measure looks at: those in its numerator, or all the others.
Part = Literal["counted", "rest"]
PARTS: Final[tuple[Part, ...]] = ("counted", "rest")
MOST_LISTED: Final = 20_000


@dataclass(frozen=True)
class Question:
    """All that an answer depends on, but for the data."""

    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    period: Period
    epochs: tuple[date, ...] | None  # of the lens; None: as it was
    where: tuple[tuple[str, tuple[Value, ...]], ...]
    part: Part | None = None  # asks for the dossiers behind a number, not for the number

    @property
    def table(self) -> str:
        """The table that all of its measures look at."""
        return self.measures[0].table

    @property
    def has_units(self) -> bool:
        """Whether a row of the answer is about a unit."""
        return not UNITS.isdisjoint(self.by)


LENS: Final = "lens"
# Under a lens these come from the mapping, not from the day of the milestone.
_MAPPED: Final = {
    "province": ("province", "province_place"),
    "commune": ("commune", "commune_place"),
}


def table_of(name: str) -> Any:
    """The table, without any data."""
    schema = SCHEMA if name == "milestones" else SCHEMAS[name]
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


@lru_cache(maxsize=2048)
def sql_of(question: Question, dialect: str, data: str, units: str) -> str:
    """
    Write a question in the language of an engine.

    ``data`` and ``units`` are what its table and its lens are called there.
    """
    text = _written(question, dialect)
    for name, there in ((question.table, data), (LENS, units)):
        for quote in '"`':
            quoted = f"{quote}{name}{quote}"
            text = text.replace(f"FROM {quoted}", f"FROM {quote}{there}{quote}")
            text = text.replace(f"JOIN {quoted}", f"JOIN {quote}{there}{quote}")
    return text


@lru_cache(maxsize=2048)
def _written(question: Question, dialect: str) -> str:
    return str(ibis.to_sql(expression(question), dialect=dialect))


def columns_of(question: Question) -> dict[str, int]:
    """The columns of the answer, in their order."""
    names = _keys(question)
    if question.epochs is not None:
        names.append("is_known")
    for index, each in enumerate(question.measures):
        has_no_denominator = each.denominator is None
        names += [
            f"{letter}{index}" for letter in ("rn" if has_no_denominator else "rnd")
        ]
    return {name: place for place, name in enumerate(names)}


def expression(question: Question) -> Any:
    """
    Write the question as one expression over the named tables.

    Its columns: the dimensions, the territory, whether it is attributable, and for each
    measure its rows, numerator and denominator.
    """
    rows = _rows(table_of(question.table), question)
    if question.part is not None:
        return _dossiers(rows, question)
    if question.measures[0].quantile is not None:
        return _quantiles(rows, question)
    if question.epochs is None:
        return _named(rows, question).aggregate(_sums(question), by=_keys(question))
    return _through_lens(rows, question)


def _rows(table: Any, question: Question) -> Any:
    """The rows that any of the measures looks at, with what each adds to its sums."""
    wanted = sorted({m for each in question.measures for m in each.milestones})
    rows = table.filter(table.milestone.isin(wanted)) if wanted else table
    for name, values in question.where:
        if question.epochs is None or name not in UNITS:
            rows = rows.filter(column_of(rows, name).isin(values))
    looked = [each.rows(rows, question.period) for each in question.measures]
    rows = rows.filter(looked[0] if len(looked) == 1 else ibis.or_(*looked))
    return rows.mutate(**_parts(rows, question))


def _parts(rows: Any, question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for index, each in enumerate(question.measures):
        looks = each.rows(rows, question.period)
        if each.quantile is not None:
            found[f"n{index}"] = each.numerator(rows, question.period)
            continue
        found[f"r{index}"] = looks.cast("int64")
        parts = {"n": each.numerator, "d": each.denominator}
        for letter, part in parts.items():
            if part is not None:
                amount = part(rows, question.period).cast("int64")
                # One measure alone was filtered already.
                is_alone = len(question.measures) == 1
                zero = ibis.literal(0, type="int64")
                found[f"{letter}{index}"] = (
                    amount if is_alone else ibis.ifelse(looks, amount, zero)
                )
    return found


def _sums(question: Question, share: Any = None) -> dict[str, Any]:
    found = {}
    for index, each in enumerate(question.measures):
        letters = "rn" if each.denominator is None else "rnd"
        for letter in letters:
            column = ibis._[f"{letter}{index}"]
            found[f"{letter}{index}"] = (
                column if share is None else column * share
            ).sum()
    return found


def _named(rows: Any, question: Question) -> Any:
    """With the dimensions under their names, as they were."""
    columns = {f"k{i}": column_of(rows, name) for i, name in enumerate(question.by)}
    unit = _finest(question)
    if unit is not None:
        columns["territory"] = rows[DIMENSIONS[unit].identity]
    return rows.mutate(**columns)


def _keys(question: Question) -> list[str]:
    found = [f"k{index}" for index in range(len(question.by))]
    return [*found, "territory"] if question.has_units else found


def _finest(question: Question) -> str | None:
    return next((name for name in ("commune", "province") if name in question.by), None)


def _through_lens(rows: Any, question: Question) -> Any:
    """First by place, where it is much; then to the units of the day, where it is little."""
    rows = _placed(rows, question)
    plain = [f"k{i}" for i, name in enumerate(question.by) if name not in UNITS]
    by_place = rows.aggregate(_sums(question), by=["place", "epoch", *plain])
    joined = _mapped(by_place, question)
    share = joined.share
    keys = [*_keys(question), "is_known"]
    return joined.aggregate(_sums(question, share), by=keys)


def _placed(rows: Any, question: Question) -> Any:
    epoch = ibis.literal(0, type="int64")
    for day in question.epochs or ():
        epoch = epoch + (rows.day >= day).cast("int64")
    plain = {
        f"k{i}": column_of(rows, name)
        for i, name in enumerate(question.by)
        if name not in UNITS
    }
    return rows.mutate(epoch=epoch, **plain)


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


def _quantiles(rows: Any, question: Question) -> Any:
    """
    A quantile is taken of rows and not of sums.

    Under a lens, what could only be shared out is not attributable.
    """
    (one,) = question.measures
    if question.epochs is None:
        named, keys = _named(rows, question), _keys(question)
    else:
        named, keys = _mapped(_placed(rows, question), question), _keys(question)
        keys.append("is_known")
    return named.aggregate(
        r0=named.n0.count(), n0=named.n0.quantile(one.quantile or 0.0), by=keys
    )


def _dossiers(rows: Any, question: Question) -> Any:
    """
    The dossiers behind a number, the latest first; one more than are listed tells of more.

    A dossier counts by the sum of its rows, as in the number: what went overdue and was
    settled is not overdue.
    """
    (one,) = question.measures
    if question.epochs is not None:
        rows = _mapped(_placed(rows, question), question)
    counted = rows.n0.sum() if one.is_additive else rows.n0.count()
    amount = counted if question.part == "counted" else rows.d0.sum() - counted
    found = rows.group_by("dossier").aggregate(amount=amount, entry=rows.entry.max())
    found = found.filter(found.amount > 0).order_by(found.entry.desc())
    return found.limit(MOST_LISTED + 1).select("dossier")
