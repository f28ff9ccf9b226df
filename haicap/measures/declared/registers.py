"""What the registers say on the last day of the period: units and competences."""

from typing import Any

from haicap.measures.measure import Measure, Period, Unit, Words


def _every(table: Any, _period: Period) -> Any:
    return table.place.notnull()


def _has_centre(table: Any, _period: Period) -> Any:
    return table.has_own_centre


def _is_served(table: Any, _period: Period) -> Any:
    return table.is_served


def _decided(table: Any, _period: Period) -> Any:
    return table.level.notnull()


def _by_localities(table: Any, _period: Period) -> Any:
    return table.level.isin(["province", "commune"])


_COMMUNES = Words("xã, phường, đặc khu", "communes, wards and special zones")

MEASURES = (
    Measure(
        name="centre-coverage",
        title=Words(
            "Cấp xã có Trung tâm phục vụ hành chính công", "Communes with a centre"
        ),
        definition=Words(
            "Tỷ lệ đơn vị cấp xã có Trung tâm phục vụ hành chính công thuộc UBND cấp xã vào"
            " ngày cuối kỳ; trung tâm, điểm tiếp nhận thuộc trung tâm cấp tỉnh không tính.",
            "The share of communes whose People's Committee has a service centre on the last"
            " day of the period; centres and points of a provincial centre do not count.",
        ),
        counted=Words("đơn vị có trung tâm", "those with a centre of their own"),
        among=_COMMUNES,
        unit=Unit.SHARE,
        dimensions=frozenset({"province", "commune"}),
        rows=_every,
        numerator=_has_centre,
        denominator=_every,
        table="communes",
        grain="commune",
        owner="Bộ Nội vụ",
        good="more",
    ),
    Measure(
        name="reception-coverage",
        title=Words(
            "Cấp xã có nơi tiếp nhận hồ sơ", "Communes with a place of reception"
        ),
        definition=Words(
            "Tỷ lệ đơn vị cấp xã có trung tâm hoặc điểm tiếp nhận, thuộc cấp nào cũng tính, vào"
            " ngày cuối kỳ.",
            "The share of communes with a centre or a reception point, whoever runs it, on"
            " the last day of the period.",
        ),
        counted=Words("đơn vị có nơi tiếp nhận", "those with a centre or a point"),
        among=_COMMUNES,
        unit=Unit.SHARE,
        dimensions=frozenset({"province", "commune"}),
        rows=_every,
        numerator=_is_served,
        denominator=_every,
        table="communes",
        grain="commune",
        owner="Bộ Nội vụ",
        good="more",
    ),
    Measure(
        name="decentralised",
        title=Words(
            "Thủ tục do địa phương giải quyết", "Procedures decided by localities"
        ),
        definition=Words(
            "Trong số thủ tục của danh mục có hiệu lực vào ngày cuối kỳ và đã xác định thẩm"
            " quyền chung, tỷ lệ do cấp tỉnh hoặc cấp xã giải quyết.",
            "Of the procedures of the catalogue in force on the last day of the period whose"
            " general competence is established, the share that provinces or communes decide.",
        ),
        counted=Words(
            "thủ tục do cấp tỉnh, cấp xã giải quyết", "those of province or commune"
        ),
        among=Words(
            "thủ tục đã xác định thẩm quyền", "procedures with a known competence"
        ),
        unit=Unit.SHARE,
        dimensions=frozenset({"level", "field", "procedure"}),
        rows=_decided,
        numerator=_by_localities,
        denominator=_decided,
        table="procedures",
        grain="procedure",
        owner="Bộ Tư pháp",
    ),
)
