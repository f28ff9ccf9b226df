"""The papers themselves: what stands on them, how large, how fast, always the same."""

import io
from datetime import date, timedelta

import pytest
from django.utils import translation
from pypdf import PdfReader

from haicap.dossiers import actions as dossiers
from haicap.dossiers.models import Dossier
from haicap.dossiers.numbers import secret_of
from haicap.papers import actions as papers
from haicap.papers import typeset
from haicap.printing import actions, build, layout
from haicap.printing.models import PaperKind, Print
from haicap.printing.words import day_of, moment_of
from tests import given

pytestmark = pytest.mark.django_db

LARGEST = 60 * 1024
LETTERS = (
    "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ i ì ỉ ĩ í ị o ò ỏ õ ó ọ "
    "ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ u ù ủ ũ ú ụ ư ừ ử ữ ứ ự y ỳ ỷ ỹ ý ỵ đ"
)
EVERY = f"{LETTERS} {LETTERS.upper()} ñ ʼ".replace(" ʼ", "")


def text_of(data: bytes) -> str:
    """What a machine reads in it, in one line."""
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def papered() -> dict[str, Dossier]:
    """A dossier for every paper of one, by its kind."""
    late = given.processing()
    assert late.due_at is not None
    late = dossiers.reappoint(
        late,
        new_due_at=late.due_at + timedelta(days=1),
        reason="Phải xác minh ở nơi cư trú cũ",
        by=given.signer(),
        at=given.MONDAY + given.HOUR * 2,
    )
    asked = dossiers.ask_supplement(
        given.submitted(),
        faults=[{"about": "to-khai", "what": "Tờ khai chưa ký"}],
        by=given.receptionist(),
        at=given.MONDAY,
    )
    refused = dossiers.refuse(
        given.submitted(),
        reason="Không thuộc thẩm quyền",
        by=given.receptionist(),
        at=given.MONDAY,
    )
    stopped = dossiers.stop(
        given.processing(),
        reason="Không bổ sung hồ sơ",
        by=given.signer(),
        at=given.MONDAY + given.HOUR * 2,
    )
    return {
        PaperKind.RECEIPT: late,
        PaperKind.APOLOGY: late,
        PaperKind.CONTROL_SHEET: late,
        PaperKind.SUPPLEMENT_REQUEST: asked,
        PaperKind.REFUSAL_SLIP: refused,
        PaperKind.STOP_NOTICE: stopped,
    }


def printed(dossier: Dossier, kind: str, language: str = "vi") -> Print:
    """A paper of the dossier, printed at the counter."""
    by = given.receptionist()
    return actions.print_paper(dossier, kind, language=language, by=by, at=given.MONDAY)


@pytest.mark.parametrize("language", layout.LANGUAGES)
def test_every_paper_is_one_page_small_and_for_the_archive(language: str) -> None:
    for kind, dossier in papered().items():
        data = papers.read(printed(dossier, kind, language).file)
        reader = PdfReader(io.BytesIO(data))

        assert len(data) <= LARGEST, (kind, language, len(data))
        assert len(reader.pages) == 1, (kind, language)
        assert b"<pdfaid:part>2</pdfaid:part>" in data, kind
        fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
        assert all(
            "+LiberationSerif" in str(f.get_object()["/BaseFont"]) for f in fonts.values()
        )
        text = text_of(data)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert "Độc lập - Tự do - Hạnh phúc" in text
        assert "Hàm Rồng, ngày 07 tháng 7 năm 2025" in text
        assert dossier.number in text


def test_what_stands_on_the_receipt() -> None:
    dossier = given.received()

    text = text_of(papers.read(printed(dossier, PaperKind.RECEIPT).file))

    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in text
    assert "ỦY BAN NHÂN DÂN PHƯỜNG HÀM RỒNG TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in text
    assert "NGUYỄN VĂN AN" in text
    assert secret_of(dossier) in text
    with translation.override("vi"):
        assert moment_of(dossier.due_at) in text
    assert "Receipt" not in text


def test_english_stands_below_the_vietnamese_that_binds() -> None:
    text = text_of(papers.read(printed(given.received(), PaperKind.RECEIPT, "en").file))

    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in text
    assert "RECEIPT OF THE DOSSIER AND APPOINTMENT" in text
    assert "Birth registration" in text


def test_the_supplement_names_every_fault_with_its_paper() -> None:
    dossier = papered()[PaperKind.SUPPLEMENT_REQUEST]

    text = text_of(papers.read(printed(dossier, PaperKind.SUPPLEMENT_REQUEST).file))

    assert "Tờ khai chưa ký" in text
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in text


def test_every_letter_of_vietnamese_is_there_and_can_be_read_back() -> None:
    dossier = given.processing()
    stopped = dossiers.stop(
        dossier, reason=EVERY, by=given.signer(), at=given.MONDAY + given.HOUR * 2
    )

    text = text_of(papers.read(printed(stopped, PaperKind.STOP_NOTICE).file))

    assert "".join(EVERY.split()) in text.replace(" ", "")


def test_the_same_state_gives_the_same_bytes() -> None:
    dossier = given.received()

    def made() -> bytes:
        sheet, also = layout.in_languages(
            lambda: build.OF_DOSSIER["receipt"](build.read(dossier.pk)), "en"
        )
        assert sheet is not None
        return layout.printed(sheet, also, "0123456789AB", given.MONDAY)

    first = made()
    vars(typeset._kept).clear()
    with translation.override("en"):
        assert made() == first


def test_moments_are_written_as_official_papers_write_them() -> None:
    with translation.override("vi"):
        assert day_of(date(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
        assert day_of(date(2025, 7, 15)) == "ngày 15 tháng 7 năm 2025"
        assert moment_of(given.MONDAY) == "09 giờ 00 phút, ngày 07 tháng 7 năm 2025"


def test_the_register_lists_what_was_received_on_as_many_pages_as_it_needs() -> None:
    numbers = [given.received().number for _ in range(20)]

    row = actions.print_register(
        given.centre(),
        since=date(2025, 7, 1),
        until=given.TODAY,
        by=given.receptionist(),
        at=given.MONDAY,
    )

    text = text_of(papers.read(row.file))
    assert "SỔ THEO DÕI HỒ SƠ" in text
    assert all(number in text.replace(" ", "") for number in numbers)


def test_every_line_of_a_table_fills_its_columns() -> None:
    dossier = given.settled()
    register = build.register(given.centre(), given.TODAY, given.TODAY)
    for sheet in (register, build.OF_DOSSIER["control_sheet"](build.read(dossier.pk))):
        assert sheet is not None
        assert sheet.table is not None
        assert sheet.table.rows
        wide = len(sheet.table.columns)
        assert len(sheet.table.widths) == wide
        assert all(len(row) == wide for row in sheet.table.rows)


def test_the_control_sheet_tells_every_step_with_its_verdict() -> None:
    dossier = given.settled()

    text = text_of(papers.read(printed(dossier, PaperKind.CONTROL_SHEET).file))

    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in text
    assert "đúng hạn" in text
    assert "Cán bộ minh" in text


def test_the_poster_tells_what_to_bring() -> None:
    row = actions.print_poster(
        given.version(), given.centre(), by=given.receptionist(), at=given.MONDAY
    )

    data = papers.read(row.file)
    text = text_of(data)
    assert len(PdfReader(io.BytesIO(data)).pages) == 1
    assert "Thủ tục đăng ký khai sinh" in text
    assert given.needed(given.version())[0].name_vi in text
    assert len(data) <= LARGEST
