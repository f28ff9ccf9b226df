"""Finding by code, by name, by address."""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from haicap.common.errors import NotFound
from haicap.common.text import sort_key
from haicap.units import find
from haicap.units.models import Level, TerritoryVersion

pytestmark = pytest.mark.django_db

BEFORE = date(2025, 6, 30)
AFTER = date(2025, 7, 2)
LATER = date(2026, 11, 1)


class TestByCode:
    def test_depends_on_the_day(self) -> None:
        assert find.by_code("00070", BEFORE).name == "Phường Hàng Trống"
        assert find.by_code("00070", AFTER).name == "Phường Hoàn Kiếm"

    def test_tells_the_level_by_the_length(self) -> None:
        assert find.by_code("01", BEFORE).level == Level.PROVINCE
        assert find.by_code("001", BEFORE).name == "Quận Ba Đình"

    def test_names_the_nearest_when_there_is_none(self) -> None:
        with pytest.raises(find.NoTerritory) as refused:
            find.by_code("00071", AFTER)

        assert refused.value.details["nearest"] == "00070"
        assert "Phường Hoàn Kiếm" in str(refused.value)

    def test_knows_no_district_after_its_end(self) -> None:
        told = "Quận Ba Đình from 2025-01-01 until 2025"
        with translation.override("en"), pytest.raises(find.Former, match=told):
            find.by_code("001", AFTER)

    @pytest.mark.parametrize("code", ["", "abc", "??", "٣"])
    def test_refuses_what_is_no_code(self, code: str) -> None:
        with pytest.raises(NotFound):
            find.by_code(code, AFTER)

    def test_finds_the_first_that_bore_a_code(self) -> None:
        assert find.first_of("00004", AFTER).name == "Phường Trúc Bạch"
        assert find.first_of("06978", AFTER).name == "Xã Ba Chẽ"


class TestSearch:
    def test_needs_no_diacritics(self) -> None:
        found = find.search("hoan kiem", AFTER)

        assert [version.code for version in found] == ["00070"]

    @pytest.mark.parametrize("written", ["Hòa Bình", "Hoà Bình", "hoa binh", "HÒA  BÌNH"])
    def test_takes_both_placements_of_a_tone_mark(self, written: str) -> None:
        names = {version.short_name for version in find.search(written, AFTER, 5)}

        assert names == {"Hòa Bình"}

    def test_puts_the_name_with_its_accents_first(self) -> None:
        found = [version.short_name for version in find.search("Tân Thạnh", AFTER)]

        assert found[0] == "Tân Thạnh"
        assert {"Tân Thành", "Tân Thanh"} & set(found)
        assert len(set(found[: found.count("Tân Thạnh")])) == 1

    def test_puts_a_code_before_names(self) -> None:
        assert find.search("79", AFTER)[0].name == "Thành phố Hồ Chí Minh"

    def test_puts_the_beginning_before_the_middle(self) -> None:
        found = [version.folded for version in find.search("kiem", AFTER, 50)]

        assert found
        assert all("kiem" in folded for folded in found)

    def test_finds_only_what_exists_on_the_day(self) -> None:
        assert [v.name for v in find.search("trung liet", AFTER)] == []
        assert find.search("Ba Đình", BEFORE)[0].name == "Quận Ba Đình"
        assert find.search("Ba Đình", AFTER)[0].name == "Phường Ba Đình"

    @pytest.mark.parametrize("text", ["", "   ", "…", "'; drop table", "%", "\\"])
    def test_takes_any_text(self, text: str) -> None:
        assert find.search(text, AFTER) == []

    def test_gives_no_more_than_the_limit(self) -> None:
        assert len(find.search("tan", AFTER, 3)) == 3

    def test_is_quick(self) -> None:
        find.search("tan", AFTER)
        start = time.perf_counter()
        find.search("tan thanh", AFTER)

        assert time.perf_counter() - start < 0.5


class TestAddress:
    def test_of_before_gives_the_former_unit_and_its_successor(self) -> None:
        (found,) = find.address("phuong phuc xa, quan ba dinh, ha noi", LATER)

        assert found.version.name == "Phường Phúc Xá"
        assert [version.name for version in found.above[:2]] == [
            "Quận Ba Đình",
            "Thành phố Hà Nội",
        ]
        assert found.passed is not None
        assert found.passed.only is not None
        assert found.passed.only.name == "Phường Hồng Hà"

    @pytest.mark.parametrize(
        "text",
        [
            "12 phố Nghĩa Dũng, P. Phúc Xá, Q. Ba Đình, TP. Hà Nội",
            "Số 3, Phúc Xá, Ba Đình, Hà Nội, Việt Nam",
        ],
    )
    def test_may_have_streets_and_abbreviations(self, text: str) -> None:
        (found,) = find.address(text, LATER)

        assert found.version.code == "00001"

    def test_of_a_split_unit_chooses_nothing(self) -> None:
        (found,) = find.address("p4, tp tân an, long an", LATER)

        assert found.passed is not None
        assert found.passed.needs_choice
        assert found.passed.only is None
        doubtful = [h.version.name for h in found.passed.heirs if h.is_doubtful]
        assert doubtful == ["Phường Tân Ninh"]

    def test_of_today_is_left_as_it_is(self) -> None:
        (found,) = find.address("phường Hoàn Kiếm, Hà Nội", LATER)

        assert found.version.code == "00070"
        assert found.passed is None

    def test_of_an_island_district_leads_to_the_special_zone(self) -> None:
        found = find.address("huyện Lý Sơn, tỉnh Quảng Ngãi", LATER)[0]

        assert found.passed is not None
        assert found.passed.only is not None
        assert found.passed.only.name == "Đặc khu Lý Sơn"

    def test_of_nowhere_is_not_found(self) -> None:
        assert find.address("phường Không Có, quận Ba Đình, Hà Nội", LATER) != []
        assert find.address("Atlantis, Pacific", LATER) == []

    def test_asks_few_questions_of_the_database(self) -> None:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            find.address("tan thanh, ca mau", BEFORE)

        assert len(asked) <= 10


class TestNeighbours:
    def test_lineage_goes_up(self) -> None:
        commune = find.by_code("00070", BEFORE)
        names = [version.name for version in find.lineage_of(commune.territory, BEFORE)]

        assert names == [
            "Phường Hàng Trống",
            "Quận Hoàn Kiếm",
            "Thành phố Hà Nội",
            "Việt Nam",
        ]
        assert find.lineage_of(commune.territory, AFTER) == []

    def test_children_stand_as_in_a_dictionary(self) -> None:
        province = find.by_code("01", AFTER)
        found = find.children(province.territory, AFTER)
        names = [version.name for version in found]
        shorts = [version.short_name for version in found]

        assert len(found) == 126
        assert (
            shorts.index("Dương Nội") < shorts.index("Đa Phúc") < shorts.index("Đống Đa")
        )
        keys = [sort_key(v.short_name + " " + v.name) for v in found]
        assert keys == sorted(keys)
        assert len(set(names)) == 126

    def test_origins_name_what_a_unit_was_made_of(self) -> None:
        hoan_kiem = find.by_code("00070", AFTER)
        names = {o.version.name for o in find.origins(hoan_kiem.territory, AFTER)}

        assert len(names) == 14
        assert {"Phường Hàng Trống", "Phường Tràng Tiền"} <= names

    def test_origins_of_a_renamed_unit_are_still_those_that_made_it(self) -> None:
        province = find.by_code("75", LATER)
        names = {o.version.name for o in find.origins(province.territory, LATER)}

        assert names == {"Tỉnh Bình Phước", "Tỉnh Đồng Nai"}

    def test_a_former_unit_has_no_origins_on_record(self) -> None:
        former = TerritoryVersion.objects.on(BEFORE).get(code="00001")

        assert find.origins(former.territory, BEFORE) == []
