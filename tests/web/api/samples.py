"""A body for every operation that takes one: well formed, whatever the state allows."""

from typing import Any

SAMPLES: dict[str, Any] = {
    "accept_dossier": {"papers": {}},
    "refuse_dossier": {"reason": "Thiếu giấy"},
    "start_dossier": {},
    "hand_over_dossier": {"to": "14758.9", "note": "Xin ý kiến"},
    "resolve_move": {"to": "14758", "agency": ""},
    "recall_dossier": {},
    "ask_supplement": {"faults": [{"about": "", "what": "Thiếu chữ ký"}]},
    "answer_supplement": {"answer": "Đã ký", "files": []},
    "request_payment": {"amount": 50000, "what": "Lệ phí", "ground": ""},
    "pay": {"method": "cash", "receipt": "7"},
    "suspend_clock": {
        "kind": "verification",
        "reason": "Xác minh",
        "ground": "Điều 1",
        "expected_end": "2025-07-10",
    },
    "resume_clock": {},
    "reappoint": {"new_due_at": "2025-07-11T10:00:00+07:00", "reason": "Mất điện"},
    "propose": {"outcome": "granted", "proposal": ""},
    "send_back": {"reason": "Thiếu căn cứ"},
    "decide": {"outcome": "granted", "document_number": "12", "result": []},
    "stop_settlement": {"reason": "Hết căn cứ", "ground": ""},
    "reopen_dossier": {"reason": "Có căn cứ"},
    "return_result": {"delivery": "", "collector": "Nguyễn Văn An"},
    "withdraw_dossier": {"reason": ""},
    "rate": {"grade": "very", "comment": ""},
    "renew_secret": {},
    "take_duty": {},
    "give_duty": {"to": "lan"},
    "enter_unit_value": {
        "name": "mountain",
        "value": "no",
        "as_of": "2025-07-02",
        "source": "Quyết định 1/QĐ",
    },
    "track_dossier": {"number": "14758-250707-0001", "secret": "12345678"},
}
