"""The embedded PostgreSQL is waited for, however long it recovers."""

import subprocess

import pytest

from haicap.config import database


class Recovering:
    """A server that is not ready at once, as the wheel's is after a crash."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)

    def start(self) -> None:
        """Fail in the ways of the wheel, then succeed."""
        if self.faults:
            raise self.faults.pop(0)


TOO_SLOW = subprocess.TimeoutExpired("pg_ctl", 10)


def test_is_waited_for_and_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    server = Recovering(TOO_SLOW, AssertionError(), AssertionError())

    database.start_patiently(server, pause=0)

    assert server.faults == []
    assert capsys.readouterr().err.count("recovering") == 1


def test_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "RECOVERS", -1)

    with pytest.raises(subprocess.TimeoutExpired):
        database.start_patiently(Recovering(TOO_SLOW), pause=0)


def test_another_fault_is_told_at_once() -> None:
    with pytest.raises(PermissionError):
        database.start_patiently(Recovering(PermissionError()), pause=0)
