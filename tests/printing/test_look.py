import os, time
from datetime import date, timedelta
import pytest
from tests import given
from haicap.printing import actions, build, layout
from haicap.papers import typeset
from haicap.dossiers import actions as dossiers
pytestmark = pytest.mark.django_db
OUT="/tmp/look/"
def draw(name, sheets):
    sheet, also = sheets
    data = layout.data_of(sheet, also, "7K3QMZ5T9XAB")
    for i, png in enumerate(typeset.pictures(layout.FOLDER/f"{sheet.layout}.typ", data, ppi=80)):
        __import__("pathlib").Path(f"{OUT}{name}-{i+1}.png").write_bytes(png)
    t=time.perf_counter(); made=layout.printed(sheet, also, "7K3QMZ5T9XAB", given.MONDAY); dt=time.perf_counter()-t
    made2=layout.printed(sheet, also, "7K3QMZ5T9XAB", given.MONDAY)
    t=time.perf_counter(); made2=layout.printed(sheet, also, "8K3QMZ5T9XAB", given.MONDAY); dt2=time.perf_counter()-t
    __import__("pathlib").Path(f"{OUT}{name}.pdf").write_bytes(made); print(name, len(made), round(dt*1000,1), round(dt2*1000,1))
def test_look():
    r = given.processing()
    r.address="Số 12, đường Nguyễn Trãi, phường Hàm Rồng, tỉnh Thanh Hoá"; r.email="an@example.vn"; r.save()
    for lang in ("vi","en"):
        d = build.read(r.pk)
        draw(f"receipt-{lang}", layout.in_languages(lambda: build.OF_DOSSIER["receipt"](d), lang))
    dossiers.reappoint(r, new_due_at=r.due_at+timedelta(days=2) if r.due_at else None, reason="Phải xác minh hộ tịch tại nơi cư trú trước đây của cha mẹ; cơ quan được hỏi chưa trả lời.", by=given.signer(), at=given.MONDAY+timedelta(hours=2))
    d = build.read(r.pk)
    for lang in ("vi","en"):
        draw(f"apology-{lang}", layout.in_languages(lambda: build.OF_DOSSIER["apology"](d), lang))
    draw("sheet", layout.in_languages(lambda: build.OF_DOSSIER["control_sheet"](d), "vi"))
    draw("register", layout.in_languages(lambda: build.register(given.centre(), date(2025,7,1), date(2025,7,31)), "vi"))
    draw("ticket", layout.in_languages(lambda: build.ticket(given.centre(), 27, given.MONDAY), "en"))
    draw("poster", layout.in_languages(lambda: build.poster(given.version(), given.centre()), "vi"))
    s = given.submitted()
    dossiers.ask_supplement(s, faults=[{"about":"to-khai","what":"Tờ khai chưa ghi nơi sinh và chưa ký."},{"about":"","what":"Bản chụp giấy chứng sinh không đọc được."}], by=given.receptionist(), at=given.MONDAY)
    d2 = build.read(s.pk)
    for lang in ("vi","en"):
        draw(f"supplement-{lang}", layout.in_languages(lambda: build.OF_DOSSIER["supplement_request"](d2), lang))
    s = given.submitted(); dossiers.refuse(s, reason="Không thuộc thẩm quyền giải quyết", by=given.receptionist(), at=given.MONDAY)
    d3 = build.read(s.pk)
    draw("refusal", layout.in_languages(lambda: build.OF_DOSSIER["refusal_slip"](d3), "vi"))
    s = given.processing(); dossiers.stop(s, reason="Người yêu cầu không nộp bổ sung", ground="", by=given.signer(), at=given.MONDAY+timedelta(hours=3))
    d4 = build.read(s.pk)
    draw("stop", layout.in_languages(lambda: build.OF_DOSSIER["stop_notice"](d4), "vi"))
