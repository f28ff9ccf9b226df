"""As it was, as it is: nothing is lost, nothing is guessed."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from haicap.measures import engine
from haicap.measures.answers import Result
from haicap.measures.lake.manifest import Lake
from haicap.measures.lens import lens
from haicap.units.models import Succession, Territory, TerritoryVersion
from tests.measures import made

BEFORE, AFTER = date(2025, 6, 10), date(2025, 7, 10)
NOW = date(2025, 8, 1)


@pytest.fixture
def made_lake(db: None, settings: Settings, tmp_path: Path) -> Lake:
    """An empty lake beside the bundled units."""
    settings.HAICAP_LAKE = str(tmp_path / "lake")
    return Lake(settings.HAICAP_LAKE)


def compute(name: str, *by: str, **said: object) -> Result:
    period = {"since": date(2025, 6, 1), "until": NOW}
    return engine.compute(name, by=by, on=NOW, **period, **said)  # type: ignore[arg-type]


def at(place: Territory, on: date) -> dict[str, Any]:
    """What a milestone at the place says of units."""
    version = TerritoryVersion.objects.on(on).get(territory=place)
    above = version
    while above.level != "province":
        assert above.parent_id
        above = TerritoryVersion.objects.on(on).get(territory=above.parent_id)
    code = version.code if version.level == "commune" else None
    return {
        "place": place.pk,
        "commune": code,
        "province": above.code,
        "province_place": above.territory_id,
    }


def whole() -> Succession:
    """A commune that passed whole into another of a province with another code."""
    return (
        Succession.objects.filter(kind="whole", predecessor__level="commune")
        .select_related("predecessor", "successor")
        .order_by("pk")[0]
    )


def split() -> tuple[Territory, list[Territory]]:
    """A commune that was split, and what it became."""
    row = (
        Succession.objects.filter(kind="part", predecessor__level="commune")
        .select_related("predecessor")
        .order_by("pk")[0]
    )
    rows = Succession.objects.filter(
        predecessor=row.predecessor, reorganisation=row.reorganisation
    )
    return row.predecessor, [r.successor for r in rows.select_related("successor")]


def code_of(place: Territory) -> str:
    return TerritoryVersion.objects.on(NOW).get(territory=place).code


def test_a_commune_that_passed_whole_is_counted_where_it_is_now(made_lake: Lake) -> None:
    row = whole()
    old = made.dossier(1, BEFORE, **at(row.predecessor, BEFORE))
    new = made.dossier(2, AFTER, **at(row.successor, AFTER))
    made.fill(made_lake, old + new)

    as_was = compute("received", "commune").rows
    (as_is,) = compute("received", "commune", lens="as-is").rows

    assert {r.territory for r in as_was} == {row.predecessor_id, row.successor_id}
    assert (as_is.territory, as_is.value) == (row.successor_id, 2)
    assert as_is.keys == (code_of(row.successor),)


def test_a_split_without_shares_is_not_attributed_and_not_lost(made_lake: Lake) -> None:
    place, heirs = split()
    assert len(heirs) > 1
    rows = made.dossier(1, BEFORE, **at(place, BEFORE))
    rows += made.dossier(2, AFTER, **at(heirs[0], AFTER))
    made.fill(made_lake, rows)

    found = compute("received", "commune", lens="as-is")

    assert found.total.value == 2
    known, unknown = found.rows
    assert (known.territory, known.value) == (heirs[0].pk, 1)
    assert (unknown.keys, unknown.is_attributable, unknown.value) == ((None,), False, 1)
    # For the province it is no question where inside it the parts went.
    (province,) = compute("received", "province", lens="as-is").rows
    assert province.is_attributable
    assert province.value == 2


def test_a_split_with_shares_is_shared_out_and_ratios_are_made_again(
    made_lake: Lake,
) -> None:
    place, heirs = split()
    one, other = heirs[:2]
    rows = Succession.objects.filter(predecessor=place)
    rows.exclude(successor__in=[one, other]).delete()
    rows.filter(successor=one).update(share=Decimal("0.75"))
    rows.filter(successor=other).update(share=Decimal("0.25"))
    lake_rows = made.dossier(1, BEFORE, channel="online", **at(place, BEFORE))
    lake_rows += made.dossier(2, BEFORE, **at(place, BEFORE))
    lake_rows += made.dossier(3, AFTER, channel="online", **at(other, AFTER))
    made.fill(made_lake, lake_rows)
    lens.__globals__["_made"].cache_clear()

    found = {r.territory: r for r in compute("online", "commune", lens="as-is").rows}
    lens.__globals__["_made"].cache_clear()

    assert found[one.pk].value == 0.5
    assert found[one.pk].numerator == 0.75
    assert found[other.pk].numerator == 1.25
    assert found[other.pk].denominator == 1.5


@pytest.mark.django_db
@pytest.mark.parametrize("level", ["commune", "province"])
def test_nobody_is_counted_twice_or_not_at_all(level: str) -> None:
    """For every place of every day the shares make one."""
    look = lens(level, NOW)
    sums: dict[tuple[int, int], float] = {}
    for target in look.targets:
        key = target.place, target.epoch
        sums[key] = sums.get(key, 0) + target.share

    assert all(abs(share - 1) < 1e-9 for share in sums.values())
    communes = TerritoryVersion.objects.filter(level="commune").values("territory")
    assert {place for place, _ in sums} >= {row["territory"] for row in communes}


@pytest.mark.django_db
def test_all_communes_of_before_lie_in_a_province_of_now() -> None:
    before = TerritoryVersion.objects.on(BEFORE).filter(level="commune")
    places = set(before.values_list("territory_id", flat=True))

    found = {t.place: t for t in lens("province", NOW).targets if t.epoch == 0}

    assert len(places) > 9_000
    assert [p for p in places if not found[p].is_known] == []
    assert len({found[p].province for p in places}) == 34


def test_the_total_is_the_same_through_both_lenses(made_lake: Lake) -> None:
    versions = TerritoryVersion.objects.on(BEFORE).filter(level="commune")
    places = [v.territory for v in versions.select_related("territory").order_by("code")]
    rows: list[made.Row] = []
    for pk, place in enumerate(places[::97]):
        rows += made.dossier(pk, BEFORE, late=pk % 3 == 0, **at(place, BEFORE))
    made.fill(made_lake, rows)

    for name in ("received", "on-time", "returned-of-received"):
        for by in ("commune", "province"):
            was, now = (compute(name, by, lens=each) for each in ("as-was", "as-is"))
            assert now.total.numerator == pytest.approx(was.total.numerator)
            assert now.total.denominator == pytest.approx(was.total.denominator)


def test_only_one_unit_as_it_is(made_lake: Lake) -> None:
    row = whole()
    made.fill(made_lake, made.dossier(1, BEFORE, **at(row.predecessor, BEFORE)))

    said = {"lens": "as-is", "where": {"commune": code_of(row.successor)}}

    assert compute("received", **said).total.value == 1
    assert compute("received", where={"commune": "99999"}, lens="as-is").rows == ()


def test_what_is_overdue_lies_at_the_units_of_the_last_day(made_lake: Lake) -> None:
    row = whole()
    begun = made.dossier(1, BEFORE, **at(row.predecessor, BEFORE))[0]
    made.fill(made_lake, [begun])

    (found,) = compute("overdue-open", "commune").rows

    assert (found.territory, found.value) == (row.successor_id, 1)
    early = engine.compute(
        "overdue-open", by=["commune"], since=date(2025, 6, 1),
        until=BEFORE + timedelta(days=9),
    )  # fmt: skip
    assert [r.territory for r in early.rows] == [row.predecessor_id]


def test_times_of_a_split_commune_are_not_attributable(made_lake: Lake) -> None:
    place, _ = split()
    made.fill(made_lake, made.dossier(1, BEFORE, **at(place, BEFORE)))

    (row,) = compute("processing-time-p50", "commune", lens="as-is").rows

    assert not row.is_attributable
    assert row.denominator == 1
