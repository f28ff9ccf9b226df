"""Finding procedures by what people call them."""

from datetime import date

import pytest

from haicap.procedures import find

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 7)


def codes(query: str, on: date = ON) -> list[str]:
    return [str(version.procedure) for version in find.search(query, on).versions]


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("1.001193", "1.001193"),
            ("2.00098", "2.000986"),
            ("đăng ký khai sinh", "1.001193"),
            ("DANG KY KHAI SINH", "1.001193"),
            ("khai sinh", "1.001193"),
            ("birth registration", "1.001193"),
            ("giấy khai sinh", "1.001193"),
            ("birth certificate", "1.001193"),
            ("đăng ký kết hôn", "1.000894"),
            ("giấy độc thân", "1.004873"),
            ("nhập hộ khẩu", "1.004222"),
            ("cắt khẩu", "1.003197"),
            ("sao y", "2.000815"),
            ("vneid", "3.000228"),
            ("thường trú", "1.004222"),
        ],
    )
    def test_finds_it_first(self, query: str, first: str) -> None:
        assert codes(query)[0] == first

    @pytest.mark.parametrize(
        ("query", "among"),
        [
            ("sổ đỏ", "1.012786"),
            ("cccd", "1.014061"),
            ("hộ kinh doanh", "1.001612"),
            ("nước ngoài kết hôn", "2.000806"),
            ("mai táng", "1.001731"),
        ],
    )
    def test_finds_it_by_synonym_or_in_any_order(self, query: str, among: str) -> None:
        assert among in codes(query)

    @pytest.mark.parametrize(
        ("query", "corrected"),
        [("khai snih", "khai sinh"), ("đăng ký kêt hônn", "dang ky ket hon")],
    )
    def test_forgives_slips(self, query: str, corrected: str) -> None:
        found = find.search(query, ON)

        assert found.corrected == corrected
        assert found.versions

    @pytest.mark.parametrize("query", ["", "   ", "!!!", "zzqqxx", "'--", "%", "\\"])
    def test_finds_nothing_for_nothing(self, query: str) -> None:
        assert codes(query) == []

    def test_finds_only_what_is_in_force(self) -> None:
        assert "1.011606" in codes("hộ nghèo")
        assert "1.011606" not in codes("hộ nghèo", date(2027, 1, 1))
        assert codes("khai sinh", date(2024, 12, 31)) == []

    def test_gives_no_more_than_asked(self) -> None:
        assert len(find.search("đăng ký", ON, limit=3).versions) == 3


class TestVersion:
    @pytest.mark.parametrize("name", ["1.001193", "dang-ky-khai-sinh"])
    def test_is_given_by_code_or_slug(self, name: str) -> None:
        assert find.version(name, ON).name_vi == "Thủ tục đăng ký khai sinh"

    def test_that_is_not_in_force_is_refused(self) -> None:
        with pytest.raises(find.ProcedureUnknown) as refused:
            find.version("3.000722", ON)

        assert refused.value.status == 404


def test_synonyms_fold_and_stand_in_groups_of_several() -> None:
    assert all(len(group) > 1 for group in find.synonyms())
    assert any({"so do", "red book"} <= group for group in find.synonyms())


def test_a_procedure_is_found_in_force_or_not() -> None:
    assert find.by_name("3.000722") is not None
    assert find.by_name("dang-ky-khai-sinh") is not None
    assert find.by_name("nothing") is None
