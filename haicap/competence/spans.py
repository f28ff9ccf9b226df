"""Spans of days, from a day (included) until a day (not included). Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """At least one day."""

    since: date
    until: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.until - self.since).days


def overlap(one: Span, other: Span) -> Span | None:
    """Give the days that both have; None when there are none."""
    since, until = max(one.since, other.since), min(one.until, other.until)
    return Span(since, until) if since < until else None


def cut(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """Cut the span wherever one of the others begins or ends inside it."""
    inside = {day for other in others for day in other if span.since < day < span.until}
    days = [span.since, *sorted(inside), span.until]
    for since, until in pairwise(days):
        yield Span(since, until)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that touch or overlap."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.since <= result[-1].until:
            result[-1] = Span(result[-1].since, max(result[-1].until, span.until))
        else:
            result.append(span)
    return result
