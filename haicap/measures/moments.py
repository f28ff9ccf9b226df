"""Days of Vietnam and moments, as columns."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import ibis

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def begin_of(day: date) -> Any:
    """The moment at which a day of Vietnam begins."""
    begin = datetime.combine(day, time.min, VIETNAM).astimezone(UTC)
    return ibis.literal(begin, type="timestamp('UTC')")
