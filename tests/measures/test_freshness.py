"""How soon a fact is a number."""

import subprocess
import sys
import time
from datetime import date, timedelta

from haicap.measures import engine
from haicap.measures.lake.manifest import Lake
from tests import given
from tests.measures.test_crashes import ROOT, surroundings

FRESH = 5.0  # seconds


def received() -> float | None:
    since = date(2025, 7, 1)
    found = engine.compute("received", since=since, until=since + timedelta(days=60))
    return found.total.value


def wait_for(count: int, seconds: float) -> float:
    """How long it took until so many were counted."""
    begin = time.monotonic()
    while received() != count:
        assert time.monotonic() - begin < seconds, f"{received()} instead of {count}"
        time.sleep(0.05)
    return time.monotonic() - begin


def test_a_dossier_is_counted_within_seconds(lake: Lake) -> None:
    given.received()
    worker = subprocess.Popen(
        [sys.executable, "-m", "haicap", "follow", "lake"], cwd=ROOT, env=surroundings()
    )
    try:
        wait_for(1, 60)  # the worker has started
        for count in (2, 3):
            given.received()
            assert wait_for(count, 60) < FRESH
    finally:
        worker.terminate()
        worker.wait(30)
