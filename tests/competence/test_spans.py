"""Spans of days."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from haicap.competence.spans import Span, cut, joined, overlap

START = date(2025, 1, 1)
spans = st.builds(
    lambda since, length: Span(
        START + timedelta(days=since), START + timedelta(days=since + length)
    ),
    st.integers(0, 40),
    st.integers(1, 30),
)


def days(*some: Span) -> set[date]:
    return {span.since + timedelta(days=n) for span in some for n in range(span.length)}


@given(spans, spans)
def test_an_overlap_is_the_days_of_both(one: Span, other: Span) -> None:
    both = overlap(one, other)

    assert (days(both) if both else set()) == days(one) & days(other)


@given(spans, st.lists(spans, max_size=5))
def test_cut_pieces_are_the_whole_and_lie_in_or_out(
    one: Span, others: list[Span]
) -> None:
    pieces = list(cut(one, others))

    assert days(*pieces) == days(one)
    assert sum(piece.length for piece in pieces) == one.length
    for piece in pieces:
        for other in others:
            assert days(piece) <= days(other) or not days(piece) & days(other)


@given(st.lists(spans, max_size=6))
def test_joined_spans_hold_the_same_days_and_do_not_touch(some: list[Span]) -> None:
    whole = joined(some)

    assert days(*whole) == days(*some)
    for before, after in pairwise(whole):
        assert before.until < after.since
