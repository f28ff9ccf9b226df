"""Measures over dossiers made by the actions."""

from datetime import date

from haicap.measures import engine
from haicap.measures.lake.manifest import Lake
from tests import given
from tests.measures.world import follow_all

JULY = {"since": date(2025, 7, 1), "until": date(2025, 8, 1)}


def test_counts_what_was_received_and_returned(lake: Lake) -> None:
    given.returned()
    given.received()
    follow_all()

    received, returned, on_time = engine.compute_many(
        ["received", "returned", "on-time"], by=["province"], **JULY
    )

    assert [(row.keys, row.value) for row in received.rows] == [(("38",), 2)]
    assert [(row.keys, row.value) for row in returned.rows] == [(("38",), 1)]
    assert on_time.total.value == 1.0
