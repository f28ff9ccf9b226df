"""By what may be counted: the columns behind the names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from haicap.measures.measure import Words


@dataclass(frozen=True)
class Dimension:
    """A name, the column that it shows, and what else tells two values apart."""

    name: str
    title: Words
    column: str
    identity: str = (
        ""  # codes pass from one unit to another: the territory tells them apart
    )


DIMENSIONS: Final[Mapping[str, Dimension]] = {
    each.name: each
    for each in (
        Dimension("province", Words("Tỉnh, thành phố", "Province"), "province", "province_place"),
        Dimension("commune", Words("Xã, phường, đặc khu", "Commune"), "commune", "place"),
        Dimension("level", Words("Cấp giải quyết", "Deciding level"), "level"),
        Dimension("agency-kind", Words("Loại cơ quan", "Kind of agency"), "agency_kind"),
        Dimension("agency", Words("Cơ quan giải quyết", "Competent agency"), "competent_agency"),
        Dimension("centre", Words("Nơi tiếp nhận", "Receiving agency"), "received_agency"),
        Dimension("procedure", Words("Thủ tục", "Procedure"), "procedure"),
        Dimension("field", Words("Lĩnh vực", "Field"), "field"),
        Dimension("channel", Words("Kênh nộp", "Channel"), "channel"),
        Dimension("outcome", Words("Kết quả", "Outcome"), "outcome"),
        Dimension("grade", Words("Mức hài lòng", "Grade"), "grade"),
        Dimension("simulated", Words("Mô phỏng", "Simulated"), "simulated"),
        Dimension("day", Words("Ngày", "Day"), "day"),
        Dimension("week", Words("Tuần", "Week"), "week"),
        Dimension("month", Words("Tháng", "Month"), "month"),
    )
}  # fmt: skip
UNITS: Final = frozenset({"province", "commune"})
TIMES: Final = frozenset({"day", "week", "month"})
OF_DOSSIERS: Final = frozenset(DIMENSIONS) - {"grade", "outcome"}


def column_of(table: Any, name: str) -> Any:
    """
    Give the column of a dimension; weeks and months by their first day.

    ISO weeks begin on Monday, as the weekly reports do.
    """
    if name in ("week", "month"):
        return table.day.truncate(name[0].upper()).cast("date")
    return table[DIMENSIONS[name].column]
