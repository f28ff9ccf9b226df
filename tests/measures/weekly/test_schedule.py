"""What happens by the clock."""

import logging
from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import connections

from haicap.common.errors import Invalid
from haicap.common.schedule import Job, Timekeeper
from haicap.config.schedule import JOBS
from haicap.measures.lake.manifest import Lake
from haicap.measures.models import WeeklyReport
from tests import given
from tests.measures.world import follow_all


def kept(job: Job, times: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let a timekeeper look so many times; gives what it told."""
    told: list[str] = []
    stop = Event()
    looks = iter(range(1, times + 1))
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(stop, "wait", lambda _seconds: next(looks) == times)
    Timekeeper({"job": job}, stop, told=lambda _name, done: told.append(done)).run()
    return told


class TestTimekeeper:
    def test_tells_only_what_was_done(self, monkeypatch: pytest.MonkeyPatch) -> None:
        answers = iter(["", "done", ""])

        assert kept(lambda _now: next(answers), 3, monkeypatch) == ["done"]

    def test_a_refusal_is_tried_again_the_next_minute(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls: list[datetime] = []

        def job(now: datetime) -> str:
            calls.append(now)
            if len(calls) == 1:
                raise Invalid("x", "not yet")
            return "done"

        assert kept(job, 2, monkeypatch) == ["done"]

    def test_a_failure_is_logged_and_rested_from(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        calls: list[datetime] = []

        def job(now: datetime) -> str:
            calls.append(now)
            raise ZeroDivisionError

        with caplog.at_level(logging.ERROR):
            kept(job, 10, monkeypatch)

        assert 2 <= len(calls) <= 3, "it rests two minutes, then four"
        assert "failed (1 in a row)" in caplog.text


def test_the_weekly_report_is_a_job(lake: Lake) -> None:
    given.returned()
    follow_all()
    job = JOBS["weekly report"]
    wednesday = datetime(2025, 7, 16, 0, 0, tzinfo=UTC)

    done = job(wednesday)

    assert WeeklyReport.objects.get().snapshot == done
    assert job(wednesday) == ""
