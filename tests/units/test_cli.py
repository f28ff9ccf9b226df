"""The three commands, run as a person runs them."""

import json
from collections.abc import Callable
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from haicap.cli.units import find, successors, unit
from haicap.common.errors import NotFound

pytestmark = pytest.mark.django_db

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("haicap.cli.setup_django", lambda: None)

    def invoke(command: click.Command, *words: str) -> Result:
        return CliRunner().invoke(command, words)

    return invoke


def said(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


class TestUnit:
    def test_shows_a_unit_of_the_day(self, run: Run) -> None:
        found = said(run(unit, "00070", "--on", "2025-07-02", "--json"))

        assert found["name"] == "Phường Hoàn Kiếm"
        assert [above["name"] for above in found["part_of"]] == [
            "Thành phố Hà Nội",
            "Việt Nam",
        ]
        assert found["area_km2"] == 1.91
        assert (found["latitude"], found["longitude"]) == (21.032, 105.85)
        assert len(found["formed_from"]) == 14
        assert len(found["agencies"]) == 6

    def test_shows_another_for_another_day(self, run: Run) -> None:
        found = said(run(unit, "00070", "--on", "2025-06-30", "--json"))

        assert found["name"] == "Phường Hàng Trống"
        assert found["formed_from"] == []

    def test_shows_a_table_to_people(self, run: Run) -> None:
        result = run(unit, "00070", "--on", "2025-07-02")

        assert result.exit_code == 0
        assert "Phường Hoàn Kiếm" in result.stdout
        assert "00070.9" in result.stdout

    def test_shows_an_agency_by_its_name_of_the_day(self, run: Run) -> None:
        before = said(run(unit, "25270.2", "--on", "2026-04-29", "--json"))
        after = said(run(unit, "25270.2", "--on", "2026-04-30", "--json"))

        assert before["name"] == "Phòng Kinh tế xã Lộc Ninh"
        assert after["name"] == "Phòng Kinh tế, Hạ tầng và Đô thị phường Lộc Ninh"

    def test_refuses_an_unknown_code_with_the_nearest(self, run: Run) -> None:
        result = run(unit, "99999", "--on", "2025-07-02")

        assert isinstance(result.exception, NotFound)
        assert "32248" in str(result.exception)

    def test_refuses_what_is_no_day(self, run: Run) -> None:
        result = run(unit, "00070", "--on", "yesterday")

        assert result.exit_code == 2
        assert "--on" in result.stderr


class TestSuccessors:
    def test_takes_a_code_as_an_old_paper_means_it(self, run: Run) -> None:
        found = said(run(successors, "00004", "--to", "2025-07-02", "--json"))

        assert found["unit"]["name"] == "Phường Trúc Bạch"
        assert found["needs_choice"] is False

    def test_never_chooses_of_a_split_unit(self, run: Run) -> None:
        found = said(run(successors, "27691", "--to", "2025-07-02", "--json"))
        shown = run(successors, "27691", "--to", "2025-07-02")

        assert found["needs_choice"] is True
        assert [heir["doubtful"] for heir in found["successors"]] == [False, True]
        assert "a person must choose" in shown.stdout

    def test_refuses_to_go_back(self, run: Run) -> None:
        result = run(successors, "00070", "--on", "2025-07-02", "--to", "2025-01-01")

        assert result.exit_code == 2


class TestFind:
    def test_needs_no_diacritics(self, run: Run) -> None:
        found = said(run(find, "tan thanh", "--on", "2025-07-02", "--json"))["found"]

        assert len(found) == 16
        assert {"Phường Tân Thành", "Xã Tân Thanh"} <= {each["name"] for each in found}

    @pytest.mark.parametrize("text", ["phuc xa", "p. phúc xá, quận ba đình, hà nội"])
    def test_leads_from_a_former_unit_to_what_it_became(
        self, run: Run, text: str
    ) -> None:
        (found,) = said(run(find, text, "--on", "2025-07-02", "--json"))["found"]

        assert found["name"] == "Phường Phúc Xá"
        (heir,) = found["passed"]["successors"]
        assert heir["name"] == "Phường Hồng Hà"

    def test_says_so_when_there_is_nothing(self, run: Run) -> None:
        result = run(find, "qqqq", "--json")

        assert result.exit_code == 1
        assert json.loads(result.stdout)["found"] == []
