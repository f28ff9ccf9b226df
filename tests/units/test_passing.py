"""What units became: chains, splits, and properties that must hold for any unit and day."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.units import find
from haicap.units.models import (
    Level,
    Reorganisation,
    Succession,
    SuccessionKind,
    Territory,
    TerritoryVersion,
    code_number,
)
from haicap.units.passing import successors

pytestmark = pytest.mark.django_db

BEFORE = date(2025, 6, 30)
BETWEEN = date(2025, 12, 31)
AFTER = date(2026, 11, 1)
DAYS = st.dates(date(2025, 1, 1), date(2030, 1, 1))
ANY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def heirs(code: str, to: date = AFTER, on: date = BEFORE) -> list[str]:
    passed = successors(find.by_code(code, on), to)
    return [heir.version.name for heir in passed.heirs]


class TestSuccessors:
    def test_of_a_whole_unit_is_one(self) -> None:
        passed = successors(find.by_code("00001", BEFORE), AFTER)

        assert passed.only is not None
        assert (passed.only.code, passed.only.name) == ("00097", "Phường Hồng Hà")
        assert not passed.needs_choice

    def test_of_a_split_unit_are_all_its_parts_the_suggested_first(self) -> None:
        passed = successors(find.by_code("00070", BEFORE), AFTER)

        assert passed.needs_choice
        assert passed.only is None
        assert [heir.suggested for heir in passed.heirs].count(True) == 1
        assert passed.heirs[0].suggested
        assert {heir.kind for heir in passed.heirs} == {SuccessionKind.PART}

    def test_of_an_unchanged_unit_is_itself(self) -> None:
        row = Succession.objects.filter(
            kind=SuccessionKind.UNCHANGED, predecessor__level=Level.COMMUNE
        ).first()
        assert row is not None
        version = row.predecessor.versions.get(valid_until=date(2025, 7, 1))
        passed = successors(version, AFTER)

        assert passed.only is not None
        assert passed.only.territory_id == version.territory_id
        assert passed.only.name == version.name

    def test_follow_a_chain_of_reorganisations(self) -> None:
        assert heirs("25270", BETWEEN) == ["Xã Lộc Ninh"]
        assert heirs("25270", AFTER) == ["Phường Lộc Ninh"]
        assert heirs("70", AFTER) == ["Thành phố Đồng Nai"]

    def test_of_a_day_before_anything_happened_is_itself(self) -> None:
        assert heirs("00001", BEFORE) == ["Phường Phúc Xá"]

    def test_of_a_district_are_those_of_its_communes(self) -> None:
        passed = successors(find.by_code("001", BEFORE), AFTER)

        assert passed.needs_choice
        assert "Phường Ba Đình" in [heir.version.name for heir in passed.heirs]
        assert not any(heir.suggested for heir in passed.heirs)

    def test_of_an_island_district_is_its_special_zone(self) -> None:
        islands = Succession.objects.filter(
            predecessor__level=Level.DISTRICT, kind=SuccessionKind.WHOLE
        )
        for row in islands:
            version = row.predecessor.versions.get()
            only = successors(version, AFTER).only
            assert only is not None
            assert only.name.startswith("Đặc khu")

    def test_put_a_doubtful_one_last(self) -> None:
        passed = successors(find.by_code("27691", BEFORE), AFTER)

        assert [heir.is_doubtful for heir in passed.heirs] == [False, True]
        assert passed.needs_choice

    def test_join_parts_that_were_parted_and_united_again(self) -> None:
        event = Reorganisation.objects.create(
            key="test",
            title="Test",
            ground="",
            effective_on=date(2027, 1, 1),
            applied_at=datetime(2027, 1, 1, tzinfo=UTC),
        )
        split = successors(find.by_code("00070", BEFORE), AFTER)
        united = Territory.objects.create(level=Level.COMMUNE, key="20270101:99999")
        for heir in split.heirs:
            Succession.objects.create(
                reorganisation=event,
                predecessor=heir.version.territory,
                successor=united,
                kind=SuccessionKind.WHOLE,
                suggested=True,
            )
        sample = split.heirs[0].version
        sample.pk, sample.territory, sample.code = None, united, "99999"
        sample.code_number = code_number(Level.COMMUNE, "99999")
        sample.valid_from, sample.valid_until = date(2027, 1, 1), None
        sample.save()

        after = successors(find.by_code("00070", BEFORE), date(2027, 6, 1))

        assert after.only is not None
        assert after.only.territory == united
        assert after.heirs[0].kind == SuccessionKind.PART
        assert after.heirs[0].suggested


def any_former() -> st.SearchStrategy[int]:
    return st.integers(0, 10_034)


def former(index: int) -> TerritoryVersion:
    rows = TerritoryVersion.objects.on(BEFORE).filter(level=Level.COMMUNE)
    return rows.order_by("code")[index]


@ANY
@given(any_former(), DAYS)
def test_a_unit_has_heirs_on_every_day_and_all_exist_on_it(index: int, to: date) -> None:
    passed = successors(former(index), to)

    assert passed.heirs
    assert all(heir.version.is_valid_on(to) for heir in passed.heirs)
    assert {heir.version.level for heir in passed.heirs} == {Level.COMMUNE}


@ANY
@given(any_former())
def test_two_steps_lead_where_one_leads(index: int) -> None:
    version = former(index)
    halfway = [heir.version for heir in successors(version, BETWEEN).heirs]
    in_two = {
        heir.version.territory_id
        for step in halfway
        for heir in successors(step, AFTER).heirs
    }

    assert in_two == {
        heir.version.territory_id for heir in successors(version, AFTER).heirs
    }


@ANY
@given(any_former())
def test_origins_are_successors_turned_round(index: int) -> None:
    version = former(index)

    for heir in successors(version, BETWEEN).heirs:
        back = find.origins(heir.version.territory, BETWEEN)
        assert version.territory_id in {origin.version.territory_id for origin in back}


@ANY
@given(any_former())
def test_only_one_that_is_certain_is_taken_without_a_person(index: int) -> None:
    passed = successors(former(index), AFTER)

    assert (passed.only is None) == passed.needs_choice
    if passed.only is not None:
        (heir,) = passed.heirs
        assert heir.kind != SuccessionKind.PART
        assert not heir.is_doubtful


@ANY
@given(DAYS)
def test_the_country_is_whole_on_every_day(day: date) -> None:
    there = TerritoryVersion.objects.on(day)
    communes = there.filter(level=Level.COMMUNE).count()
    provinces = there.filter(level=Level.PROVINCE).count()

    assert (communes, provinces) in {(10_035, 63), (3_321, 34)}
    assert ((communes, provinces) == (3_321, 34)) == (day >= date(2025, 7, 1))


def test_no_split_unit_has_two_suggestions_or_a_doubtful_one() -> None:
    rows = Succession.objects.filter(suggested=True)

    assert not rows.filter(is_doubtful=True).exists()
    predecessors = rows.values_list("reorganisation_id", "predecessor_id")
    assert len(set(predecessors)) == rows.count()


def test_versions_of_a_territory_follow_each_other_without_a_gap() -> None:
    lives: dict[int, list[TerritoryVersion]] = {}
    for version in TerritoryVersion.objects.order_by("territory_id", "valid_from"):
        lives.setdefault(version.territory_id, []).append(version)
    for versions in lives.values():
        for earlier, later in pairwise(versions):
            assert earlier.valid_until == later.valid_from
