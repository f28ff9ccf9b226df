"""
What is to be done at certain times, beside the followers of facts.

A job is a function that is given the moment, does what is due by then if it is not done
yet, and says what it did. So it may be called at any time, by several processes, and after
a stop of days: what was missed is made up for.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from threading import Event, Thread

from django.db import connections

from haicap.common.errors import Refused

Job = Callable[[datetime], str]  # empty: there was nothing to do

PERIOD = 60.0  # seconds
LONGEST_PENANCE = 3600.0

log = logging.getLogger(__name__)


class Timekeeper(Thread):
    """Calls the jobs every minute until ``stop`` is set; beside others, who need not wait."""

    def __init__(
        self, jobs: Mapping[str, Job], stop: Event, *, told: Callable[[str, str], None]
    ) -> None:
        super().__init__(name="timekeeper", daemon=True)
        self.jobs = jobs
        self.stop = stop
        self.told = told
        self._failures = dict.fromkeys(jobs, 0)
        self._rests = dict.fromkeys(jobs, 0.0)

    def run(self) -> None:
        """Look again and again."""
        while True:
            for name in self.jobs:
                self._turn(name)
            connections.close_all()
            if self.stop.wait(PERIOD):
                return

    def _turn(self, name: str) -> None:
        if self._rests[name] > 0:
            self._rests[name] -= PERIOD
            return
        try:
            done = self.jobs[name](datetime.now(UTC))
        except Refused as refused:
            # Not yet: something that it needs is not there.
            log.info("%s: %s", name, refused)
        except Exception:
            self._failures[name] += 1
            penance = PERIOD * 2.0 ** self._failures[name]
            self._rests[name] = min(penance, LONGEST_PENANCE)
            log.exception("%s failed (%d in a row)", name, self._failures[name])
        else:
            self._failures[name] = 0
            if done:
                self.told(name, done)
