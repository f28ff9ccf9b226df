"""What came in: how much, through which channel, how much more than before."""

from typing import Any

from haicap.measures.declared.common import RECEIVED, in_period, inside
from haicap.measures.dimensions import OF_DOSSIERS, TIMES
from haicap.measures.measure import Measure, Part, Period, Unit, Words, one

_ONLY_RECEIVED = frozenset({"received"})


def _at_communes(table: Any, _period: Period) -> Any:
    return table.level == "commune"


def _online(table: Any, _period: Period) -> Any:
    return table.channel == "online"


def _assisted(table: Any, period: Period) -> Any:
    return _online(table, period) & table.assisted


def _online_received(table: Any, period: Period) -> Any:
    return in_period(table, period) & (table.channel == "online")


def _this_less_before(table: Any, period: Period) -> Any:
    return inside(table, period).cast("int64") - inside(table, period.before).cast(
        "int64"
    )


def _before(table: Any, period: Period) -> Any:
    return inside(table, period.before)


def _either(table: Any, period: Period) -> Any:
    both = Period(period.before.since, period.until)
    return in_period(table, both)


MEASURES = (
    Measure(
        name="received",
        title=Words("Hồ sơ tiếp nhận", "Dossiers received"),
        definition=Words(
            "Số hồ sơ được tiếp nhận trong kỳ; hồ sơ liên thông tính là một.",
            "How many dossiers were received in the period; an inter-connected one counts once.",
        ),
        counted=RECEIVED,
        unit=Unit.DOSSIERS,
        dimensions=OF_DOSSIERS,
        rows=in_period,
        numerator=one,
        milestones=_ONLY_RECEIVED,
    ),
    Measure(
        name="received-at-communes",
        title=Words("Tỷ lệ hồ sơ cấp xã", "Share of the communes"),
        definition=Words(
            "Tỷ lệ hồ sơ tiếp nhận trong kỳ do cấp xã giải quyết.",
            "The share of the dossiers received in the period that communes decide.",
        ),
        counted=Words("hồ sơ do cấp xã giải quyết", "those that a commune decides"),
        among=RECEIVED,
        unit=Unit.SHARE,
        dimensions=OF_DOSSIERS - {"level", "agency-kind", "agency"},
        rows=in_period,
        numerator=_at_communes,
        denominator=one,
        milestones=_ONLY_RECEIVED,
    ),
    Measure(
        name="online",
        title=Words("Tỷ lệ hồ sơ trực tuyến", "Online share"),
        definition=Words(
            "Tỷ lệ hồ sơ tiếp nhận trong kỳ được nộp trực tuyến, kể cả được hỗ trợ.",
            "The share of the dossiers received in the period that were filed online,"
            " with or without help.",
        ),
        counted=Words("hồ sơ nộp trực tuyến", "those filed online"),
        among=RECEIVED,
        unit=Unit.SHARE,
        dimensions=OF_DOSSIERS - {"channel"},
        rows=in_period,
        numerator=_online,
        denominator=one,
        milestones=_ONLY_RECEIVED,
        good="more",
    ),
    Measure(
        name="online-assisted",
        title=Words("Tỷ lệ nộp trực tuyến nhờ hỗ trợ", "Assisted online share"),
        definition=Words(
            "Trong số hồ sơ trực tuyến tiếp nhận trong kỳ, tỷ lệ do cơ quan nộp hộ.",
            "Of the online dossiers received in the period, the share that an agency filed"
            " for the applicant.",
        ),
        counted=Words(
            "hồ sơ được cơ quan nộp hộ", "those filed with the help of an agency"
        ),
        among=Words("hồ sơ trực tuyến tiếp nhận trong kỳ", "online dossiers received"),
        unit=Unit.SHARE,
        dimensions=OF_DOSSIERS - {"channel"},
        rows=_online_received,
        numerator=_assisted,
        denominator=one,
        milestones=_ONLY_RECEIVED,
    ),
    Measure(
        name="received-growth",
        title=Words("Tăng so với kỳ trước", "Growth against the period before"),
        definition=Words(
            "Số hồ sơ tiếp nhận so với khoảng thời gian liền trước có cùng số ngày.",
            "Dossiers received against the same number of days directly before.",
        ),
        counted=Words("hồ sơ tăng thêm", "dossiers more than before"),
        among=Words("hồ sơ tiếp nhận kỳ trước", "dossiers received in the period before"),
        unit=Unit.CHANGE,
        dimensions=OF_DOSSIERS - TIMES,
        rows=_either,
        numerator=_this_less_before,
        denominator=_before,
        milestones=_ONLY_RECEIVED,
        looks_back=True,
    ),
    Measure(
        name="refused",
        title=Words("Tỷ lệ từ chối tiếp nhận", "Refusals"),
        definition=Words(
            "Trong số hồ sơ được tiếp nhận hoặc bị từ chối trong kỳ, tỷ lệ bị từ chối.",
            "Of the dossiers received or refused in the period, the share refused.",
        ),
        counted=Words("hồ sơ bị từ chối tiếp nhận", "dossiers refused at reception"),
        among=Words(
            "hồ sơ được tiếp nhận hoặc bị từ chối", "dossiers received or refused"
        ),
        unit=Unit.SHARE,
        dimensions=OF_DOSSIERS,
        parts=(
            Part(_ONLY_RECEIVED, in_period, denominator=one),
            Part(frozenset({"refused"}), in_period, numerator=one, denominator=one),
        ),
        good="less",
    ),
)
