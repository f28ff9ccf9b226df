"""Days of Vietnam and moments, as columns."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import ibis

from haicap.measures.measure import Period

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def begin_of(day: date) -> Any:
    """The moment at which a day of Vietnam begins."""
    begin = datetime.combine(day, time.min, VIETNAM).astimezone(UTC)
    return ibis.literal(begin, type="timestamp('UTC')")


def received_inside(table: Any, period: Period) -> Any:
    """The dossier was received in the period, whatever the milestone."""
    since, until = begin_of(period.since), begin_of(period.until)
    return (table.received_at >= since) & (table.received_at < until)
