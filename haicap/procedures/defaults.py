"""What every procedure has that says nothing else: the steps of its work, and a form."""

from decimal import Decimal
from typing import Any, Final

STEPS: Final[list[dict[str, Any]]] = [
    {
        "code": "check",
        "name": "Tiếp nhận, kiểm tra hồ sơ",
        "name_en": "Receive and check the dossier",
        "role": "receptionist",
        "share": Decimal("0.1"),
        "product": "Hồ sơ đầy đủ, hợp lệ đã chuyển xử lý",
        "product_en": "A complete dossier handed over",
    },
    {
        "code": "process",
        "name": "Thẩm tra, xử lý hồ sơ",
        "name_en": "Examine and process the dossier",
        "role": "specialist",
        "share": Decimal("0.6"),
        "product": "Dự thảo kết quả giải quyết",
        "product_en": "A drafted result",
    },
    {
        "code": "sign",
        "name": "Quyết định, ký kết quả",
        "name_en": "Decide and sign",
        "role": "signer",
        "share": Decimal("0.2"),
        "product": "Kết quả giải quyết đã ký",
        "product_en": "A signed result",
    },
    {
        "code": "return",
        "name": "Trả kết quả",
        "name_en": "Return the result",
        "role": "receptionist",
        "share": Decimal("0.1"),
        "product": "Kết quả đã trả cho người nộp hồ sơ",
        "product_en": "The result in the applicant's hands",
    },
]
"""Shares of the limit sum to one; a catalogue file may give a procedure its own steps."""

SERVICE_STEPS: Final[list[dict[str, Any]]] = [
    {**STEPS[0], "share": Decimal("0.9")},
    {**STEPS[3], "share": Decimal("0.1")},
]
"""An inter-connected service is received and returned once; between them its legs work."""

DUE_POLICY: Final = "running"
"""How a limit is counted where a file says nothing (catalogue/README.md says why)."""

QUESTIONS: Final[list[dict[str, Any]]] = [
    {
        "name": "content",
        "label_vi": "Nội dung yêu cầu",
        "label_en": "Content of the request",
        "kind": "longtext",
        "required": True,
        "hint_vi": "Nêu rõ việc cần giải quyết và các thông tin liên quan.",
        "hint_en": "Say what you ask for and give what belongs to it.",
        "page": "Nội dung yêu cầu",
        "page_en": "Your request",
        "max": 4000,
    },
]
"""The form of a procedure whose own is not yet written."""
