"""How it went for the applicant: supplements and ratings."""

from typing import Any

from haicap.measures.declared.common import in_period, inside
from haicap.measures.dimensions import OF_DOSSIERS
from haicap.measures.measure import Measure, Period, Unit, Words, one


def _settled(table: Any, period: Period) -> Any:
    # A part has its own supplement request, the whole has none.
    return ~table.is_bundle & inside(table, period)


def _was_asked(table: Any, _period: Period) -> Any:
    return table.supplements > 0


def _is_satisfied(table: Any, _period: Period) -> Any:
    return table.grade.isin(["very", "satisfied"])


MEASURES = (
    Measure(
        name="supplemented",
        title=Words("Tỷ lệ phải bổ sung hồ sơ", "Supplement rate"),
        definition=Words(
            "Trong số hồ sơ có kết quả trong kỳ, tỷ lệ đã phải bổ sung; từng phần của hồ sơ"
            " liên thông tính riêng.",
            "Of the dossiers settled in the period, the share for which a supplement was"
            " asked; the parts of an inter-connected dossier count each.",
        ),
        counted=Words("hồ sơ đã phải bổ sung", "those with a supplement request"),
        among=Words("hồ sơ có kết quả trong kỳ", "dossiers settled in the period"),
        unit=Unit.SHARE,
        dimensions=OF_DOSSIERS | {"outcome"},
        rows=_settled,
        numerator=_was_asked,
        denominator=one,
        milestones=frozenset({"settled"}),
        good="less",
    ),
    Measure(
        name="rated",
        title=Words("Lượt đánh giá", "Ratings"),
        definition=Words(
            "Số hồ sơ được người nộp đánh giá trong kỳ.",
            "How many dossiers were rated by their applicants in the period.",
        ),
        counted=Words("hồ sơ được đánh giá", "dossiers rated"),
        unit=Unit.DOSSIERS,
        dimensions=OF_DOSSIERS | {"grade"},
        rows=in_period,
        numerator=one,
        milestones=frozenset({"rated"}),
    ),
    Measure(
        name="satisfied",
        title=Words("Tỷ lệ hài lòng", "Satisfaction"),
        definition=Words(
            "Trong số hồ sơ được đánh giá trong kỳ, tỷ lệ hài lòng hoặc rất hài lòng; hồ sơ"
            " không được đánh giá không tính.",
            "Of the dossiers rated in the period, the share rated satisfied or very"
            " satisfied; those without a rating do not count.",
        ),
        counted=Words(
            "hồ sơ hài lòng hoặc rất hài lòng", "those satisfied or very satisfied"
        ),
        among=Words("hồ sơ được đánh giá trong kỳ", "dossiers rated in the period"),
        unit=Unit.SHARE,
        dimensions=OF_DOSSIERS,
        rows=in_period,
        numerator=_is_satisfied,
        denominator=one,
        milestones=frozenset({"rated"}),
        good="more",
    ),
)
