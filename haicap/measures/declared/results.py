"""What went out: returned, on time, how long it took, what is overdue."""

from typing import Any

from haicap.measures.declared.common import RETURNED, counts, in_period, inside
from haicap.measures.dimensions import OF_DOSSIERS, TIMES
from haicap.measures.measure import Measure, Part, Period, Unit, Words, one
from haicap.measures.milestones import CLOCK
from haicap.measures.moments import begin_of

_RECEIVED = frozenset({"received"})
_SETTLED = frozenset({"settled"})
_RETURNED = frozenset({"returned"})


def _back(table: Any, period: Period) -> Any:
    """Received in the period, and returned by its end."""
    since, until = table.received_on >= period.since, table.received_on < period.until
    return counts(table) & since & until & (table.day < period.until)


def _received_with_limit(table: Any, period: Period) -> Any:
    return in_period(table, period) & table.due_at.notnull()


def _back_with_limit(table: Any, period: Period) -> Any:
    return _back(table, period) & table.due_at.notnull()


def _returned_with_limit(table: Any, period: Period) -> Any:
    return in_period(table, period) & table.is_late.notnull()


def _on_time(table: Any, _period: Period) -> Any:
    return ~table.is_late


def _settled(table: Any, period: Period) -> Any:
    # Whole dossiers and parts alike: each was processed by somebody.
    took = table.processing_seconds.notnull()
    return ~table.is_bundle & took & inside(table, period)


def _seconds(table: Any, _period: Period) -> Any:
    return table.processing_seconds


def _ticking(table: Any, period: Period) -> Any:
    end = begin_of(period.until)
    past = (table.runs_until < end) | (table.ran_until < end)
    return ~table.is_bundle & (table.day < period.until) & past


def _overdue_change(table: Any, period: Period) -> Any:
    """One more dossier overdue at the end, one less, or as before: the sum is what is open."""
    end = begin_of(period.until)
    after = (table.runs_until < end).fill_null(False).cast("int64")
    before = (table.ran_until < end).fill_null(False).cast("int64")
    return after - before


def _time(quantile: float, vi: str, en: str) -> Measure:
    per_cent = round(quantile * 100)
    return Measure(
        name=f"processing-time-p{per_cent}",
        title=Words(vi, en),
        definition=Words(
            f"{per_cent} % số hồ sơ giải quyết xong trong kỳ mất không quá chừng này thời gian"
            " từ tiếp nhận đến khi có kết quả, không tính thời gian chờ người nộp.",
            f"{per_cent} % of the dossiers settled in the period took no more than this from"
            " reception to result, waiting for the applicant left out.",
        ),
        counted=Words("thời gian giải quyết", "the time each took"),
        unit=Unit.SECONDS,
        dimensions=OF_DOSSIERS | {"outcome"},
        rows=_settled,
        numerator=_seconds,
        milestones=_SETTLED,
        quantile=quantile,
        good="less",
    )


def _share(
    name: str,
    title: Words,
    definition: Words,
    counted: Words,
    among: Words,
    *parts: Part,
) -> Measure:
    return Measure(
        name=name, title=title, definition=definition, counted=counted, among=among,
        unit=Unit.SHARE, dimensions=OF_DOSSIERS, parts=parts, good="more",
    )  # fmt: skip


MEASURES = (
    Measure(
        name="returned",
        title=Words("Hồ sơ đã trả kết quả", "Dossiers returned"),
        definition=Words(
            "Số hồ sơ được trả kết quả trong kỳ, dù tiếp nhận khi nào.",
            "How many results were returned in the period, whenever they were received.",
        ),
        counted=Words("hồ sơ đã trả kết quả trong kỳ", "dossiers returned in the period"),
        unit=Unit.DOSSIERS,
        dimensions=OF_DOSSIERS | {"outcome"},
        rows=in_period,
        numerator=one,
        milestones=_RETURNED,
    ),
    _share(
        "returned-of-received",
        Words("Tỷ lệ đã trả kết quả", "Share returned"),
        Words(
            "Trong số hồ sơ tiếp nhận trong kỳ, tỷ lệ đã được trả kết quả đến hết kỳ.",
            "Of the dossiers received in the period, the share returned by its end.",
        ),
        Words("hồ sơ đã trả đến hết kỳ", "those returned by the end of the period"),
        Words("hồ sơ tiếp nhận trong kỳ", "dossiers received in the period"),
        Part(_RECEIVED, in_period, denominator=one),
        Part(_RETURNED, _back, numerator=one),
    ),
    _share(
        "on-time",
        Words("Trước hạn, đúng hạn (trên số đã trả)", "On time or early (of returned)"),
        Words(
            "Trong số hồ sơ có thời hạn được trả kết quả trong kỳ, tỷ lệ có kết quả trước hoặc"
            " đúng hạn đầu tiên.",
            "Of the dossiers with a time limit that were returned in the period, the share"
            " whose result was ready by the first due moment.",
        ),
        Words("hồ sơ giải quyết trước hoặc đúng hạn", "those settled on time or early"),
        RETURNED,
        Part(_RETURNED, _returned_with_limit, numerator=_on_time, denominator=one),
    ),
    _share(
        "on-time-of-received",
        Words(
            "Trước hạn, đúng hạn (trên số tiếp nhận)", "On time or early (of received)"
        ),
        Words(
            "Trong số hồ sơ có thời hạn tiếp nhận trong kỳ, tỷ lệ đã được trả kết quả đến hết"
            " kỳ và giải quyết không trễ hạn; hồ sơ chưa trả không được tính là đúng hạn.",
            "Of the dossiers with a time limit received in the period, the share returned by"
            " its end and not late; what is not yet returned is not on time.",
        ),
        Words("hồ sơ đã trả và không trễ hạn", "those returned and not late"),
        Words(
            "hồ sơ có thời hạn tiếp nhận trong kỳ",
            "dossiers with a time limit received in the period",
        ),
        Part(_RECEIVED, _received_with_limit, denominator=one),
        Part(_RETURNED, _back_with_limit, numerator=_on_time),
    ),
    Measure(
        name="overdue-open",
        title=Words("Quá hạn chưa giải quyết", "Open and overdue"),
        definition=Words(
            "Số hồ sơ đã tiếp nhận, chưa có kết quả và quá hạn vào cuối kỳ; hồ sơ đang chờ"
            " người nộp không tính, hạn hẹn lại được tính. Từng phần của hồ sơ liên thông"
            " được tính riêng.",
            "Dossiers received, without a result and past their due moment at the end of the"
            " period; those that wait for the applicant are not, a new appointment counts."
            " The parts of an inter-connected dossier count each.",
        ),
        counted=Words("hồ sơ quá hạn vào cuối kỳ", "dossiers overdue at the end"),
        unit=Unit.DOSSIERS,
        dimensions=OF_DOSSIERS - TIMES,
        rows=_ticking,
        numerator=_overdue_change,
        milestones=CLOCK,
        looks_back=True,
        is_stock=True,
        good="less",
    ),
    _time(0.5, "Thời gian giải quyết, trung vị", "Processing time, median"),
    _time(
        0.9, "Thời gian giải quyết, bách phân vị 90", "Processing time, 90th percentile"
    ),
)
