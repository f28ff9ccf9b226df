"""The rules by which the package's data become ours; on small made-up rows."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "units_cleaning.py"


@pytest.fixture(scope="module")
def cleaning() -> ModuleType:
    spec = importlib.util.spec_from_file_location("units_cleaning", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["units_cleaning"] = module
    spec.loader.exec_module(module)
    return module


def old(
    code: str, ward: str, district: str, province: str, **more: Any
) -> dict[str, Any]:
    key = ward.lower().replace(" ", "")
    return {
        "wardCode": code, "ward": ward, "wardKey": key, "districtCode": district,
        "districtKey": f"d{district}", "provinceCode": province, "provinceKey": province,
        "wardLat": 10.0, "wardLon": 106.0, **more,
    }  # fmt: skip


def new(code: str, ward: str, **more: Any) -> dict[str, Any]:
    return {
        "wardCode": code, "ward": ward, "wardKey": ward.lower().replace(" ", ""),
        "provinceCode": "80", "provinceKey": "P", "wardLat": 10.0, "wardLon": 106.0,
        "wardAreaKm2": 20.0, **more,
    }  # fmt: skip


class TestName:
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("xã Bắc Sơn", ("commune", "Bắc Sơn")),
            ("Thị Trấn Prao", ("township", "Prao")),
            ("Xã é Tòng", ("commune", "É Tòng")),
            ("Phường  4", ("ward", "4")),
            ("Xã Hoa\u0300", ("commune", "Hoà")),
        ],
    )
    def test_tells_kind_and_short_name(
        self, cleaning: ModuleType, name: str, said: tuple[str, str]
    ) -> None:
        assert cleaning.split_name(name, cleaning.COMMUNES) == said

    def test_without_a_kind_is_refused(self, cleaning: ModuleType) -> None:
        with pytest.raises(ValueError):
            cleaning.split_name("Hà Nội", cleaning.COMMUNES)


class TestDoubt:
    def edges(self, cleaning: ModuleType) -> list[Any]:
        far, near = old("1", "Phường 4", "A", "49"), old("2", "Phường 4", "B", "45")
        base_far, base_near = (
            old("3", "Phường 1", "A", "49"),
            old("4", "Phường 2", "B", "45"),
        )
        heirs = [new("10", "Phường Long An"), new("20", "Phường Tân Ninh")]
        both = [
            {"newWardKey": h["wardKey"], "isDefaultNewWard": i == 0}
            for i, h in enumerate(heirs)
        ]
        conversion = {
            "DICT_PROVINCE_WARD_NO_DIVIDED": {
                "P": {
                    heirs[0]["wardKey"]: ["49_dA_phường1"],
                    heirs[1]["wardKey"]: ["45_dB_phường2"],
                }
            },
            "DICT_PROVINCE_WARD_DIVIDED": {
                "P": {"49_dA_phường4": both, "45_dB_phường4": both}
            },
        }
        found: list[Any] = cleaning.edges(
            heirs, [far, near, base_far, base_near], conversion
        )
        return found

    def test_falls_on_the_successor_of_a_namesake(self, cleaning: ModuleType) -> None:
        doubtful = {
            (e.old["wardCode"], e.new["wardCode"])
            for e in self.edges(cleaning)
            if e.doubtful
        }

        assert doubtful == {("1", "20"), ("2", "10")}

    def test_moves_the_suggestion_to_the_one_that_is_left(
        self, cleaning: ModuleType
    ) -> None:
        rows = set(cleaning.commune_successions(self.edges(cleaning)))

        # The package's default for "2" is the doubtful one.
        assert ("2", "20", "part", "1", "") in rows
        assert ("2", "10", "part", "", "1") in rows


class TestPoint:
    def commune(
        self, cleaning: ModuleType, lats: list[float], given: float
    ) -> tuple[Any, ...]:
        heir = new("10", "Xã Lương Sơn", wardLat=given)
        edges = [
            cleaning.Edge(old(str(i), f"Xã {i}", "A", "P", wardLat=lat), heir, True, True)
            for i, lat in enumerate(lats)
        ]
        (row,) = cleaning.communes([heir], edges)
        found: tuple[Any, ...] = row
        return found

    def test_moves_to_the_middle_when_impossible(self, cleaning: ModuleType) -> None:
        row = self.commune(cleaning, [10.0, 10.02, 10.04], given=11.0)

        assert row[4] == "10.02"
        assert "middle" in row[7]

    @pytest.mark.parametrize(
        ("lats", "given"),
        [
            ([10.0, 10.02], 10.1),  # near enough
            ([10.0, 10.0], 11.0),  # one point for all: not found, no witness
            ([10.0, 10.5], 11.0),  # the witnesses disagree
        ],
    )
    def test_stays_when_it_may_be_right(
        self, cleaning: ModuleType, lats: list[float], given: float
    ) -> None:
        assert self.commune(cleaning, lats, given)[7] == ""

    def test_area_of_nought_is_not_known(self, cleaning: ModuleType) -> None:
        (row,) = cleaning.communes([new("10", "Xã A", wardAreaKm2=0.0)], [])

        assert row[6] == ""
