"""People who leave under Decree 178/2024/NĐ-CP, and their money."""

from haicap.measures.derivations.common import (
    APPROVED,
    DECIDED,
    LEFT,
    PAID,
    RESOLVED,
    share,
)
from haicap.measures.derived import Derived, Figure, Sum
from haicap.measures.measure import Words

PEOPLE = (
    share(
        "left-of-decided",
        Words("Đã nghỉ trên số có quyết định", "Left of those decided"),
        Words("đã nghỉ ÷ có quyết định", "left ÷ decided"),
        LEFT,
        DECIDED,
    ),
    Derived(
        "decided-not-left",
        Words("Có quyết định, chưa nghỉ", "Decided, not yet left"),
        Words("có quyết định − đã nghỉ", "decided − left"),
        Sum((DECIDED,), (LEFT,)),
    ),
    share(
        "approved-of-decided",
        Words("Được duyệt trên số có quyết định", "Approved of those decided"),
        Words("được duyệt kinh phí ÷ có quyết định", "approved ÷ decided"),
        APPROVED,
        DECIDED,
    ),
    share(
        "approved-of-left",
        Words("Được duyệt trên số đã nghỉ", "Approved of those who left"),
        Words("được duyệt kinh phí ÷ đã nghỉ", "approved ÷ left"),
        APPROVED,
        LEFT,
    ),
    share(
        "resolved-of-approved",
        Words("Được giải quyết trên số được duyệt", "Resolved of those approved"),
        Words("được giải quyết kinh phí ÷ được duyệt", "resolved ÷ approved"),
        RESOLVED,
        APPROVED,
    ),
    share(
        "paid-of-approved",
        Words("Đã nhận tiền trên số được duyệt", "Paid of those approved"),
        Words("đã nhận tiền ÷ được duyệt", "received money ÷ approved"),
        PAID,
        APPROVED,
    ),
    Derived(
        "resolved-less-paid",
        Words("Đã giải quyết, chưa nhận tiền", "Resolved less paid"),
        Words("được giải quyết − đã nhận tiền", "resolved − received money"),
        Sum((RESOLVED,), (PAID,)),
        why=Words(
            "hai nguồn cùng ngày, hai định nghĩa", "two sources of one day, two definitions"
        ),
    ),
    share(
        "paid-of-approved-in-july",
        Words("Đã nhận tiền trên số được duyệt, 25/7", "Paid of those approved, 25 July"),
        Words("đã nhận tiền ÷ được duyệt", "received money ÷ approved"),
        Figure("leave-money-received@2025-07-25"),
        Figure("leave-funding-approved@2025-07-25"),
    ),
    share(
        "paid-of-decided-in-september",
        Words("Đã nhận tiền trên số có quyết định, 17/9", "Paid of those decided, 17 September"),
        Words("đã nhận tiền ÷ có quyết định", "received money ÷ decided"),
        Figure("leave-money-received@2025-09-17"),
        Figure("leave-decisions@2025-09-17"),
    ),
    Derived(
        "submitted-in-july",
        Words("Đã trình kinh phí, 25/7", "Submitted for funding, 25 July"),
        Words("đang chờ duyệt + được duyệt", "pending + approved"),
        Sum(
            (
                Figure("leave-funding-pending@2025-07-25"),
                Figure("leave-funding-approved@2025-07-25"),
            )
        ),
    ),
    Derived(
        "decided-by-5-september",
        Words("Có quyết định đến 5/9", "Decided by 5 September"),
        Words("có quyết định đến 17/9 − tăng thêm", "decided by 17 September − increase"),
        Sum(
            (Figure("leave-decisions@2025-09-17"),),
            (Figure("leave-decisions-growth@2025-09-17"),),
        ),
    ),
)  # fmt: skip
