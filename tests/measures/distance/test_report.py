"""Distances of the bundled units on two days."""

from datetime import date

import numpy as np
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.common.errors import Invalid
from haicap.measures.distance import planning, reach, report
from haicap.measures.distance.ground import PLACES_ON, TWO_LEVELS, edition, heirs, units
from haicap.measures.distance.planning import TooManyPoints, plan
from haicap.measures.distance.report import Why
from haicap.units.find import NoTerritory
from haicap.units.models import Level, Succession, Territory, TerritoryVersion

pytestmark = pytest.mark.django_db

ON = date(2026, 1, 1)
PROVINCES = st.sampled_from(["01", "04", "22", "38", "40", "48", "56", "68", "79", "96"])
SOME = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def commune(code: str, on: date = PLACES_ON) -> Territory:
    return TerritoryVersion.objects.on(on).get(code=code, level=Level.COMMUNE).territory


class TestCountry:
    def test_of_34_provinces_the_farthest_first(self) -> None:
        found = report.country(ON)

        means = [line.now.mean for line in found.lines if line.now]
        assert len(means) == 34
        assert means == sorted(means, reverse=True)
        assert (found.has_centres, found.had_centres) == (True, False)
        assert found.weighted_by == "places"

    def test_every_place_is_counted_or_named(self) -> None:
        found = report.country(ON)

        assert found.total.now is not None
        assert round(found.total.now.weight) + len(found.left_out) == 10_035
        assert sum(line.left_out for line in found.lines) == found.total.left_out
        weights = sum(line.now.weight for line in found.lines if line.now)
        assert weights == pytest.approx(found.total.now.weight)

    def test_the_district_was_farther_than_the_centre_is(self) -> None:
        found = report.country(ON).total

        assert found.now is not None
        assert found.before is not None
        assert found.nearest is not None
        assert found.nearest.mean < found.now.mean < found.before.mean
        assert found.more == found.now.mean - found.before.mean

    def test_the_seats_that_nobody_knows_are_not_placed(self) -> None:
        # Twelve branches and thirty points of Hà Nội.
        assert report.country(ON).unplaced == 42
        assert report.province("01", ON).unplaced == 42
        assert report.province("38", ON).unplaced == 0

    def test_an_island_is_as_far_as_it_is(self) -> None:
        farthest = report.country(ON).worst

        assert len(farthest) == report.WORST
        van_don = next(line for line in farthest if "Vân Đồn" in line.unit.name)
        assert van_don.above is not None
        assert van_don.above.name == "Tỉnh Quảng Ninh"
        assert van_don.now is not None
        assert van_don.now.most > 50

    def test_a_day_before_the_centres_counts_the_way_to_the_district(self) -> None:
        found = report.country(date(2025, 6, 1), ON)

        assert len(found.lines) == 63
        assert not found.has_centres
        assert found.had_centres
        assert found.unplaced == 0
        then, now = report.country(ON).total, found.total
        assert then.before is not None
        assert now.now is not None
        assert now.now.mean == pytest.approx(then.before.mean)

    @pytest.mark.parametrize(
        ("days", "field"),
        [((date(2020, 1, 1), ON), "on"), ((ON, date(2020, 1, 1)), "compare")],
    )
    def test_nothing_is_known_of_long_ago(
        self, days: tuple[date, date], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            report.country(*days)
        assert refused.value.details["field"] == field


class TestPlaces:
    def test_a_place_at_the_point_of_its_district_is_left_out(self) -> None:
        # Tân Thành of Minh Hóa: the source gives the point of the district, 20 km away.
        place = TerritoryVersion.objects.on(PLACES_ON).get(
            level=Level.COMMUNE,
            short_name="Tân Thành",
            parent__versions__short_name="Minh Hóa",
        )
        out = {each.place.code: each.why for each in report.province("44", ON).left_out}
        assert out[place.code] == Why.POINT

    def test_a_place_far_outside_its_commune_is_left_out(self) -> None:
        # Lương Điền has the point of its namesake, 75 km away.
        out = {each.place.code: each.why for each in report.province("25", ON).left_out}
        assert out["09118"] == Why.POINT

    def test_where_there_is_no_centre_nobody_knows_how_far(self) -> None:
        TerritoryVersion.objects.on(ON).get(code="22736")  # Trường Sa
        found = report.province("56", ON)
        line = next(each for each in found.lines if each.unit.code == "22736")
        assert line.now is None
        assert line.left_out == 3

    def test_a_split_place_goes_in_equal_parts(self) -> None:
        place = commune("00070")
        found = heirs([place.pk], PLACES_ON, ON)[place.pk]

        assert len(found) > 1
        assert sum(found.values()) == pytest.approx(1)
        assert len(set(found.values())) == 1

    def test_known_shares_are_taken(self) -> None:
        place = commune("00070")
        rows = list(Succession.objects.filter(predecessor=place).order_by("pk"))
        rest = (1 - 0.7) / (len(rows) - 1)
        for row, share in zip(rows, [0.7, *[rest] * (len(rows) - 1)], strict=True):
            Succession.objects.filter(pk=row.pk).update(share=share)

        found = heirs([place.pk], PLACES_ON, ON)[place.pk]
        assert found[rows[0].successor_id] == pytest.approx(0.7)

    def test_by_people_where_they_are_known(self) -> None:
        TerritoryVersion.objects.on(PLACES_ON).filter(level=Level.COMMUNE).update(
            population=2000
        )
        found = report.country(ON)

        assert found.weighted_by == "people"
        assert found.total.now is not None
        assert found.total.now.weight > 9_000 * 2000

    def test_a_change_of_units_is_seen(self) -> None:
        before = report.province("38", ON).total
        seat = commune("14758", ON)
        seat.agencies.filter(code="14758.9").update(valid_until=date(2025, 12, 1))

        after = report.province("38", ON)
        assert after.total.left_out > before.left_out
        assert {each.why for each in after.left_out} == {Why.POINT, Why.NO_SEAT}

    @SOME
    @given(PROVINCES)
    def test_the_nearest_is_no_farther_than_ones_own(self, code: str) -> None:
        for line in report.province(code, ON).lines:
            if line.now is not None and line.nearest is not None:
                assert line.nearest.mean <= line.now.mean + 1e-9

    def test_every_commune_of_the_day_has_its_places(self) -> None:
        parts = reach.on(ON).parts
        communes = units(edition(), ON).of.values()

        assert {part.commune.code for part in parts} == {
            unit.code for unit in communes if unit.level == Level.COMMUNE
        } - _born_of_districts()
        shares: dict[int, float] = {}
        for part in parts:
            place = part.place.territory
            shares[place] = shares.get(place, 0) + part.share
        assert len(shares) == 10_035
        assert np.allclose(list(shares.values()), 1)


def _born_of_districts() -> set[str]:
    """The islands that had no communes: they passed from district to special zone."""
    born = TerritoryVersion.objects.on(TWO_LEVELS).filter(
        territory__origins__predecessor__level=Level.DISTRICT, level=Level.COMMUNE
    )
    with_communes = TerritoryVersion.objects.on(TWO_LEVELS).filter(
        territory__origins__predecessor__level=Level.COMMUNE
    )
    return set(born.values_list("code", flat=True)) - set(
        with_communes.values_list("code", flat=True)
    )


class TestPlan:
    @SOME
    @given(PROVINCES, st.integers(1, 6))
    def test_helps_and_harms_nobody(self, code: str, points: int) -> None:
        found = plan(code, ON, points)

        assert found.is_proved
        assert found.then.mean < found.now.mean
        assert found.then.most <= found.now.most
        assert found.beyond_then <= found.beyond_now
        assert 0 < len(found.suggestions) <= points
        saved = [each.saved for each in found.suggestions]
        assert saved == sorted(saved, reverse=True)
        assert sum(saved) == pytest.approx(found.saved, rel=1e-6)
        gained = (found.now.mean - found.then.mean) * found.now.weight
        assert found.saved == pytest.approx(gained, rel=1e-6)

    def test_counts_the_share_beyond_what_is_asked(self) -> None:
        near, far = (plan("22", ON, 5, beyond=km) for km in (5.0, 20.0))

        assert near.beyond_now > far.beyond_now
        assert near.suggestions == far.suggestions
        assert plan("22", ON, 5).beyond_now == near.now.beyond[0]

    def test_all_candidates_bring_every_place_its_own_point(self) -> None:
        most = plan("04", ON, 1).candidates
        found = plan("04", ON, most)

        assert found.then.most < 0.001
        assert found.is_proved

    def test_more_than_all_is_refused(self) -> None:
        most = plan("04", ON, 1).candidates
        with pytest.raises(TooManyPoints, match=str(most)):
            plan("04", ON, most + 1)

    @pytest.mark.parametrize("points", [0, -3])
    def test_no_points_are_refused(self, points: int) -> None:
        with translation.override("en"), pytest.raises(Invalid, match="at least one"):
            plan("38", ON, points)

    @pytest.mark.parametrize("beyond", [0, -1, 1001, float("nan"), float("inf")])
    def test_a_distance_that_is_none_is_refused(self, beyond: float) -> None:
        with pytest.raises(Invalid) as refused:
            plan("38", ON, 1, beyond=beyond)
        assert refused.value.details["field"] == "beyond"

    def test_there_is_no_such_province(self) -> None:
        with pytest.raises(NoTerritory):
            plan("99", ON, 1)
        with translation.override("en"), pytest.raises(Invalid, match="two digits"):
            plan("14758", ON, 1)
        with pytest.raises(NoTerritory):
            report.province("99", ON)

    def test_before_there_were_centres_there_is_no_plan(self) -> None:
        with pytest.raises(Invalid) as refused:
            plan("38", PLACES_ON, 1)
        assert refused.value.details["field"] == "on"

    def test_is_the_same_when_it_is_made_again(self) -> None:
        first = plan("40", ON, 7)
        planning._made.cache_clear()

        assert plan("40", ON, 7) == first
