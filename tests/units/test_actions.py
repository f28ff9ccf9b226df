"""Keeping the reference data right: each verb does it, refuses, and leaves nothing behind."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from haicap.common.errors import Invalid, NotAllowed
from haicap.journal.models import Entry
from haicap.units import actions, agencies, find
from haicap.units.models import Agency, AgencyKind, TerritoryVersion

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAY = date(2026, 3, 2)


class Someone:
    """An actor with one permission everywhere, or none."""

    def __init__(self, *permissions: str) -> None:
        self.pk = 1
        self.permissions = permissions

    def may(self, permission: str, agency_id: int | None = None) -> bool:
        return permission in self.permissions


REGISTRAR = Someone("units.maintain")
STRANGER = Someone("dossiers.receive")


def committee() -> Agency:
    return agencies.by_code("14758", DAY)


def found(*, by: Any = REGISTRAR, **changes: Any) -> Agency:
    asked: dict[str, Any] = {
        "kind": AgencyKind.SERVICE_POINT,
        "code": "14758.91",
        "name_vi": "  Điểm  tiếp nhận Đông Thọ ",
        "parent": committee(),
        "on": DAY,
    }
    asked |= changes
    place = find.by_code("14758", DAY).territory
    return actions.found_agency(place, **asked, by=by, at=NOW)


class TestFoundAgency:
    def test_founds_it_under_its_parent(self) -> None:
        agency = found()

        assert agency.name_vi == "Điểm tiếp nhận Đông Thọ"
        assert agency.lineage == f"{committee().lineage}{agency.pk}/"
        assert agency.province == find.by_code("38", DAY).territory
        assert agencies.by_code("14758.91", DAY) == agency
        assert agency in agencies.receiving_agencies(agency.province, DAY)

    def test_is_written_down(self) -> None:
        agency = found()
        entry = Entry.objects.get()

        assert entry.kind == "agency.founded"
        assert entry.about == f"agency:{agency.pk}"
        assert entry.data["code"] == "14758.91"

    def test_is_refused_to_a_stranger(self) -> None:
        with pytest.raises(NotAllowed):
            found(by=STRANGER)

        assert not Agency.objects.filter(code="14758.91").exists()
        assert not Entry.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"code": "abc"}, "code"),
            ({"code": "14758.1234"}, "code"),
            ({"name_vi": "  "}, "name_vi"),
            ({"name_vi": "x" * 201}, "name_vi"),
            ({"kind": "castle"}, "kind"),
        ],
    )
    def test_names_the_field_that_is_badly_filled_in(
        self, changes: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            found(**changes)

        assert refused.value.details["field"] == field
        assert not Entry.objects.exists()

    def test_refuses_a_code_that_another_has(self) -> None:
        with pytest.raises(actions.CodeTaken):
            found(code="14758.9")

    def test_refuses_a_day_on_which_the_place_was_not_there(self) -> None:
        with pytest.raises(actions.NotThere):
            found(on=date(2025, 6, 1))


class TestRenameAgency:
    def test_keeps_the_earlier_name_for_its_days(self) -> None:
        agency = actions.rename_agency(
            committee(), name_vi="Ủy ban mới", ground="1/NQ", on=DAY, by=REGISTRAR, at=NOW
        )

        assert agency.name_on(DAY - timedelta(days=1)).endswith("phường Hàm Rồng")
        assert agency.name_on(DAY) == agency.name_vi == "Ủy ban mới"
        assert agency.folded == "uy ban moi"
        assert Entry.objects.get().kind == "agency.renamed"

    def test_may_happen_again_but_only_later(self) -> None:
        agency = actions.rename_agency(
            committee(), name_vi="Một", ground="", on=DAY, by=REGISTRAR, at=NOW
        )
        with pytest.raises(Invalid, match="on: "):
            actions.rename_agency(
                agency, name_vi="Hai", ground="", on=DAY, by=REGISTRAR, at=NOW
            )
        later = DAY + timedelta(days=1)
        agency = actions.rename_agency(
            agency, name_vi="Hai", ground="", on=later, by=REGISTRAR, at=NOW
        )

        assert [agency.name_on(day) for day in (DAY, later)] == ["Một", "Hai"]

    def test_is_refused_after_its_end(self) -> None:
        former = agencies.by_code("001", date(2025, 6, 1))

        with pytest.raises(Invalid, match="on: "):
            actions.rename_agency(
                former, name_vi="Một", ground="", on=DAY, by=REGISTRAR, at=NOW
            )

    def test_is_refused_to_a_stranger(self) -> None:
        with pytest.raises(NotAllowed):
            actions.rename_agency(
                committee(), name_vi="Một", ground="", on=DAY, by=STRANGER, at=NOW
            )

        assert not committee().earlier_names.exists()
        assert not Entry.objects.exists()


class TestIdentifyAgency:
    def test_sets_the_identifier_and_says_where_it_is_from(self) -> None:
        agency = actions.identify_agency(
            committee(), identifier="H56.12", source="QĐ 1", by=REGISTRAR, at=NOW
        )

        assert (agency.identifier, agency.source) == ("H56.12", "QĐ 1")
        assert Entry.objects.get().data["identifier"] == "H56.12"

    @pytest.mark.parametrize("identifier", ["", "56", "H56.", "h56", "H56;12"])
    def test_refuses_another_form(self, identifier: str) -> None:
        with pytest.raises(Invalid, match="identifier: "):
            actions.identify_agency(
                committee(), identifier=identifier, source="", by=REGISTRAR, at=NOW
            )

    def test_is_refused_to_a_stranger(self) -> None:
        with pytest.raises(NotAllowed):
            actions.identify_agency(
                committee(), identifier="H56", source="", by=STRANGER, at=NOW
            )

        assert committee().identifier == ""


class TestCorrectPoint:
    def version(self) -> TerritoryVersion:
        return find.by_code("14758", DAY)

    def test_moves_the_point(self) -> None:
        moved = actions.correct_point(
            self.version(),
            latitude=19.8500001,
            longitude=105.77,
            source="survey",
            by=REGISTRAR,
            at=NOW,
        )

        assert (moved.latitude, moved.longitude) == (19.85, 105.77)
        assert Entry.objects.get().about == f"territory:{moved.territory_id}"

    @pytest.mark.parametrize(
        ("latitude", "longitude", "field"),
        [
            (105.77, 19.85, "latitude"),
            (19.85, 19.85, "longitude"),
            (float("nan"), 105, "latitude"),
        ],
    )
    def test_refuses_a_point_elsewhere(
        self, latitude: float, longitude: float, field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            actions.correct_point(
                self.version(),
                latitude=latitude,
                longitude=longitude,
                source="",
                by=REGISTRAR,
                at=NOW,
            )

        assert refused.value.details["field"] == field

    def test_is_refused_to_a_stranger(self) -> None:
        with pytest.raises(NotAllowed):
            actions.correct_point(
                self.version(),
                latitude=19.85,
                longitude=105.77,
                source="",
                by=STRANGER,
                at=NOW,
            )

        assert not Entry.objects.exists()
