"""Every verb of villages: does it, refused by state, refused to the stranger, nothing left."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from haicap.common.errors import Invalid, NotAllowed, Refused
from haicap.journal.models import Entry
from haicap.units import find as units
from haicap.units.models import Territory, TerritoryVersion
from haicap.villages import actions, find, refusals
from haicap.villages.models import (
    Village,
    VillageChange,
    VillageCount,
    VillageSuccession,
    VillageVersion,
)
from tests import given

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=given.VIETNAM)
BEGIN, CHANGE = date(2025, 7, 2), date(2026, 3, 1)
GROUND = "12/NQ-HĐND"


def commune(nth: int = 0) -> Territory:
    """A commune of Thanh Hóa; each its own."""
    rows = TerritoryVersion.objects.on(BEGIN).filter(
        parent=units.by_code("38", BEGIN).territory, kind="commune"
    )
    return rows.order_by("code")[nth].territory


def ward() -> Territory:
    return units.by_code("14758", BEGIN).territory


def leader(*places: Territory) -> Any:
    places = places or (commune(),)
    return given.officer("leader", given.committee(places[0]), f"leader{places[0].pk}")


def registrar() -> Any:
    return given.officer("registrar", None, "registrar")


def founded(name: str = "Thôn Đông", **changes: Any) -> Village:
    asked: dict[str, Any] = {
        "kind": "village",
        "on": BEGIN,
        "ground": GROUND,
        "by": registrar(),
        "at": NOW,
    }
    asked |= changes
    place = asked.pop("commune", None) or commune()
    return actions.found(place, name=name, **asked)


def said(**changes: Any) -> dict[str, Any]:
    return {"on": CHANGE, "ground": GROUND, "by": leader(), "at": NOW} | changes


def names(on: date, place: Territory | None = None) -> list[str]:
    return [each.version.name for each in find.of_commune(place or commune(), on)]


def facts() -> list[str]:
    rows = Entry.objects.filter(kind__startswith="village.").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def state() -> tuple[Any, ...]:
    """All that a refused verb must leave as it was."""
    return (
        list(VillageVersion.objects.order_by("pk").values_list()),
        list(VillageCount.objects.order_by("pk").values_list()),
        *(m.objects.count() for m in (Village, VillageChange, VillageSuccession)),
        facts(),
    )


class TestFound:
    def test_founds_it_with_change_succession_and_fact(self) -> None:
        village = founded("  Thôn   Đông ", by=leader(), consent=Decimal("62.5"))

        assert names(BEGIN) == ["Thôn Đông"]
        assert names(date(2025, 7, 1)) == []
        change = VillageChange.objects.get()
        assert (change.kind, change.ground) == ("founded", GROUND)
        assert change.consent_percent == Decimal("62.5")
        assert change.successions.get().successor == village
        entry = Entry.objects.get(kind="village.founded")
        assert entry.about == f"village:{village.pk}"
        assert entry.agency_id == given.committee(commune()).pk

    def test_lists_them_as_a_dictionary_would(self) -> None:
        for name in ("Thôn Đông", "Thôn Ất", "Thôn Dừa", "Bản Nà Tốm"):
            founded(name)

        assert names(BEGIN) == ["Bản Nà Tốm", "Thôn Ất", "Thôn Dừa", "Thôn Đông"]

    def test_a_residential_group_of_a_ward(self) -> None:
        founded("Tổ 3", kind="residential_group", commune=ward())

        assert names(BEGIN, ward()) == ["Tổ 3"]

    @pytest.mark.parametrize(
        ("changes", "kind"),
        [
            ({"kind": "residential_group"}, refusals.WrongKind),
            ({"kind": "hamlet"}, Invalid),
            ({"name": " "}, Invalid),
            ({"name": "x" * 121}, Invalid),
            ({"name": "thôn đông"}, refusals.NameTaken),
            ({"code": "a b"}, Invalid),
            ({"code": "38.1"}, refusals.CodeTaken),
            ({"ground": " "}, Invalid),
            ({"consent": Decimal(50)}, refusals.NoConsent),
            ({"consent": Decimal(101)}, Invalid),
            ({"on": date(2025, 6, 30)}, refusals.CommuneNotThere),
        ],
    )
    def test_is_refused(self, changes: dict[str, Any], kind: type[Refused]) -> None:
        founded(code="38.1")
        before = state()

        with pytest.raises(kind):
            founded(**{"name": "Thôn Tây", "commune": commune(), **changes})

        assert state() == before

    def test_two_names_that_differ_by_a_tone_are_two(self) -> None:
        founded("Thôn Hoà")
        founded("Thôn Hoa")

        assert len(names(BEGIN)) == 2


class TestRename:
    def test_the_earlier_name_stays_with_its_days(self) -> None:
        village = founded(code="38.1")
        actions.rename(village, name="Thôn Bắc", **said())

        assert names(date(2026, 2, 28)) == ["Thôn Đông"]
        assert names(CHANGE) == ["Thôn Bắc"]
        assert village.versions.on(CHANGE).get().code == "38.1"
        assert facts()[-1] == "village.renamed"

    def test_may_keep_its_own_name_and_change_its_code(self) -> None:
        village = founded()
        version = actions.rename(village, name="Thôn Đông", code="38.7", **said())

        assert version.code == "38.7"


class TestMove:
    def test_belongs_to_the_other_commune_from_then_on(self) -> None:
        village = founded()
        actions.move(village, to=commune(1), **said(by=registrar()))

        assert names(date(2026, 2, 28)) == ["Thôn Đông"]
        assert names(CHANGE) == []
        assert names(CHANGE, commune(1)) == ["Thôn Đông"]
        assert facts()[-1] == "village.moved"

    def test_is_refused_to_who_may_arrange_only_one_of_them(self) -> None:
        village = founded()
        before = state()

        for who in (leader(), leader(commune(1))):
            with pytest.raises(NotAllowed):
                actions.move(village, to=commune(1), **said(by=who))
        assert state() == before

    def test_is_refused_into_its_own_commune_or_the_wrong_kind(self) -> None:
        village = founded()
        before = state()

        with pytest.raises(refusals.SameCommune):
            actions.move(village, to=commune(), **said(by=registrar()))
        with pytest.raises(refusals.WrongKind):
            actions.move(village, to=ward(), **said(by=registrar()))
        assert state() == before
        kind = "residential_group"
        actions.move(village, to=ward(), kind=kind, **said(by=registrar()))
        assert names(CHANGE, ward()) == ["Thôn Đông"]

    def test_a_village_of_an_ended_commune_finds_its_place(self) -> None:
        old = TerritoryVersion.objects.filter(
            kind="commune", valid_until=date(2025, 7, 1), parent__isnull=False
        ).first()
        assert old is not None
        day = date(2025, 6, 1)
        village = founded(commune=old.territory, on=day)
        assert [e.version.village for e in find.unplaced(BEGIN)] == [village]
        assert find.unplaced(day) == []

        actions.move(village, to=commune(), **said(on=date(2025, 7, 1)))

        assert find.unplaced(BEGIN) == []
        assert names(BEGIN) == ["Thôn Đông"]


class TestMerge:
    def test_makes_one_new_of_several(self) -> None:
        olds = [founded(name) for name in ("Thôn 1", "Thôn 2")]
        new = actions.merge(olds, name="Thôn 1", **said())

        assert names(date(2026, 2, 28)) == ["Thôn 1", "Thôn 2"]
        assert names(CHANGE) == ["Thôn 1"]
        rows = VillageSuccession.objects.filter(successor=new)
        assert {row.predecessor for row in rows} == set(olds)
        assert len(find.life_of([olds[0].pk])) == 2
        assert facts()[-1] == "village.merged"

    def test_is_refused_for_one_or_for_two_communes(self) -> None:
        one, there = founded("Thôn 1"), founded("Thôn 2", commune=commune(1))
        before = state()

        for wrong in ([one], [one, one]):
            with pytest.raises(Invalid):
                actions.merge(wrong, name="Thôn 3", **said())
        with pytest.raises(refusals.SeveralCommunes):
            actions.merge([one, there], name="Thôn 3", **said(by=registrar()))
        assert state() == before


class TestSplit:
    def test_makes_several_of_one(self) -> None:
        village = founded()
        news = actions.split(
            village, into=[("Thôn Đông", ""), ("Thôn Tây", "38.9")], **said()
        )

        assert names(CHANGE) == ["Thôn Đông", "Thôn Tây"]
        assert village.versions.on(CHANGE).first() is None
        kinds = VillageSuccession.objects.filter(predecessor=village)
        assert [row.kind for row in kinds] == ["part", "part"]
        assert len(news) == 2
        assert facts()[-1] == "village.split"

    def test_nothing_is_half_done_when_the_second_name_is_taken(self) -> None:
        village = founded()
        founded("Thôn Tây")
        before = state()

        with pytest.raises(refusals.NameTaken):
            actions.split(village, into=[("Thôn Nam", ""), ("Thôn Tây", "")], **said())
        with pytest.raises(refusals.NameTaken):
            actions.split(village, into=[("Thôn Nam", ""), ("Thôn Nam", "")], **said())
        with pytest.raises(Invalid):
            actions.split(village, into=[("Thôn Nam", "")], **said())
        assert state() == before


class TestDissolve:
    def test_ends_it_and_says_where_its_people_belong(self) -> None:
        village, heir = founded(), founded("Thôn Tây")
        actions.dissolve(village, into=heir, **said())

        assert names(CHANGE) == ["Thôn Tây"]
        row = VillageSuccession.objects.get(predecessor=village)
        assert (row.successor, row.kind) == (heir, "whole")
        assert facts()[-1] == "village.dissolved"

    def test_or_ends_it_without_an_heir(self) -> None:
        village = founded()
        actions.dissolve(village, **said())

        assert VillageSuccession.objects.get(predecessor=village).kind == "abolished"

    def test_is_refused_into_itself_or_elsewhere(self) -> None:
        village, there = founded(), founded(commune=commune(1))
        before = state()

        with pytest.raises(Invalid):
            actions.dissolve(village, into=village, **said())
        with pytest.raises(refusals.SeveralCommunes):
            actions.dissolve(village, into=there, **said(by=registrar()))
        assert state() == before


class TestCount:
    def test_the_newest_count_that_is_not_from_after_the_day(self) -> None:
        village = founded()
        for day, people in ((date(2025, 8, 1), 300), (date(2026, 1, 1), 310)):
            actions.count_village(
                village, households=90, population=people, as_of=day,
                source="Báo cáo", by=leader(), at=NOW,
            )  # fmt: skip

        found = find.of_commune(commune(), date(2025, 12, 1))[0].count
        assert found is not None
        assert found.population == 300
        assert find.of_commune(commune(), date(2025, 7, 3))[0].count is None
        assert facts()[-1] == "village.counted"

    def test_a_count_of_the_same_day_is_put_right(self) -> None:
        village = founded()
        for people in (300, 301):
            counted(village, population=people)

        assert VillageCount.objects.get().population == 301

    @pytest.mark.parametrize(
        ("changes", "kind"),
        [
            ({"households": None}, Invalid),
            ({"households": -1}, Invalid),
            ({"population": 2_000_000}, Invalid),
            ({"source": ""}, Invalid),
            ({"as_of": date(2026, 3, 3)}, Invalid),
            ({"as_of": date(2025, 7, 1)}, refusals.VillageNotThere),
        ],
    )
    def test_is_refused(self, changes: dict[str, Any], kind: type[Refused]) -> None:
        village = founded()
        before = state()

        with pytest.raises(kind):
            counted(village, **{"households": 3, **changes})

        assert state() == before


def counted(village: Village, **changes: Any) -> VillageCount:
    asked: dict[str, Any] = {"as_of": CHANGE, "source": "Báo cáo", "by": leader()}
    return actions.count_village(village, **{**asked, "at": NOW, **changes})


Verb = Callable[[Village, Any], Any]
VERBS: dict[str, Verb] = {
    "rename": lambda v, s: actions.rename(v, name="Thôn Bắc", **s),
    "move": lambda v, s: actions.move(v, to=commune(1), **s),
    "merge": lambda v, s: actions.merge([v, other()], name="Thôn Bắc", **s),
    "split": lambda v, s: actions.split(v, into=[("A", ""), ("B", "")], **s),
    "dissolve": lambda v, s: actions.dissolve(v, **s),
}


def other() -> Village:
    return VillageVersion.objects.get(name="Thôn Khác").village


@pytest.mark.parametrize("verb", VERBS)
class TestEveryChange:
    def test_is_refused_to_a_stranger(self, verb: str) -> None:
        village = founded()
        founded("Thôn Khác")
        strangers = [given.citizen(), leader(commune(2)), given.receptionist()]
        before = state()

        for stranger in strangers:
            with pytest.raises(NotAllowed):
                VERBS[verb](village, said(by=stranger))
        assert state() == before

    def test_is_refused_when_the_village_has_ended(self, verb: str) -> None:
        village = founded()
        founded("Thôn Khác")
        actions.dissolve(village, **said())
        before = state()

        with pytest.raises(refusals.VillageNotThere):
            VERBS[verb](village, said(on=date(2026, 3, 2), by=registrar()))
        assert state() == before

    def test_is_refused_on_the_day_on_which_it_began(self, verb: str) -> None:
        village = founded()
        founded("Thôn Khác")
        before = state()

        with pytest.raises(refusals.VillageNotThere):
            VERBS[verb](village, said(on=BEGIN, by=registrar()))
        assert state() == before

    def test_is_refused_without_a_ground_or_without_consent(self, verb: str) -> None:
        village = founded()
        founded("Thôn Khác")
        before = state()

        with pytest.raises(Invalid):
            VERBS[verb](village, said(ground="", by=registrar()))
        with pytest.raises(refusals.NoConsent):
            VERBS[verb](village, said(consent=Decimal("49.99"), by=registrar()))
        assert state() == before


def test_founding_and_counting_are_refused_to_a_stranger() -> None:
    village = founded()
    before = state()

    for stranger in (given.citizen(), leader(commune(2))):
        with pytest.raises(NotAllowed):
            founded("Thôn Tây", by=stranger)
        with pytest.raises(NotAllowed):
            counted(village, households=3, by=stranger)
    assert state() == before
