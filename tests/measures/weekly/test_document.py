"""What reports say, and how they are printed."""

import csv
import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from haicap.measures.weekly.compose import compose
from haicap.measures.weekly.figures import UNKNOWN, Counted, Figures
from haicap.measures.weekly.markdown import markdown
from haicap.measures.weekly.pdf import pdf
from haicap.measures.weekly.spreadsheet import spreadsheet
from haicap.measures.weekly.words import LANGUAGES, words_in
from tests.measures.weekly import samples

# Every letter of Vietnamese, with every tone.
LETTERS = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ"
ALPHABETS = {
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "nb": "æøåéô",
    "nl": "ëïéóèü",
}


def text_of(content: bytes) -> str:
    """The text of a PDF on one line, without soft breaks."""
    pages = PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def report(language: str = "en", figures: Figures | None = None) -> str:
    """A report as Markdown."""
    return markdown(compose(samples.frozen(figures), words_in(language)))


class TestNarrative:
    def test_says_what_the_resolution_says(self) -> None:
        said = report()

        for wanted in (
            "From 1 July 2025 to 24 August 2025, 6,500,000 dossiers",
            "4,800,000 dossiers (73.8%) are decided at commune level",
            "4,797,000 dossiers (73.8%) were filed online",
            "5,200,000 dossiers had been returned: 80.0% of those received",
            "72.0% were settled on time or early (3,744,000 of 5,200,000)",
            "60.6% have been returned and were not late (3,744,000 of 6,175,000)",
            "Ho Chi Minh City (753,000), Hanoi (500,000), Hải Phòng (325,000)",
            "These 7 localities account for 41.4% of all dossiers.",
            "That is 2.1% more than in the week before (856,002).",
            "has grown by 15.5%, from 5,625,852 to 6,500,000",
        ):
            assert wanted in said

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_what_is_not_known_is_not_nought(self, language: str) -> None:
        words = words_in(language)
        said = report(language, samples.nothing())

        for name in ("online_unknown", "on_time_unknown", "growth_unknown"):
            assert words.say(name) in said
        assert words.say("not_known") in said
        assert words.say("previous_unknown") in said
        assert "0,0" not in said
        assert "0.0" not in said

    def test_one_of_each_is_one(self) -> None:
        figures = samples.nation(0)
        one = Figures(
            **vars(figures)
            | {
                "to_date": {
                    **figures.to_date,
                    "received": Counted(1),
                    "online": Counted(1, 1),
                    "overdue-open": Counted(1),
                }
            }
        )

        assert "1 дело (100,0\u00a0%)" in report("ru", one)
        assert "1 справа; частини" in report("uk", one)
        assert "1 dossier was open and overdue" in report("en", one)

    def test_says_when_part_is_simulated(self) -> None:
        assert "Simulated data: all" in report("en")
        assert "500 of the 6,500,000" in report("en", samples.nation(500))
        assert "imulated" not in report("en", samples.nation(0))


@pytest.mark.parametrize("language", LANGUAGES)
class TestPdf:
    def test_holds_what_the_markdown_says(self, language: str) -> None:
        document = compose(samples.frozen(), words_in(language))

        said = text_of(pdf(document, samples.AS_OF)).replace("\u00a0", " ")

        for paragraph in (*document.paragraphs, *document.notices, document.title):
            assert re.sub(r"\s+", " ", paragraph) in said
        for name in samples.NAMES.values():
            assert words_in(language).place(name) in said

    def test_says_on_every_page_that_data_are_simulated(self, language: str) -> None:
        document = compose(samples.frozen(), words_in(language))
        pages = PdfReader(io.BytesIO(pdf(document, samples.AS_OF))).pages

        assert len(pages) == 3
        for number, page in enumerate(pages, 1):
            said = page.extract_text()
            assert words_in(language).say("mark_all") in said
            assert samples.SNAPSHOT in said
            assert document.page % {"page": number, "pages": 3} in said

    def test_is_small_and_the_same_to_the_byte(self, language: str) -> None:
        document = compose(samples.frozen(), words_in(language))

        first = pdf(document, samples.AS_OF)

        assert len(first) < 400_000
        assert pdf(document, samples.AS_OF) == first

    def test_is_for_archives_tagged_and_dated(self, language: str) -> None:
        document = compose(samples.frozen(), words_in(language))
        reader = PdfReader(io.BytesIO(pdf(document, samples.AS_OF)))
        root: Any = reader.trailer["/Root"].get_object()
        xmp = root["/Metadata"].get_object().get_data().decode()

        assert re.search(r"pdfaid:part>2<", xmp)
        assert re.search(r"pdfaid:conformance>A<", xmp)
        assert re.search(r"pdfuaid:part>1<", xmp)
        assert root["/MarkInfo"]["/Marked"].value is True
        assert str(root["/Lang"]).startswith(language)
        assert reader.metadata is not None
        assert reader.metadata.creation_date == samples.AS_OF


@pytest.mark.parametrize(
    "letters", [LETTERS, LETTERS.upper(), *ALPHABETS.values()], ids=lambda each: each[:6]
)
def test_every_letter_can_be_read_back(letters: str) -> None:
    document = compose(samples.frozen(), words_in("vi"))
    told = type(document)(**vars(document) | {"paragraphs": tuple(letters.split())})

    said = text_of(pdf(told, samples.AS_OF))

    assert [word for word in letters.split() if word not in said] == []


class TestSpreadsheet:
    def rows(self, figures: Figures | None = None) -> list[dict[str, str]]:
        """The rows by their headings."""
        text = spreadsheet(samples.frozen(figures))
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_has_every_figure_with_its_parts(self) -> None:
        (online,) = (
            row
            for row in self.rows()
            if (row["measure"], row["scope"], row["since"])
            == ("online", "nation", "2025-07-01")
        )

        assert online["value"] == "0.738000"
        assert (online["numerator"], online["denominator"]) == ("4797000", "6500000")
        assert online["until"] == "2025-08-25"
        assert online["simulated"] == "all"

    def test_tells_a_share_as_one_however_its_measure_is_put_together(self) -> None:
        told = {
            row["measure"]: float(row["value"])
            for row in self.rows()
            if (row["unit"], row["scope"]) == ("share", "nation")
        }

        assert {"on-time", "on-time-of-received", "returned-of-received"} <= set(told)
        assert all(0 < share < 1 for share in told.values())

    def test_leaves_empty_what_is_not_known(self) -> None:
        rows = {row["measure"]: row for row in self.rows(samples.nothing())}

        assert rows["on-time"]["value"] == ""
        assert rows["received"]["value"] == "0"
        growth = next(
            row for row in self.rows(samples.nothing()) if "growth" in row["measure"]
        )
        assert (growth["value"], growth["numerator"]) == ("", "")

    def test_has_a_row_for_every_province_and_measure(self) -> None:
        provinces = [row for row in self.rows() if row["scope"] == "province"]

        assert {row["code"] for row in provinces} == set(samples.NAMES)
        assert len(provinces) == 34 * (6 + 8)


def test_figures_are_the_same_after_they_were_kept() -> None:
    for figures in (samples.nation(), samples.nothing()):
        assert Figures.from_json(figures.to_json()) == figures


def test_a_share_of_nothing_has_no_value() -> None:
    assert Counted(0, 0).share is None
    assert UNKNOWN.share is None
    assert Counted(0, 5).share == 0
