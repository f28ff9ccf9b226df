"""What is in the database after loading: units, agencies, identities."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db.models import Count

from haicap.units.load import load
from haicap.units.models import (
    Agency,
    AgencyKind,
    Kind,
    Level,
    Succession,
    Territory,
    TerritoryVersion,
)

pytestmark = pytest.mark.django_db

BEFORE = date(2025, 6, 30)
TWO_LEVELS = date(2025, 7, 1)
DONG_NAI = date(2026, 4, 30)
DAY = timedelta(days=1)


def kinds(day: date) -> Counter[str]:
    return Counter(TerritoryVersion.objects.on(day).values_list("kind", flat=True))


def levels(day: date) -> Counter[str]:
    return Counter(TerritoryVersion.objects.on(day).values_list("level", flat=True))


def named(code: str, level: str, day: date) -> TerritoryVersion:
    return TerritoryVersion.objects.on(day).get(code=code, level=level)


class TestTerritories:
    def test_are_63_696_and_10035_before_the_two_levels(self) -> None:
        assert levels(BEFORE) == {
            "nation": 1,
            "province": 63,
            "district": 696,
            "commune": 10_035,
        }

    def test_are_34_and_3321_from_1_july_2025(self) -> None:
        found = kinds(TWO_LEVELS)

        assert levels(TWO_LEVELS) == {"nation": 1, "province": 34, "commune": 3_321}
        assert (found[Kind.PROVINCE], found[Kind.CITY]) == (28, 6)
        assert (found[Kind.COMMUNE], found[Kind.WARD]) == (2_621, 687)
        assert found[Kind.SPECIAL_ZONE] == 13

    def test_change_on_30_april_2026(self) -> None:
        assert kinds(DONG_NAI - DAY) == kinds(TWO_LEVELS)
        found = kinds(DONG_NAI)
        assert (found[Kind.PROVINCE], found[Kind.CITY]) == (27, 7)
        assert (found[Kind.COMMUNE], found[Kind.WARD]) == (2_611, 697)
        assert found[Kind.SPECIAL_ZONE] == 13

    def test_keep_their_identity_through_a_change_of_kind_or_code(self) -> None:
        province = named("75", Level.PROVINCE, DONG_NAI)
        ba_che = named("06978", Level.COMMUNE, DONG_NAI)

        assert province.name == "Thành phố Đồng Nai"
        assert province.territory == named("75", Level.PROVINCE, TWO_LEVELS).territory
        assert ba_che.territory == named("06970", Level.COMMUNE, TWO_LEVELS).territory
        assert not TerritoryVersion.objects.on(DONG_NAI).filter(code="06970").exists()

    def test_keep_it_through_1_july_2025_only_when_unchanged(self) -> None:
        kept = Territory.objects.filter(versions__valid_from=TWO_LEVELS).filter(
            versions__valid_until=TWO_LEVELS
        )

        assert kept.filter(level=Level.PROVINCE).count() == 11
        assert kept.filter(level=Level.COMMUNE).count() == 121
        was = named("00070", Level.COMMUNE, BEFORE)
        assert was.territory != named("00070", Level.COMMUNE, TWO_LEVELS).territory

    def test_lie_in_a_territory_of_the_same_day(self) -> None:
        for day in (BEFORE, TWO_LEVELS, DONG_NAI):
            there = TerritoryVersion.objects.on(day)
            above = set(there.values_list("territory_id", flat=True))
            parents = set(there.values_list("parent_id", flat=True)) - {None}
            assert parents <= above

    def test_have_no_population_that_nobody_published(self) -> None:
        communes = TerritoryVersion.objects.filter(level=Level.COMMUNE)
        provinces = TerritoryVersion.objects.on(TWO_LEVELS).filter(level=Level.PROVINCE)

        assert not communes.exclude(population=None).exists()
        assert all(p.population and "sapnhap" in p.source for p in provinces)


class TestSuccessions:
    def test_lead_every_former_unit_somewhere(self) -> None:
        former = TerritoryVersion.objects.on(BEFORE).exclude(level=Level.NATION)
        left = set(Succession.objects.values_list("predecessor_id", flat=True))

        assert set(former.values_list("territory_id", flat=True)) <= left

    def test_lead_to_every_new_unit(self) -> None:
        new = TerritoryVersion.objects.on(TWO_LEVELS).exclude(level=Level.NATION)
        reached = set(
            Succession.objects.exclude(kind="abolished").values_list(
                "successor_id", flat=True
            )
        )

        assert set(new.values_list("territory_id", flat=True)) <= reached

    def test_never_give_a_share_that_is_not_known(self) -> None:
        assert not Succession.objects.exclude(share=None).exists()

    def test_end_every_district(self) -> None:
        kinds_of = Succession.objects.filter(predecessor__level=Level.DISTRICT)

        assert kinds_of.filter(kind="abolished").count() == 691
        assert kinds_of.filter(kind="whole", successor__level=Level.COMMUNE).count() == 5


class TestAgencies:
    def test_are_as_many_as_the_sources_say(self) -> None:
        there = Agency.objects.on(TWO_LEVELS)
        departments = there.filter(kind=AgencyKind.DEPARTMENT)
        centres = there.filter(kind=AgencyKind.SERVICE_CENTRE)
        own = centres.filter(
            territory__level=Level.COMMUNE, parent__kind=AgencyKind.PEOPLES_COMMITTEE
        )

        assert departments.filter(territory__level=Level.PROVINCE).count() == 465
        assert departments.filter(territory__level=Level.COMMUNE).count() == 9_916
        assert own.count() == 3_139
        assert own.values("province").distinct().count() == 32
        assert centres.filter(territory__level=Level.PROVINCE).count() == 34

    def test_follow_the_one_level_model_in_two_provinces(self) -> None:
        there = Agency.objects.on(TWO_LEVELS)
        points = there.filter(kind=AgencyKind.SERVICE_POINT)
        under_a_centre = there.filter(
            kind=AgencyKind.SERVICE_CENTRE, parent__kind=AgencyKind.SERVICE_CENTRE
        )

        assert there.filter(kind=AgencyKind.BRANCH, code__startswith="01.").count() == 12
        assert points.filter(territory__level=Level.PROVINCE).count() == 30
        assert points.filter(territory__level=Level.COMMUNE).count() == 126
        assert under_a_centre.count() == 54
        assert set(under_a_centre.values_list("parent__code", flat=True)) == {"22.90"}

    def test_keep_within_the_ceilings_of_departments(self) -> None:
        found = (
            Agency.objects.on(TWO_LEVELS)
            .filter(kind=AgencyKind.DEPARTMENT, territory__level=Level.PROVINCE)
            .values("territory")
            .annotate(count=Count("pk"))
        )

        assert all(12 <= row["count"] <= 14 for row in found)

    def test_say_what_is_assumed(self) -> None:
        assumed = Agency.objects.filter(is_assumed=True)

        assert all(agency.source for agency in assumed)
        assert assumed.filter(kind=AgencyKind.DEPARTMENT, code__contains=".1").exists()
        mandatory = Agency.objects.filter(
            field="justice", kind=AgencyKind.DEPARTMENT, is_assumed=False
        )
        assert mandatory.count() == 34

    def test_have_one_peoples_committee_each(self) -> None:
        for day in (BEFORE, TWO_LEVELS, DONG_NAI):
            committees = Agency.objects.on(day).filter(kind=AgencyKind.PEOPLES_COMMITTEE)
            here = set(committees.values_list("territory_id", flat=True))
            there = TerritoryVersion.objects.on(day).exclude(level=Level.NATION)

            assert here == set(there.values_list("territory_id", flat=True))
            assert committees.count() == len(here)

    def test_have_one_police_a_commune(self) -> None:
        police = Agency.objects.on(TWO_LEVELS).filter(
            kind=AgencyKind.VERTICAL, field="police", territory__level=Level.COMMUNE
        )

        assert police.count() == 3_321
        assert police.values("territory").distinct().count() == 3_321

    def test_have_codes_that_are_unique_on_each_day(self) -> None:
        for day in (BEFORE, TWO_LEVELS, DONG_NAI):
            codes = list(Agency.objects.on(day).values_list("code", flat=True))
            assert len(codes) == len(set(codes))

    def test_stand_in_the_lineage_of_their_parents(self) -> None:
        for agency in Agency.objects.select_related("parent").iterator():
            above = agency.parent.lineage if agency.parent else "/"
            assert agency.lineage == f"{above}{agency.pk}/"

    def test_carry_their_province(self) -> None:
        loose = Agency.objects.filter(province=None)

        assert set(loose.values_list("kind", flat=True)) == {AgencyKind.MINISTRY}
        police = Agency.objects.on(TWO_LEVELS).get(code="00070.7")
        assert police.province == named("01", Level.PROVINCE, TWO_LEVELS).territory

    def test_bear_the_name_of_the_day(self) -> None:
        committee = Agency.objects.on(DONG_NAI).get(code="75")
        economy = Agency.objects.on(DONG_NAI).get(code="25270.2")

        assert committee.name_on(TWO_LEVELS) == "Ủy ban nhân dân tỉnh Đồng Nai"
        assert committee.name_on(DONG_NAI) == "Ủy ban nhân dân thành phố Đồng Nai"
        assert economy.name_on(DONG_NAI - DAY) == "Phòng Kinh tế xã Lộc Ninh"
        assert economy.name_vi == "Phòng Kinh tế, Hạ tầng và Đô thị phường Lộc Ninh"

    def test_have_an_identifier_only_where_it_is_known(self) -> None:
        there = Agency.objects.on(TWO_LEVELS).exclude(identifier="")
        provinces = there.filter(kind=AgencyKind.PEOPLES_COMMITTEE)

        assert provinces.count() == 11
        assert provinces.get(code="01").identifier == "H26"
        ministries = there.filter(kind=AgencyKind.MINISTRY)
        assert sorted(ministries.values_list("identifier", flat=True)) == [
            "G01", "G10", "G12", "G15", "G17",
        ]  # fmt: skip
        assert there.count() == 16


class TestLoad:
    def test_changes_nothing_the_second_time(self) -> None:
        count = Agency.objects.count()

        assert load() == 0
        assert Agency.objects.count() == count
