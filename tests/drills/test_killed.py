"""Killed at any point, a drill goes on where it was, and nothing comes twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from haicap.drills import plan
from haicap.drills.actions import resume, run, running
from haicap.drills.database import conninfo
from haicap.drills.models import Batch, Drill, SetAside
from haicap.drills.plan import Asked
from tests import conftest
from tests.drills import replay

NOW = datetime.now(UTC)
ASKED = Asked(0.0003, date(2025, 7, 1), date(2025, 8, 23), 11, ("38", "66"))
BATCH = 25
# Another process, with small batches and with the indexes set aside.
BEGIN = f"""
import datetime, django
django.setup()
from haicap.drills import plan
from haicap.drills.actions import resume, run, running
from haicap.drills.plan import Asked
plan.BATCH, running.BULK_FROM = {BATCH}, 0
now = datetime.datetime.now(datetime.UTC)
"""
RUN = f"{BEGIN}run({ASKED!r}, at=now)"
GO_ON = f"{BEGIN}resume(at=now)"


def test_what_is_killed_goes_on(
    committed_db: str, another_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", BATCH)
    monkeypatch.setattr(running, "BULK_FROM", 0)

    killed(RUN, when=lambda: Batch.objects.exclude(done_at=None).count() >= 2)
    assert Drill.objects.get().ended_at is None
    done = Batch.objects.exclude(done_at=None).count()
    assert 2 <= done < Batch.objects.count()
    assert SetAside.objects.exists()
    whole = SetAside.objects.count()
    killed(GO_ON, when=lambda: SetAside.objects.count() < whole)
    drill = resume(at=NOW)

    assert drill.ended_at is not None
    assert not SetAside.objects.exists()
    assert not Batch.objects.filter(done_at=None).exists()
    after, counted = replay.everything(), replay.counters()
    conftest._use(another_db)
    run(ASKED, at=NOW)
    assert after == replay.everything()
    assert counted == replay.counters()


def killed(script: str, *, when: Callable[[], bool]) -> None:
    """Run a script in a process of its own and kill it when it has come so far."""
    settings = {"DJANGO_SETTINGS_MODULE": "haicap.config.settings"}
    environment = {**os.environ, **settings, "DATABASE_URL": conninfo()}
    child = subprocess.Popen([sys.executable, "-c", script], env=environment)
    last = time.monotonic() + 240
    while not when():
        assert child.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < last
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
