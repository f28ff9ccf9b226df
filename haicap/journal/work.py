"""The worker: lets the followers advance, again and again, until it is told to stop."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event

from django.db import Error, close_old_connections, connection

from haicap.journal import follow
from haicap.journal.follow import Follower

# Polling, not LISTEN/NOTIFY: PostgreSQL lets only one transaction that notifies commit at
# a time, and every writer of the journal would have to.
SHORTEST_WAIT = 0.05
LONGEST_WAIT = 1.0
LONGEST_PENANCE = 60.0

log = logging.getLogger(__name__)


@dataclass
class _Turn:
    """When a follower is next to be asked, and how often it failed in a row."""

    due: float = 0.0
    failures: int = 0


class Worker:
    """
    Runs followers in turn; several workers may run at once.

    A follower that fails is tried again after a growing wait and keeps nobody else
    waiting; its cursor stands still, so nothing is skipped.
    """

    def __init__(
        self, followers: Mapping[str, Follower], *, told: Callable[[str, int], None]
    ) -> None:
        self.followers = followers
        self.told = told
        self.stop = Event()
        self._turns = {name: _Turn() for name in followers}

    def run(self) -> None:
        """Work until ``stop`` is set; the batch at hand is finished first."""
        wait = SHORTEST_WAIT
        while not self.stop.is_set():
            worked = [self._turn(name) for name in self.followers if self._is_due(name)]
            wait = SHORTEST_WAIT if any(worked) else min(wait * 2, LONGEST_WAIT)
            if not any(worked):
                self.stop.wait(wait)

    def catch_up(self) -> bool:
        """Work until nothing is left to do; tells whether all went well."""
        for name in self.followers:
            while not self.stop.is_set() and self._turn(name):
                pass
        return not any(turn.failures for turn in self._turns.values())

    def _is_due(self, name: str) -> bool:
        return not self.stop.is_set() and time.monotonic() >= self._turns[name].due

    def _turn(self, name: str) -> int:
        turn, who = self._turns[name], self.followers[name]
        try:
            count = follow.advance(name, who.handle, limit=who.limit)
        except Exception as error:
            turn.failures += 1
            turn.due = time.monotonic() + min(2.0**turn.failures, LONGEST_PENANCE)
            log.exception("follower %s failed (%d in a row)", name, turn.failures)
            if isinstance(error, Error):
                _reconnect()
            return 0
        turn.failures = 0
        turn.due = 0.0 if count == who.limit else time.monotonic() + who.pause
        if count:
            self.told(name, count)
        return count


def _reconnect() -> None:
    """Drop a connection that the server has closed; the next query opens another."""
    close_old_connections()
    if not connection.is_usable():
        connection.close()
