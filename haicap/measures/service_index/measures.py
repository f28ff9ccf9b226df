"""The progress of Decision 766/QĐ-TTg as a measure: it is not the share of returned ones."""

from typing import Any

from haicap.measures.dimensions import OF_DOSSIERS, TIMES
from haicap.measures.measure import Measure, Period, Unit, Words
from haicap.measures.milestones import CLOCK
from haicap.measures.moments import begin_of

_BEGINS = ("received", "leg_started")
_ENDS = ("settled", "stopped", "withdrawn")


def _here(table: Any, period: Period) -> Any:
    """All that happened to dossiers in processing; the parts of a bundle count each."""
    was_received = table.received_at.notnull()
    return was_received & ~table.is_bundle & (table.day < period.until)


def _in_hand(table: Any, period: Period) -> Any:
    """Those begun before the end of the period, less those ended before it began."""
    before = table.day < period.since
    begun = table.milestone.isin(_BEGINS)
    ended = table.milestone.isin(_ENDS) & before
    # One that was stopped before the period and reopened in it stays out: the row of the
    # reopening does not tell when it was stopped.
    reopened = (table.milestone == "reopened") & before
    return _one(begun) + _one(reopened) - _one(ended)


def _late(table: Any, period: Period) -> Any:
    """Late when it ended in the period, or open and late at its end."""
    inside = table.day >= period.since
    settled_late = (table.milestone == "settled") & table.is_late
    stopped = table.milestone.isin(("stopped", "withdrawn"))
    ended_late = (settled_late | (stopped & (table.ran_until < table.at))) & inside
    end = begin_of(period.until)
    return _one(ended_late) + _one(table.runs_until < end) - _one(table.ran_until < end)


def _in_time(table: Any, period: Period) -> Any:
    return _in_hand(table, period) - _late(table, period)


def _one(condition: Any) -> Any:
    return condition.fill_null(False).cast("int64")


MEASURES = (
    Measure(
        name="index-progress",
        title=Words("Tiến độ (Bộ chỉ số 766)", "Progress (Decision 766)"),
        definition=Words(
            "Trong số hồ sơ tiếp nhận hoặc đang giải quyết trong kỳ, tỷ lệ giải quyết xong"
            " đúng hạn hoặc còn trong hạn vào cuối kỳ; chờ người nộp là trong hạn, từng phần"
            " của hồ sơ liên thông tính riêng (Quyết định 766/QĐ-TTg).",
            "Of the dossiers received or in processing in the period, the share that ended on"
            " time or was within its time at the end; waiting for the applicant is within"
            " time, the parts of an inter-connected dossier count each (Decision"
            " 766/QĐ-TTg).",
        ),
        counted=Words(
            "hồ sơ đúng hạn hoặc trong hạn", "those on time or within their time"
        ),
        among=Words(
            "hồ sơ tiếp nhận hoặc đang giải quyết trong kỳ",
            "dossiers received or in processing in the period",
        ),
        unit=Unit.SHARE,
        dimensions=OF_DOSSIERS - TIMES,
        rows=_here,
        numerator=_in_time,
        denominator=_in_hand,
        milestones=CLOCK,
        looks_back=True,
        is_stock=True,
        good="more",
    ),
)
