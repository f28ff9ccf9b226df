"""Papers beside their floor: an empty page set by the same compiler, once warm."""

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import django

ROUNDS = 30
AT = datetime(2025, 7, 7, tzinfo=UTC)
SLOWEST = 0.050  # seconds
LARGEST = 60 * 1024


def main() -> None:
    django.setup()
    from haicap.papers import typeset
    from haicap.printing import layout

    with TemporaryDirectory(dir=layout.FOLDER) as folder:
        empty = Path(folder) / "empty.typ"
        empty.write_text('#set page(paper: "a4")\n#json(bytes(sys.inputs.data)).n')
        floor = median(lambda n: typeset.pdf(empty, {"n": str(n)}, at=AT))
    print(f"{'floor: an empty page':24} {floor * 1000:6.1f} ms")
    for name, sheet in sheets().items():
        also = None if sheet.layout == "table" else sheet

        def made(n: int, sheet: Any = sheet, also: Any = also) -> bytes:
            return layout.printed(sheet, also, f"{n:012d}", AT)

        took, size = median(made), len(made(0))
        ok = "" if took <= SLOWEST and size <= LARGEST else "  OVER ITS BUDGET"
        print(
            f"{name:24} {took * 1000:6.1f} ms {took / floor:5.1f} × floor {size:7} B{ok}"
        )


def median(do: Any) -> float:
    """Seconds of one, in the middle; the first ones warm up."""
    times = []
    for n in range(ROUNDS + 3):
        began = perf_counter()
        do(n)
        times.append(perf_counter() - began)
    return sorted(times[3:])[ROUNDS // 2]


def sheets() -> dict[str, Any]:
    """Papers as full as they get, without a database."""
    from haicap.printing.sheet import Line, Sheet, Sign, Table

    said = "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con"
    head: dict[str, Any] = {
        "agency": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "superior": "ỦY BAN NHÂN DÂN\nPHƯỜNG HÀM RỒNG",
        "title": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "number": "Số: 14758.9-250707-0001",
        "place_and_day": "Hàm Rồng, ngày 07 tháng 7 năm 2025",
        "verify": "Kiểm tra giấy này bằng điện thoại hoặc theo mã",
        "state": json.loads("{}"),
        "day": AT.date(),
        "issuer": 1,
    }
    lines = tuple(Line(f"Nội dung {n}", said) for n in range(6))
    signs = (
        Sign("Người nộp hồ sơ", "ký", name="An"),
        Sign("Người nhận", "ký", name="Lan"),
    )
    row = ("1", said, said, "09:00 07/07/2025", "đúng hạn")
    table = Table(("STT", "Việc", "Nơi", "Lúc", "Kết quả"), (row,) * 12, (1, 5, 5, 3, 2))
    letter = Sheet(
        **head,
        layout="letter",
        lines=lines,
        heading="Giấy tờ",
        items=(said,) * 6,
        signs=signs,
        track="Hồ sơ của tôi đang ở đâu?",
        track_path="/t/14758.9-250707-0001/43049126",
    )
    return {
        "letter": letter,
        "table": Sheet(**head, layout="table", table=table, signs=signs),
        "poster": Sheet(**head, layout="poster", lines=lines, items=(said,) * 6),
        "ticket": Sheet(**head, layout="ticket", large="127", lines=lines[:1]),
    }


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    main()
