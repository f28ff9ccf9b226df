"""At this time, that: all that happens by the clock. The worker looks every minute."""

from datetime import datetime

from haicap.common.schedule import Job
from haicap.measures.weekly import actions as weekly


def _weekly_report(now: datetime) -> str:
    report = weekly.freeze_due(at=now)
    return "" if report is None else report.snapshot


JOBS: dict[str, Job] = {
    "weekly report": _weekly_report,  # on Wednesdays at seven
}
