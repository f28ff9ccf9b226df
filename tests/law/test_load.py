"""The register of legal documents is checked before a row of it is written."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from haicap.law import load as loading
from haicap.law.load import DATA, RowRefused, load, read
from haicap.law.models import Clause, LegalDocument, Relation

FIRST = "72/2025/QH15,law,National Assembly,2025-06-16,,2025-06-16,"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


class TestBundledRegister:
    @pytest.mark.django_db
    def test_is_in_the_database(self) -> None:
        register = read()

        assert len(register.documents) >= 160
        assert LegalDocument.objects.count() >= len(register.documents)
        assert Clause.objects.filter(
            document__number="63/2010/NĐ-CP", label="Art 8(2)"
        ).exists()
        assert Relation.objects.filter(
            document__number="367/2025/NĐ-CP",
            kind="amends",
            other__number="118/2025/NĐ-CP",
        ).exists()

    @pytest.mark.django_db
    def test_loading_again_changes_nothing(self) -> None:
        before = list(LegalDocument.objects.order_by("pk").values())
        links = Relation.objects.count()

        assert load() == len(read())

        assert list(LegalDocument.objects.order_by("pk").values()) == before
        assert Relation.objects.count() == links

    @pytest.mark.django_db
    def test_a_corrected_row_is_corrected_in_the_database(self, folder: Path) -> None:
        change(folder, "documents.csv", "One-stop mechanism,yes", "One stop,yes")

        load(folder)

        assert LegalDocument.objects.get(number="61/2018/NĐ-CP").title == "One stop"

    @pytest.mark.django_db
    def test_an_unverified_number_says_so(self) -> None:
        document = LegalDocument.objects.get(number="public-employees-law-2025")

        assert not document.is_number_verified

    @pytest.mark.django_db
    def test_a_date_known_only_to_the_month_is_a_note(self) -> None:
        document = LegalDocument.objects.get(number="7415/BNV-CCVC")

        assert document.issued_on is None
        assert document.date_note == "2025-08"


class TestInForce:
    @pytest.mark.parametrize(
        ("number", "on", "answer"),
        [
            ("118/2025/NĐ-CP", date(2025, 6, 30), False),
            ("118/2025/NĐ-CP", date(2025, 7, 1), True),
            ("132/2025/NĐ-CP", date(2027, 2, 28), True),
            ("132/2025/NĐ-CP", date(2027, 3, 1), False),
            ("367/2025/NĐ-CP", date(2026, 7, 1), None),
        ],
    )
    @pytest.mark.django_db
    def test_is_answered_for_a_day(
        self, number: str, on: date, answer: bool | None
    ) -> None:
        assert LegalDocument.objects.get(number=number).is_in_force(on) is answer


FAULTS = [
    ("documents.csv", "number,type", "no,type", 1, "columns"),
    ("documents.csv", "72/2025/QH15,law,", "72/2025/QH15,law,x,", 2, "columns"),
    ("documents.csv", "72/2025/QH15,law", ",law", 2, "number"),
    ("documents.csv", "72/2025/QH15,law", "72/2025/QH15,act", 2, "type"),
    ("documents.csv", "National Assembly", "", 2, "issuer"),
    ("documents.csv", FIRST, FIRST.replace("2025-06-16", "16/6/2025", 1), 2, "issued_on"),
    (
        "documents.csv",
        FIRST,
        FIRST.replace("16,,2025", "16,2025-06,2025"),
        2,
        "date_note",
    ),
    ("documents.csv", FIRST, FIRST + "2025-06-15", 2, "expires_on"),
    ("documents.csv", ",yes,", ",perhaps,", 2, "number_verified"),
    ("documents.csv", ",95\n", ",101\n", 2, "confidence"),
    ("documents.csv", "63/2025/QH15,law", "72/2025/QH15,law", 3, "number"),
    ("clauses.csv", "72/2025/QH15,Art 11,", "72/2025/QH15,Article 11,", 2, "clause"),
    ("clauses.csv", "72/2025/QH15,Art 11,", "72/2025/QH16,Art 11,", 2, "number"),
    ("clauses.csv", "72/2025/QH15,Art 12,", "72/2025/QH15,Art 11,", 3, "clause"),
    ("relations.csv", ",amends,", ",improves,", 2, "kind"),
    ("relations.csv", "amends,01/2025/TT-BNV", "amends,1/2025", 2, "other"),
    ("relations.csv", "amends,01/2025/TT-BNV", "amends,002/2025/TT-BNV", 2, "other"),
]


class TestFaults:
    @pytest.mark.parametrize(("file", "old", "new", "line", "field"), FAULTS)
    @pytest.mark.django_db
    def test_name_file_line_and_field_and_leave_nothing(
        self, folder: Path, file: str, old: str, new: str, line: int, field: str
    ) -> None:
        before = list(LegalDocument.objects.order_by("pk").values())
        change(folder, file, old, new)

        with pytest.raises(RowRefused) as refused:
            load(folder)

        assert str(refused.value).startswith(f"{file}:{line} {field}: ")
        assert refused.value.status == 422
        assert list(LegalDocument.objects.order_by("pk").values()) == before

    def test_a_relation_may_not_stand_twice(self, folder: Path) -> None:
        with (folder / "relations.csv").open("a", encoding="utf-8") as file:
            file.write("002/2025/TT-BNV,amends,01/2025/TT-BNV,again\n")

        said = "a second time"
        with translation.override("en"), pytest.raises(RowRefused, match=said):
            loading.read(folder)
