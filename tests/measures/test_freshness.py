"""A fact becomes a number while the server runs; how soon, benchmarks/bench_lake.py tells."""

import subprocess
import sys
import time
from datetime import date, timedelta

from haicap.measures import engine
from haicap.measures.lake.manifest import Lake
from tests import given
from tests.measures.test_crashes import ROOT, surroundings


def received() -> float | None:
    since = date(2025, 7, 1)
    found = engine.compute("received", since=since, until=since + timedelta(days=60))
    return found.total.value


def wait_for(count: int) -> None:
    """Wait until so many are counted."""
    begin = time.monotonic()
    while received() != count:
        assert time.monotonic() - begin < 60, f"{received()} instead of {count}"
        time.sleep(0.05)


def test_a_dossier_is_counted_while_others_arrive(lake: Lake) -> None:
    given.received()
    worker = subprocess.Popen(
        [sys.executable, "-m", "haicap", "follow", "lake"], cwd=ROOT, env=surroundings()
    )
    try:
        wait_for(1)  # the worker has started
        for count in (2, 3):
            given.received()
            wait_for(count)
    finally:
        worker.terminate()
        worker.wait(30)
