"""Writing the document of a report in one language, from its figures alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from haicap.measures.measure import Unit
from haicap.measures.registry import measure as measure_of
from haicap.measures.weekly import drawings
from haicap.measures.weekly.counting import AT_END, GROWTH
from haicap.measures.weekly.declared import cited
from haicap.measures.weekly.document import Document, Table
from haicap.measures.weekly.figures import Counted, Counts, Figures, Locality
from haicap.measures.weekly.narrative import paragraphs
from haicap.measures.weekly.weeks import START
from haicap.measures.weekly.words import Words

# All measures of the report in the order of its tables.
ROWS = (
    "received", "received-at-communes", "online", "online-assisted", "returned",
    "returned-of-received", "on-time", "on-time-of-received", AT_END, GROWTH,
)  # fmt: skip

# What stands in large figures.
HIGHLIGHTS = ("received", "online", "returned-of-received", "on-time")

# The columns of the table of localities: the measure, and whether of the week.
COLUMNS = (
    ("week_received", "received", True),
    ("received", "received", False),
    ("online", "online", False),
    ("returned", "returned-of-received", False),
    ("on_time", "on-time", False),
    ("on_time_received", "on-time-of-received", False),
    ("overdue", AT_END, False),
)


@dataclass(frozen=True)
class Frozen:
    """What a report is written from."""

    snapshot: str
    as_of: datetime
    figures: Figures
    versions: dict[str, int]


def compose(frozen: Frozen, words: Words) -> Document:
    """Write the document; equal input gives equal text."""
    figures = frozen.figures
    since = date.fromisoformat(figures.since)
    tables = (
        _figures(figures, words),
        _localities(figures, words),
        cited(figures.declared, words),
        _definitions(frozen.versions, words),
    )
    return Document(
        language=words.language,
        title=words.say("title"),
        week=words.week(figures.week),
        period=_begun(
            words.say(
                "period",
                week=words.week(figures.week),
                since=words.day(since),
                last=words.day(last_day(figures)),
            )
        ),
        mark=_mark(figures, words),
        notices=tuple(_notices(figures, words)),
        highlights=tuple(_highlights(figures, words)),
        heading=words.say("heading"),
        paragraphs=tuple(paragraphs(figures, words)),
        tables=tuple(table for table in tables if table is not None),
        page=words.said["page"],
        as_of=words.say(
            "as_of", moment=words.moment(frozen.as_of), snapshot=frozen.snapshot
        ),
        verify=words.say("verify", snapshot=frozen.snapshot),
        charts=drawings.charts(figures, words),
    )


def _begun(sentence: str) -> str:
    """With the capital letter that a line begins with."""
    return sentence[:1].upper() + sentence[1:]


def last_day(figures: Figures) -> date:
    """The Sunday of the week."""
    return date.fromisoformat(figures.until) - timedelta(days=1)


def _mark(figures: Figures, words: Words) -> str:
    if not figures.simulated:
        return ""
    return words.say("mark_all" if _is_all_simulated(figures) else "mark_some")


def _is_all_simulated(figures: Figures) -> bool:
    return figures.simulated >= figures.received


def _notices(figures: Figures, words: Words) -> Iterator[str]:
    if figures.simulated:
        yield words.say(
            "simulated_all" if _is_all_simulated(figures) else "simulated_some",
            n=words.number(figures.simulated),
            d=words.number(figures.received),
        )
    begin = date.fromisoformat(figures.record_since)
    if begin > START:
        yield words.say("record_note", since=words.day(begin))


def _highlights(figures: Figures, words: Words) -> Iterator[tuple[str, str, str]]:
    for name in HIGHLIGHTS:
        counted = figures.to_date[name]
        title, _definition = words.measure(measure_of(name))
        yield title, value_of(name, counted, words), _parts(counted, words)


def _parts(counted: Counted, words: Words) -> str:
    """Of a share, what it is made of."""
    if counted.numerator is None or counted.share is None:
        return ""
    numbers = words.number(counted.numerator), words.number(counted.denominator or 0)
    return words.say("of", n=numbers[0], d=numbers[1])


def _figures(figures: Figures, words: Words) -> Table:
    rows = []
    for name in ROWS:
        title, _definition = words.measure(measure_of(name))
        cells = (_cell(name, part, words) for part in (figures.in_week, figures.to_date))
        rows.append((title, *cells))
    since = words.day(date.fromisoformat(figures.record_since))
    return Table(
        name="figures",
        heading=words.say("figures"),
        columns=(
            words.say("measure"),
            words.say("in_week"),
            words.say("to_date", since=since),
        ),
        rows=tuple(rows),
    )


def _cell(name: str, counts: Counts, words: Words) -> str:
    """A value with its numerator and denominator; empty where the report does not ask."""
    if name not in counts:
        return ""
    counted = counts[name]
    value = value_of(name, counted, words)
    parts = "" if name == GROWTH else _parts(counted, words)
    return f"{value} ({parts})" if parts else value


def value_of(name: str, counted: Counted, words: Words) -> str:
    """Write one figure: a number, a share, a change with its sign, or that it is not known."""
    of = measure_of(name)
    if not of.is_ratio:
        known = counted.numerator
        return words.say("not_known") if known is None else words.number(known)
    share = counted.share
    if share is None:
        return words.say("not_known")
    if of.unit == Unit.CHANGE:
        sign = "+" if share > 0 else "−" if share < 0 else ""
        return sign + words.share(abs(share))
    return words.share(share)


def _localities(figures: Figures, words: Words) -> Table:
    nation = Locality("", words.say("nation"), figures.in_week, figures.to_date)
    ordered = sorted(
        figures.localities,
        key=lambda each: (
            not each.code,
            -(each.to_date["received"].numerator or 0),
            each.code,
        ),
    )
    rows = [(nation.name, *_shown(nation, words))]
    rows += [(place_of(each, words), *_shown(each, words)) for each in ordered]
    since = words.day(date.fromisoformat(figures.record_since))
    return Table(
        name="localities",
        heading=words.say("localities"),
        columns=(
            words.say("locality"),
            *(words.column(name) for name, _measure, _is_week in COLUMNS),
        ),
        rows=tuple(rows),
        note=words.say("columns_note", since=since),
    )


def _shown(locality: Locality, words: Words) -> tuple[str, ...]:
    return tuple(
        value_of(name, (locality.week if is_week else locality.to_date)[name], words)
        for _column, name, is_week in COLUMNS
    )


def place_of(locality: Locality, words: Words) -> str:
    """The name of a locality, or that it is none."""
    return words.place(locality.name) if locality.code else words.say("not_attributable")


def _definitions(versions: dict[str, int], words: Words) -> Table:
    rows = []
    for name in ROWS:
        title, definition = words.measure(measure_of(name))
        rows.append((title, definition, words.say("version", version=versions[name])))
    return Table(
        name="definitions",
        heading=words.say("definitions"),
        columns=(words.say("measure"), words.say("definitions"), ""),
        rows=tuple(rows),
        is_numeric=False,
    )
