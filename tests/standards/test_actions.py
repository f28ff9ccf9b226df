"""Entering figures and taking them back: does it, refuses, leaves nothing half done."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from haicap.common.errors import Invalid, NotAllowed
from haicap.journal.models import Entry
from haicap.standards import actions, answers
from haicap.standards.models import UnitValue
from haicap.standards.names import NoQuantity, amount
from haicap.standards.values import known_of
from haicap.units import find
from haicap.units.models import TerritoryVersion
from tests import given

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=given.VIETNAM)
DAY = date(2026, 1, 1)


def unit(code: str = "14758") -> TerritoryVersion:
    return find.by_code(code, DAY)


def enter(code: str = "14758", *, by: Any = None, **changes: Any) -> UnitValue:
    asked: dict[str, Any] = {
        "quantity": "population",
        "said": "51234",
        "as_of": DAY,
        "source": "Báo cáo 12/BC-UBND",
    }
    return actions.enter_value(
        unit(code).territory, **{**asked, **changes}, by=by, at=NOW
    )


def leader(code: str = "14758", login: str = "leader") -> Any:
    place = unit(code).territory
    return given.officer("leader", given.committee(place), login)


class TestEnterValue:
    def test_enters_it_and_the_answer_uses_it(self) -> None:
        row = enter(by=leader())

        assert row.amount == 51234
        found = known_of(unit(), DAY)["population"]
        assert found.amount == 51234
        assert (found.source, found.as_of) == (row.source, DAY)

    def test_is_written_down(self) -> None:
        row = enter(by=leader())
        entry = Entry.objects.filter(kind="unit.value-entered").get()

        assert entry.about == f"territory:{row.territory_id}"
        assert entry.agency_id == given.committee(unit().territory).pk
        assert entry.data["quantity"] == "population"
        assert entry.data["before"] is None

    def test_one_of_the_same_day_takes_its_place(self) -> None:
        enter()
        row = enter(said="50000")

        assert UnitValue.objects.get() == row
        before = Entry.objects.filter(kind="unit.value-entered").last()
        assert before is not None
        assert Decimal(before.data["before"]) == 51234

    def test_an_earlier_day_knows_what_was_known_then(self) -> None:
        enter(as_of=date(2025, 7, 1), said="40000")
        enter(as_of=date(2026, 2, 1), said="60000")

        assert known_of(unit(), DAY)["population"].amount == 40000
        assert known_of(unit(), date(2026, 2, 1))["population"].amount == 60000

    def test_yes_and_no(self) -> None:
        assert enter(quantity="mountain", said="Yes").amount == 1
        assert enter(quantity="mountain", said="không").amount == 0

    def test_points_of_what_is_not_published(self) -> None:
        assert enter(quantity="population_points", said="12.5").amount == Decimal("12.5")

    def test_is_refused_to_a_stranger(self) -> None:
        for stranger in (given.citizen(), leader("00004", "elsewhere")):
            with pytest.raises(NotAllowed):
                enter(by=stranger)

        assert not UnitValue.objects.exists()
        assert not Entry.objects.filter(kind="unit.value-entered").exists()

    def test_a_province_is_not_for_the_leader_of_a_commune(self) -> None:
        with pytest.raises(NotAllowed):
            enter("38", by=leader())

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"said": "many"}, "population"),
            ({"said": "-1"}, "population"),
            ({"said": "1/3"}, "population"),
            ({"said": "0.00001"}, "population"),
            ({"said": "1" * 15}, "population"),
            ({"quantity": "mountain", "said": "perhaps"}, "mountain"),
            ({"quantity": "poverty_percent", "said": "101"}, "poverty_percent"),
            ({"quantity": "population_points", "said": "101"}, "population_points"),
            ({"source": "  "}, "source"),
            ({"source": "x" * 301}, "source"),
            ({"as_of": NOW.date() + timedelta(days=1)}, "as_of"),
        ],
    )
    def test_names_what_is_badly_filled_in(
        self, changes: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            enter(**changes)

        assert refused.value.details["field"] == field
        assert not UnitValue.objects.exists()

    def test_a_figure_that_is_not_known_names_the_nearest(self) -> None:
        with pytest.raises(NoQuantity, match="population"):
            enter(quantity="populaton")

    def test_is_refused_for_a_day_without_the_unit(self) -> None:
        place = find.by_code("14758", DAY).territory

        with pytest.raises(actions.UnitNotThere):
            actions.enter_value(
                place, quantity="population", said="1", as_of=date(2025, 6, 30),
                source="x", by=None, at=NOW,
            )  # fmt: skip

        assert not UnitValue.objects.exists()


class TestWithdrawValue:
    def test_takes_it_back_and_writes_it_down(self) -> None:
        who = leader()
        actions.withdraw_value(enter(by=who), by=who, at=NOW)

        assert not UnitValue.objects.exists()
        assert Entry.objects.filter(kind="unit.value-withdrawn").count() == 1

    def test_is_refused_to_a_stranger(self) -> None:
        row = enter()

        with pytest.raises(NotAllowed):
            actions.withdraw_value(row, by=given.citizen(), at=NOW)

        assert UnitValue.objects.get() == row
        assert not Entry.objects.filter(kind="unit.value-withdrawn").exists()

    def test_is_refused_twice(self) -> None:
        row = enter()
        kept = UnitValue.objects.get()
        actions.withdraw_value(row, by=None, at=NOW)

        with pytest.raises(actions.ValueGone):
            actions.withdraw_value(kept, by=None, at=NOW)

        assert Entry.objects.filter(kind="unit.value-withdrawn").count() == 1


class TestAnswers:
    def test_a_province_with_what_is_bundled(self) -> None:
        found = answers.classify("38", DAY, {"mountain": amount("mountain", "no")})

        assert found.score is not None
        points = [float(each.points.least) for each in found.score.lines[:2]]
        assert points == [24.67, 17.79]
        assert found.decided == ""
        assert "priority_points" in found.score.missing

    @pytest.mark.parametrize(
        ("code", "class_"),
        [("01", "special"), ("79", "special"), ("31", "I"), ("46", "I")],
    )
    def test_the_law_names_the_class_of_cities(self, code: str, class_: str) -> None:
        found = answers.classify(code, DAY)

        assert found.decided == class_
        assert found.settled is not None
        assert found.settled.clause == "Art 2(1)"

    def test_what_is_given_to_try_stands_above_what_was_entered(self) -> None:
        enter("38", quantity="mountain", said="yes")
        tried = answers.classify("38", DAY, {"mountain": amount("mountain", "no")})

        assert answers.classify("38", DAY).known["mountain"].amount == 1
        assert tried.known["mountain"].amount == 0
        assert UnitValue.objects.count() == 1

    def test_standards_count_the_wards_of_a_city(self) -> None:
        found = answers.check("79", DAY)
        share = next(e for e in found.judged if e.requirement.value == "ward_percent")

        assert share.verdict == "met"
        assert round(float(found.known["ward_percent"].amount), 1) == 67.3  # 113 of 168
        assert found.verdict == "undecided"

    def test_a_city_that_is_too_small_does_not_meet_them(self) -> None:
        none = {"other_reduction_percent": amount("other_reduction_percent", "100")}
        found = answers.check("46", DAY, none)

        assert found.verdict == "not-met"  # 1,236,393 people; 2,500,000 are asked

    def test_wards_of_the_older_rules_know_what_they_were_part_of(self) -> None:
        found = answers.check("00004", date(2025, 6, 30))
        people = next(e for e in found.judged if e.requirement.value == "population")

        assert people.lowest == 15_000
        assert people.missing == ("population", "other_reduction_percent")

    def test_the_older_standards_say_nothing_of_special_zones(self) -> None:
        day = date(2025, 12, 31)
        zone = TerritoryVersion.objects.on(day).filter(kind="special_zone")[0]

        with pytest.raises(answers.NoTable, match="1211/2016"):
            answers.check(zone.code, day)
