"""``haicap classify``, ``standards`` and ``unit-value``, run as a person runs them."""

import json
from collections.abc import Callable
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from haicap.cli.standards import classify, standards
from haicap.cli.unit_values import unit_value
from haicap.common.errors import Invalid, NotAllowed, NotFound
from haicap.standards.models import UnitValue
from haicap.standards.names import NoQuantity
from tests import given

pytestmark = pytest.mark.django_db

Run = Callable[..., Result]
DAY = ("--on", "2026-01-01")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("haicap.cli.setup_django", lambda: None)
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(command: click.Command, *words: str) -> Result:
        found = CliRunner().invoke(command, words)
        if found.exception and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    return invoke


def said(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


class TestClassify:
    def test_tells_points_values_sources_rules_and_what_is_missing(
        self, run: Run
    ) -> None:
        found = said(run(classify, "38", *DAY, "--value", "mountain=no", "--json"))

        assert found["document"] == "307/2025/NĐ-CP"
        assert found["class_code"] is None
        assert found["possible"] == ["I", "II", "III"]
        people, area = found["criteria"][:2]
        assert people["points"] == {"least": 24.67, "most": 24.67}
        assert people["clause"] == "Art 5(1)(a)"
        assert people["values"][0]["amount"] == 3_760_650
        assert "sapnhap.bando.com.vn" in people["values"][0]["source"]
        assert area["points"]["least"] == 17.79
        missing = {each["name"]: each["why"] for each in found["missing"]}
        assert missing["shares_revenue"] == "nobody has entered it"
        assert missing["special_points"].startswith("its numbers were not found")

    def test_says_to_people_that_it_cannot_be_decided(self, run: Run) -> None:
        told = run(classify, "38", *DAY).output
        in_vietnamese = run(classify, "38", *DAY, "--lang", "vi").output

        assert "cannot be decided: class I, class II, class III" in told
        assert "Missing:" in told
        assert "chưa thể kết luận" in in_vietnamese
        assert "Còn thiếu:" in in_vietnamese

    def test_tells_a_class_that_the_law_names(self, run: Run) -> None:
        assert "special class (Art 2(1))" in run(classify, "01", *DAY).output
        assert said(run(classify, "01", *DAY, "--json"))["class_code"] == "special"

    def test_refuses_what_it_cannot_read(self, run: Run) -> None:
        with pytest.raises(NotFound):
            run(classify, "99999", *DAY)
        with pytest.raises(NoQuantity, match="mountain"):
            run(classify, "38", *DAY, "--value", "mountains=no")
        with pytest.raises(Invalid, match="mountain"):
            run(classify, "38", *DAY, "--value", "mountain=maybe")
        assert run(classify, "38", *DAY, "--value", "mountain").exit_code == 2


class TestStandards:
    def test_tells_each_standard_with_its_number_and_verdict(self, run: Run) -> None:
        found = said(run(standards, "38", *DAY, "--json"))

        people = found["requirements"][0]
        assert found["document"] == "112/2025/UBTVQH15"
        assert found["verdict"] == "undecided"
        assert people["verdict"] == "met"
        assert people["least"] == {"lowest": 900_000, "highest": 1_400_000}
        assert [each["name"] for each in found["missing"]] == [
            "plan_oriented",
            "class_two_city",
        ]

    def test_writes_them_for_people(self, run: Run) -> None:
        told = run(standards, "79", *DAY).output

        assert "2,500,000 people" in told
        assert "cannot be decided" in told


class TestUnitValue:
    def test_is_entered_listed_and_withdrawn(self, run: Run) -> None:
        value = ("38", "mountain=yes", "--as-of", "2026-01-01", "--source", "Quyết định")
        found = said(run(unit_value, "enter", *value, "--json"))

        assert {"name": "mountain", "amount": True}.items() <= {
            **next(e for e in found["values"] if e["name"] == "mountain")
        }.items()
        assert (
            "mountain: yes (01/01/2026) [Quyết định]"
            in run(unit_value, "list", "38", *DAY).output
        )
        day = ("--as-of", "2026-01-01")
        run(unit_value, "withdraw", "38", "mountain", *day)
        assert not UnitValue.objects.exists()
        with pytest.raises(NotFound):
            run(unit_value, "withdraw", "38", "mountain", *day)

    def test_asks_whether_the_person_may(self, run: Run) -> None:
        value = ("38", "mountain=yes", "--as-of", "2026-01-01", "--source", "x")
        given.citizen("an")

        with pytest.raises(NotAllowed):
            run(unit_value, "enter", *value, "--by", "an")
        with pytest.raises(NotFound):
            run(unit_value, "enter", *value, "--by", "nobody")
        assert not UnitValue.objects.exists()
