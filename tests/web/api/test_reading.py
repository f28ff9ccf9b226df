"""Units, procedures, deciders and due moments, open to everybody."""

import pytest

from tests import given
from tests.web.api.client import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


class TestUnits:
    def test_a_unit_of_today_with_its_agencies(self) -> None:
        unit = Program().get("/units/14758")
        assert unit["level"] == "commune"
        assert unit["parent"]["level"] == "province"
        kinds = {agency["kind"] for agency in unit["agencies"]}
        assert "peoples_committee" in kinds

    def test_a_code_means_another_unit_on_another_day(self) -> None:
        then = Program().get("/units/00004", on="2025-06-30")
        now = Program().get("/units/00004", on="2025-07-01")
        assert then["name"] != now["name"]

    def test_a_former_unit_leads_to_its_successors(self) -> None:
        passed = Program().get("/units/00004/successors", on="2025-06-30")
        assert passed["successors"]
        assert passed["needs_choice"] == (len(passed["successors"]) > 1)

    def test_is_found_without_accents(self) -> None:
        names = [unit["name"] for unit in Program().get("/units", q="hoan kiem")]
        assert any("Hoàn Kiếm" in name for name in names)

    def test_an_unknown_code_names_the_nearest(self) -> None:
        problem = Program().get("/units/14759", 404, on="2025-07-07")
        assert problem["type"] == "units.no-territory"
        assert "1475" in problem["detail"]

    def test_below_a_province_are_its_communes(self) -> None:
        communes = Program().get("/units/38/units")
        assert "14758" in {unit["code"] for unit in communes}

    def test_an_agency_by_its_code(self) -> None:
        agency = Program().get(f"/agencies/{given.committee().code}")
        assert agency["kind"] == "peoples_committee"
        assert Program().get("/agencies", q="trung tâm phục vụ hành chính công")

    @pytest.mark.parametrize("day", ["07/07/2025", "2025-02-30", "1", "2025-07-07T00:00"])
    def test_a_day_is_written_as_iso(self, day: str) -> None:
        assert "on" in Program().get("/units/14758", 422, on=day)["errors"]


class TestProcedures:
    def test_says_what_is_needed(self) -> None:
        procedure = Program().get(f"/procedures/{given.BIRTH}")
        assert procedure["code"] == given.BIRTH
        assert {channel["channel"] for channel in procedure["channels"]} >= {"in_person"}
        assert procedure["components"]
        assert procedure["questions"]
        assert procedure["steps"][0]["code"] == "check"

    def test_is_found_by_words_and_listed_by_pages(self) -> None:
        found = Program().get("/procedures", q="khai sinh")
        assert given.BIRTH in {each["code"] for each in found["items"]}
        first = Program().get("/procedures")
        assert len(first["items"]) == 50
        second = Program().get(first["next"].removeprefix("/api/v1"))
        assert not {p["slug"] for p in first["items"]} & {
            p["slug"] for p in second["items"]
        }

    def test_an_unknown_one(self) -> None:
        assert Program().get("/procedures/9.999", 404)["type"] == "procedures.unknown"


class TestDecider:
    def test_changes_with_the_levels_of_government(self) -> None:
        asked = {"procedure": given.BIRTH, "place": "14758"}
        now = Program().get("/who-decides", 200, on="2025-07-07", **asked)
        assert now["agency"]["code"] == given.committee().code
        assert now["reason"]
        assert now["competence"]["level"] == "commune"

    def test_needs_a_place_and_a_procedure(self) -> None:
        assert set(Program().get("/who-decides", 422)["errors"]) == {
            "procedure",
            "place",
        }


class TestDue:
    ASKED = {"limit": "3 working days", "from": "2025-08-29T08:00:00+07:00"}

    def test_counts_over_the_national_day(self) -> None:
        due = Program().get("/due", 200, **self.ASKED)
        assert due["due"] == "2025-09-05T08:00:00+07:00"
        assert "National Day" in due["summary"]
        assert {day["code"] for day in due["days"]} >= {"worked", "off"}

    def test_takes_pauses_hours_and_days(self) -> None:
        due = Program().get(
            "/due",
            200,
            **self.ASKED,
            pause=["2025-08-29T09:00:00+07:00.."],
            hours="mon-fri 08:00-12:00",
            off=["2025-08-30"],
            policy="end-of-day",
        )
        assert (due["state"], due["due"]) == ("paused", None)

    def test_takes_the_calendar_of_an_agency(self) -> None:
        due = Program().get("/due", 200, **self.ASKED, agency=given.committee().code)
        assert due["state"] == "fixed"

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"limit": "soon"}, "limit"),
            ({"limit": "99999999 months"}, "limit"),
            ({"from": "2025-08-29T08:00:00"}, "from"),
            ({"from": "1756429200"}, "from"),
            ({"hours": "always"}, "hours"),
            ({"off": "2025-01-01", "work": "2025-01-01"}, "work"),
            ({"pause": "2025-08-29"}, "pause"),
            ({"pause": "2025-08-29T09:00:00+07:00..2025-08-28T09:00:00+07:00"}, "pause"),
            ({"calendar": "none", "agency": "38"}, "calendar"),
            ({"policy": "slow"}, "policy"),
        ],
    )
    def test_names_what_cannot_be_read(self, change: dict[str, str], field: str) -> None:
        problem = Program().get("/due", 422, **{**self.ASKED, **change})
        assert list(problem["errors"]) == [field]


def test_the_document_and_its_page_need_nothing_from_elsewhere() -> None:
    program = Program()
    document = program.client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    page = program.client.get("/api/v1/docs").content.decode()
    assert "https://" not in page
    assert "/static/ninja/swagger-ui-bundle" in page
