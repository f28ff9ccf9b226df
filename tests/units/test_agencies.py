"""Which agency, on a day; and at what price in queries."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haicap.units import agencies, find
from haicap.units.models import Agency, AgencyKind, Territory

pytestmark = pytest.mark.django_db

BEFORE = date(2025, 6, 30)
TODAY = date(2025, 7, 7)


def place(code: str, on: date = TODAY) -> Territory:
    return find.by_code(code, on).territory


def agency(code: str, on: date = TODAY) -> Agency:
    return agencies.by_code(code, on)


class TestAgencyOf:
    def test_gives_the_one_of_the_kind_and_field(self) -> None:
        hoan_kiem = place("00070").pk

        found = agencies.agency_of(hoan_kiem, AgencyKind.PEOPLES_COMMITTEE, on=TODAY)
        office = agencies.agency_of(hoan_kiem, AgencyKind.DEPARTMENT, "office", on=TODAY)
        police = agencies.agency_of(hoan_kiem, AgencyKind.VERTICAL, "police", on=TODAY)

        assert [a.code if a else None for a in (found, office, police)] == [
            "00070",
            "00070.1",
            "00070.7",
        ]

    def test_gives_none_where_there_is_none(self) -> None:
        kind = AgencyKind.PEOPLES_COMMITTEE

        assert agencies.agency_of(place("00070").pk, kind, on=BEFORE) is None


class TestCentreFor:
    @pytest.mark.parametrize(
        ("commune", "centre"),
        [
            ("14758", "14758.9"),  # the ordinary model: its own
            ("00070", "00070.9"),  # Hà Nội: its point
            ("06970", "06970.9"),  # Quảng Ninh: its centre under the provincial one
            ("20333", "48.90"),  # Hoàng Sa: none of its own, that of Đà Nẵng
            ("22736", "56.90"),  # Trường Sa: that of Khánh Hòa
            ("38", "38.90"),  # a province
        ],
    )
    def test_is_the_nearest(self, commune: str, centre: str) -> None:
        assert agencies.centre_for(place(commune), TODAY).code == centre

    def test_is_none_before_the_centres(self) -> None:
        with pytest.raises(agencies.NoAgency):
            agencies.centre_for(place("00001", BEFORE), BEFORE)


class TestProvince:
    def test_of_a_commune_of_before_is_that_of_its_district(self) -> None:
        found = agencies.province_of(place("00001", BEFORE), BEFORE)

        assert found == place("01", BEFORE)

    def test_of_a_commune_and_of_its_agencies_is_the_same(self) -> None:
        commune = place("14758")

        assert agencies.province_of(commune, TODAY) == place("38")
        assert agencies.province_of(agency("14758.9"), TODAY) == place("38")
        assert agencies.same_province(commune, agency("38.03"), TODAY)

    def test_of_a_ministry_is_none_and_never_the_same(self) -> None:
        ministry = agency("00.05")

        assert agencies.province_of(ministry, TODAY) is None
        assert not agencies.same_province(ministry, ministry, TODAY)
        assert not agencies.same_province(agency("00070"), agency("14758"), TODAY)

    def test_may_receive_at_every_centre_and_point_of_it(self) -> None:
        found = agencies.receiving_agencies(place("01"), TODAY)

        assert found.count() == 1 + 12 + 30 + 126
        assert agencies.receiving_agencies(place("22"), TODAY).count() == 1 + 54
        assert agencies.receiving_agencies(place("38"), TODAY).count() == 1 + 166


class TestPrice:
    @pytest.mark.parametrize(
        ("ask", "limit"),
        [
            (lambda c, a: agencies.agency_of(c.pk, "department", "office", on=TODAY), 1),
            (lambda c, a: agencies.centre_for(c, TODAY), 1),
            (lambda c, a: agencies.province_of(c, TODAY), 1),
            (lambda c, a: agencies.same_province(a, a, TODAY), 0),
            (lambda c, a: list(agencies.receiving_agencies(c, TODAY)), 1),
        ],
    )
    def test_is_one_query_at_most(
        self, ask: Callable[[Territory, Agency], object], limit: int
    ) -> None:
        commune, centre = place("14758"), agency("14758.9")

        with CaptureQueriesContext(connection) as asked:
            ask(commune, centre)

        assert len(asked) <= limit


class TestSearch:
    def test_finds_agencies_by_any_words_of_the_name(self) -> None:
        found = agencies.search("so tu phap thanh hoa", TODAY)

        assert [a.code for a in found] == ["38.03"]
