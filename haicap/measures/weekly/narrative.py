"""The paragraphs: each sentence from one figure, and another where it is not known."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from haicap.measures.weekly.counting import AT_END, GROWTH
from haicap.measures.weekly.figures import Counted, Counts, Figures, Locality, Number
from haicap.measures.weekly.words import Words

TOP: Final = 7  # as many as resolutions name

# The sentences about shares: which measure each tells.
TO_DATE: Final = (
    ("communes", "received-at-communes"),
    ("online", "online"),
    ("assisted", "online-assisted"),
)
RESULTS: Final = (
    ("returned", "returned-of-received"),
    ("on_time", "on-time"),
    ("on_time_received", "on-time-of-received"),
)


def paragraphs(figures: Figures, words: Words) -> Iterator[str]:
    """Give the paragraphs in their order."""
    yield " ".join(_received(figures, words))
    yield " ".join(_results(figures, words))
    top = " ".join(_top(figures, words))
    if top:
        yield top
    yield " ".join(_week(figures, words))
    yield _previous(figures, words)


def top_localities(figures: Figures, count: int) -> list[Locality]:
    """Those that received the most to date; those that received nothing are not among them."""
    some = [each for each in figures.localities if each.code and received_by(each)]
    return sorted(some, key=lambda each: (-received_by(each), each.code))[:count]


def received_by(locality: Locality) -> Number:
    """How much it received to date."""
    return locality.to_date["received"].numerator or 0


def _received(figures: Figures, words: Words) -> Iterator[str]:
    yield words.say(
        "received",
        figures.received,
        since=_day(figures.record_since, words),
        last=_last(figures, words),
        n=words.number(figures.received),
    )
    for sentence, name in TO_DATE:
        yield _share(sentence, figures.to_date[name], words)


def _results(figures: Figures, words: Words) -> Iterator[str]:
    for sentence, name in RESULTS:
        yield _share(sentence, figures.to_date[name], words)
    overdue = figures.to_date[AT_END].numerator or 0
    yield words.say("overdue", overdue, n=words.number(overdue))


def _top(figures: Figures, words: Words) -> Iterator[str]:
    top = top_localities(figures, TOP)
    if not top:
        return
    manner = words.said["format"]["and_so"]
    listed = [
        manner % {"place": words.place(each.name), "n": words.number(received_by(each))}
        for each in top
    ]
    yield words.say("top", list=", ".join(listed))
    together = Counted(sum(map(received_by, top)), figures.received).share
    if together is not None:
        yield words.say("top_share", len(top), n=len(top), share=words.share(together))


def _week(figures: Figures, words: Words) -> Iterator[str]:
    counts = figures.in_week
    received = counts["received"].numerator or 0
    yield words.say(
        "week_received",
        received,
        since=_day(figures.since, words),
        last=_last(figures, words),
        n=words.number(received),
    )
    yield _growth(counts, words)
    yield _share("week_online", counts["online"], words)
    returned = counts["returned"].numerator or 0
    yield words.say("week_returned", returned, n=words.number(returned))
    yield _share("week_on_time", counts["on-time"], words)


def _share(sentence: str, counted: Counted, words: Words) -> str:
    """A numerator and its share, or that it is not known."""
    share = counted.share
    if share is None or counted.numerator is None or counted.denominator is None:
        return words.say(f"{sentence}_unknown")
    return words.say(
        sentence,
        counted.numerator,
        n=words.number(counted.numerator),
        d=words.number(counted.denominator),
        share=words.share(share),
    )


def _growth(counts: Counts, words: Words) -> str:
    growth = counts[GROWTH]
    change = growth.share
    if change is None:
        return words.say("growth_unknown")
    return words.say(
        f"growth_{_direction(change)}",
        change=words.share(abs(change)),
        before=words.number(growth.denominator or 0),
    )


def _previous(figures: Figures, words: Words) -> str:
    before = figures.previous
    if before is None or not before.received:
        return words.say("previous_unknown")
    change = Fraction(figures.received) / Fraction(before.received) - 1
    return words.say(
        f"previous_{_direction(change)}",
        week=words.week(before.week),
        snapshot=before.snapshot,
        change=words.share(abs(change)),
        before=words.number(before.received),
        now=words.number(figures.received),
    )


def _direction(change: Fraction) -> str:
    return "more" if change > 0 else "less" if change < 0 else "same"


def _day(text: str, words: Words) -> str:
    return words.day(date.fromisoformat(text))


def _last(figures: Figures, words: Words) -> str:
    return words.day(date.fromisoformat(figures.until) - timedelta(days=1))
