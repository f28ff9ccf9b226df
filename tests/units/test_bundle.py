"""The bundled files: what was counted once must not drift, and each number has its reason."""

import csv
import hashlib
import unicodedata
from collections import Counter

import pytest

from haicap.units.load_files import DATA, rows
from haicap.units.load_names import COMMITTEE


class TestManifest:
    @pytest.mark.parametrize("line", rows("manifest.csv"), ids=lambda line: line["file"])
    def test_tells_the_bytes_and_rows_of_each_file(self, line: dict[str, str]) -> None:
        content = (DATA / line["file"]).read_bytes()

        assert hashlib.sha256(content).hexdigest() == line["sha256"]
        assert len(rows(line["file"])) == int(line["rows"])

    def test_is_not_empty(self) -> None:
        assert len(rows("manifest.csv")) == 6

    def test_goes_with_the_licence_and_the_source(self) -> None:
        licence = (DATA / "LICENSE-vietnamadminunits").read_text(encoding="utf-8")
        readme = (DATA / "README.md").read_text(encoding="utf-8")

        assert "MIT License" in licence
        assert "vietnamadminunits 1.0.4" in readme


class TestNumbers:
    def test_there_were_10035_communes_and_five_islands_without(self) -> None:
        # The package has 10,040 rows: five of them are island districts without communes.
        # The table of the statistics office counts 10,034 former units that changed hands.
        communes = {row["code"] for row in rows("old_communes.csv")}
        with_communes = {row["parent"] for row in rows("old_communes.csv")}
        districts = {row["code"]: row["name"] for row in rows("old_districts.csv")}
        islands = sorted(districts[code] for code in districts.keys() - with_communes)

        assert len(communes) == 10_035
        assert len(districts) == 696
        assert islands == ["Bạch Long Vĩ", "Côn Đảo", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn"]

    def test_kinds_are_those_of_the_names(self) -> None:
        kinds = Counter(row["kind"] for row in rows("communes.csv"))

        assert kinds == {"commune": 2621, "ward": 687, "special_zone": 13}

    def test_each_province_has_the_communes_that_its_line_says(self) -> None:
        found = Counter((row["parent"], row["kind"]) for row in rows("communes.csv"))
        for line in rows("provinces.csv"):
            said = (line["communes"], line["wards"], line["special_zones"])
            counted = (
                str(found[line["code"], kind])
                for kind in ("commune", "ward", "special_zone")
            )
            assert tuple(counted) == said, line["name"]

    def test_471_are_split_in_the_source_and_442_without_the_doubtful(self) -> None:
        # The statistics office counts 442; the rest are confusions of names in the source.
        lines = rows("successions.csv")
        all_heirs = Counter(line["old"] for line in lines)
        sure = Counter(line["old"] for line in lines if not line["doubtful"])

        assert sum(1 for count in all_heirs.values() if count > 1) == 471
        assert sum(1 for count in sure.values() if count > 1) == 442
        assert sum(1 for line in lines if line["doubtful"]) == 31
        assert all(sure[old] for old in all_heirs)

    def test_3316_new_communes_kept_the_code_of_a_part(self) -> None:
        parts = {(line["old"], line["new"]) for line in rows("successions.csv")}
        kept = sum(1 for old, new in parts if old == new and len(new) == 5)

        assert kept == 3_316


class TestText:
    @pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda p: p.name)
    def test_is_composed_and_trimmed(self, path: object) -> None:
        with open(str(path), encoding="utf-8", newline="") as file:
            for line in csv.reader(file):
                for value in line:
                    assert value == unicodedata.normalize("NFC", " ".join(value.split()))

    def test_names_begin_with_a_capital_or_a_number(self) -> None:
        for row in rows("communes.csv") + rows("old_communes.csv"):
            assert not row["name"][0].islower(), row

    def test_points_lie_in_the_country(self) -> None:
        for name in ("communes.csv", "old_communes.csv", "old_districts.csv"):
            for row in rows(name):
                if row["latitude"]:
                    assert 8 <= float(row["latitude"]) <= 23.5, row
                    assert 102 <= float(row["longitude"]) <= 115, row

    def test_an_area_is_known_and_more_than_nought_or_empty(self) -> None:
        areas = [row["area_km2"] for row in rows("communes.csv")]

        assert areas.count("") == 4
        assert all(float(area) > 0 for area in areas if area)

    def test_a_committee_is_called_after_its_territory(self) -> None:
        assert COMMITTEE.at("ward", "Hoàn Kiếm") == (
            "Ủy ban nhân dân phường Hoàn Kiếm",
            "People's Committee of Hoàn Kiếm Ward",
        )
        assert COMMITTEE.at("ward", "4")[1] == "People's Committee of Ward 4"
