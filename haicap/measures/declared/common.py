"""The words and conditions that measures share."""

from typing import Any

from haicap.measures.measure import Period, Words

RECEIVED = Words("hồ sơ đã tiếp nhận trong kỳ", "dossiers received in the period")
RETURNED = Words(
    "hồ sơ đã trả kết quả trong kỳ, có thời hạn giải quyết",
    "dossiers returned in the period that had a time limit",
)


def in_period(table: Any, period: Period) -> Any:
    """Of whatever milestone: a whole dossier reached it in the period."""
    return counts(table) & inside(table, period)


def inside(table: Any, period: Period) -> Any:
    """The milestone was reached in the period."""
    return (table.day >= period.since) & (table.day < period.until)


def counts(table: Any) -> Any:
    """
    A dossier that was asked for by somebody.

    The parts of an inter-connected dossier are not: the whole is counted once.
    """
    return ~table.is_leg
