"""At this time, that: all that happens by the clock. The worker looks every minute."""

import logging
from datetime import datetime

from haicap.common.errors import Refused
from haicap.common.schedule import Job
from haicap.measures.weekly import actions as weekly
from haicap.units.reorganise.actions import reorganise_due

log = logging.getLogger(__name__)


def _weekly_report(now: datetime) -> str:
    report = weekly.freeze_due(at=now)
    return "" if report is None else report.snapshot


def _reorganise(now: datetime) -> str:
    try:
        return ", ".join(report.plan.key for report in reorganise_due(at=now))
    except Refused as refused:
        # Its day has come: this is no "not yet", and somebody must hear of it.
        log.error("a planned reorganisation is refused: %s", refused)
        return ""


JOBS: dict[str, Job] = {
    "reorganise": _reorganise,  # what was planned ahead, within a minute of its day
    "weekly report": _weekly_report,  # on Wednesdays at seven
}
