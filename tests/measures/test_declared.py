"""Declared figures: the bundled ones, their files, and declaring and restating one."""

import csv
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.common.errors import Invalid, NotAllowed
from haicap.journal.models import Entry
from haicap.measures.load import load, rows
from haicap.measures.models import Observation, Origin
from haicap.measures.observed import actions, figures, sheets
from haicap.measures.observed.actions import AlreadyRestated, OtherFigure, Said
from haicap.measures.observed.indicators import UNITS, indicators
from haicap.measures.observed.sheets import FigureRefused
from haicap.measures.registry import MEASURES, NoMeasure
from haicap.units.find import NoTerritory
from haicap.units.models import Agency, TerritoryVersion
from tests import given

pytestmark = pytest.mark.django_db

SAID = Said(
    measure="online",
    definition="34-provinces",
    territory="38",
    since=date(2025, 7, 1),
    until=date(2025, 8, 24),
    as_of=date(2025, 8, 23),
    value=Decimal("0.80"),
    source="Báo cáo của tỉnh",
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def figure(key: str) -> Observation:
    return Observation.objects.get(key=key)


class TestTheBundle:
    def test_holds_what_the_resolution_says(self) -> None:
        received = figure("received@2025-08-23")

        assert received.value == 6_500_000
        assert received.exactness == "rounded"
        assert (received.since, received.until) == (date(2025, 7, 1), date(2025, 8, 24))
        assert received.territory.versions.get().code == "VN"
        assert "268/NQ-CP" in received.source
        assert received.kind == Origin.DECLARED

    @pytest.mark.parametrize(
        ("code", "name", "thousands"),
        [
            ("79", "Hồ Chí Minh", 753),
            ("01", "Hà Nội", 500),
            ("31", "Hải Phòng", 325),
            ("75", "Đồng Nai", 320),
            ("40", "Nghệ An", 270),
            ("38", "Thanh Hóa", 269),
            ("66", "Đắk Lắk", 251),
        ],
    )
    def test_the_seven_provinces(self, code: str, name: str, thousands: int) -> None:
        found = figure(f"received@2025-08-23.{code}")

        assert found.value == thousands * 1000
        units = found.territory.versions.all()
        assert any(unit.name.endswith(name) for unit in units)

    def test_null_is_not_zero(self) -> None:
        share = figure("received-at-communes@2025-08-23")
        on_time = figure("on-time@2025-08-23")

        assert share.value is None
        assert (share.numerator, share.denominator) == (4_800_000, 6_500_000)
        assert (on_time.numerator, on_time.denominator) == (None, None)

    def test_two_definitions_stand_side_by_side(self) -> None:
        of_nation = Observation.objects.standing().filter(
            measure="received", territory__versions__code="VN"
        )

        assert set(of_nation.values_list("definition", "value")) == {
            ("34-provinces", 6_500_000),
            ("national-total", 4_386_106),
        }
        texts = set(of_nation.values_list("definition_en", flat=True))
        assert len(texts) == 2

    def test_resolved_and_paid_on_one_day_are_two_measures(self) -> None:
        on_the_day = Observation.objects.filter(as_of=date(2025, 8, 19))

        assert on_the_day.get(measure="leave-funding-resolved").value == 75_710
        assert on_the_day.get(measure="leave-money-received").value == 50_345

    def test_every_online_share_has_its_definition(self) -> None:
        found = Observation.objects.filter(measure="online")

        assert set(found.values_list("definition", "value")) == {
            ("34-provinces", 0.738),
            ("national-total", 0.747),
            ("index-766", 0.6647),
        }

    def test_a_series_runs_through_the_months(self) -> None:
        decided = Observation.objects.filter(measure="leave-decisions").order_by("as_of")

        assert list(decided.values_list("as_of", "value")) == [
            (date(2025, 7, 25), 85_447),
            (date(2025, 8, 19), 94_402),
            (date(2025, 9, 5), 106_712),
            (date(2025, 9, 17), 141_444),
            (date(2025, 10, 28), 146_847),
        ]

    def test_every_figure_says_who_when_and_how_sure(self) -> None:
        for each in Observation.objects.declared():
            assert each.source
            assert each.definition_vi
            assert each.definition_en
            assert each.unit in UNITS
            assert each.confidence

    def test_every_indicator_and_definition_is_used(self) -> None:
        found = figures.read()
        used = {(each.indicator.measure, each.definition) for each in found}
        path = sheets.DATA / "definitions.csv"
        defined = {
            (line["measure"], line["definition"])
            for line in sheets.lines(path, sheets.DEFINITION)
        }

        assert used == defined
        assert {measure for measure, _ in used} >= set(indicators()) - set(MEASURES)

    def test_documents_of_sources_are_in_the_register(self) -> None:
        from haicap.law.models import LegalDocument

        with (sheets.DATA / "sources.csv").open(encoding="utf-8", newline="") as file:
            named = {row["document"] for row in csv.DictReader(file)} - {""}

        known = LegalDocument.objects.filter(number__in=named)
        assert set(known.values_list("number", flat=True)) == named


class TestLoading:
    def test_again_changes_nothing(self) -> None:
        before = list(Observation.objects.order_by("pk").values())

        assert load() == len(before)
        assert list(Observation.objects.order_by("pk").values()) == before

    def test_a_changed_number_restates_and_keeps_the_old_one(
        self, changed: "Changed"
    ) -> None:
        old = figure("officials-sent@2025-08-11")

        load(changed("officials-sent@2025-08-11", value="35"))

        new = figure("officials-sent@2025-08-11")
        old.refresh_from_db()
        assert (old.value, new.value) == (34, 35)
        assert old.restated_by == new
        assert old not in Observation.objects.standing()

    def test_changed_words_mend_the_row(self, changed: "Changed") -> None:
        old = figure("officials-sent@2025-08-11")

        load(changed("officials-sent@2025-08-11", note="leaders and specialists"))

        assert figure("officials-sent@2025-08-11").pk == old.pk
        assert figure("officials-sent@2025-08-11").note == "leaders and specialists"

    def test_leaves_alone_what_somebody_restated(self, changed: "Changed") -> None:
        old = figure("officials-sent@2025-08-11")
        said = Said(
            measure=old.measure,
            definition=old.definition,
            territory="VN",
            until=old.until,
            as_of=old.as_of,
            value=Decimal(36),
            source="Bộ Nội vụ",
        )
        new = actions.declare(said, restates=old, by=None, at=given.MONDAY)

        load(changed("officials-sent@2025-08-11", value="35"))

        standing = Observation.objects.standing().filter(measure="officials-sent")
        assert list(standing) == [new]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"measure": "nonsense"}, "measure: “nonsense” must be one of"),
            ({"definition": "nonsense"}, "definition: is not a definition of"),
            ({"territory": "99"}, "territory: there is no unit “99” on 2025-08-11"),
            ({"since": "2025-09-01"}, "until: must be after the first day"),
            ({"since": "July"}, "since: “July” must be a day"),
            ({"until": ""}, "until: must not be empty"),
            ({"as_of": "2025-08-10"}, "as_of: must not be before the last day"),
            ({"value": "many"}, "value: “many” must be a number"),
            ({"value": "NaN"}, "value: “NaN” must be a number"),
            ({"value": "-1"}, "value: must not be below zero"),
            ({"value": ""}, "value: a figure must say something"),
            ({"denominator": "0"}, "denominator: must not be zero"),
            (
                {"numerator": "1", "denominator": "3"},
                "value: does not follow from numerator and denominator",
            ),
            ({"exactness": "perhaps"}, "exactness: “perhaps” must be one of"),
            ({"source": "hearsay"}, "source: “hearsay” must be one of"),
            ({"confidence": "101"}, "confidence: must be a percentage"),
            ({"key": "communes@2025-07-01"}, "key: must be there only once"),
        ],
    )
    def test_a_fault_is_named_with_file_line_and_rule(
        self, changed: "Changed", changes: dict[str, str], said: str
    ) -> None:
        before = Observation.objects.count()
        folder = changed("officials-sent@2025-08-11", **changes)

        with pytest.raises(FigureRefused) as refused:
            load(folder)

        line = refused.value.details["line"]
        text = (folder / "figures-meeting-2025-08-23.csv").read_text("utf-8")
        assert "by-home-affairs" in text.splitlines()[line - 1] or "definition" in changes
        assert str(refused.value).startswith("figures-meeting-2025-08-23.csv:")
        assert said in str(refused.value)
        assert Observation.objects.count() == before

    def test_a_share_is_not_a_percentage(self, changed: "Changed") -> None:
        folder = changed("tasks-transferred@2025-10-29", value="56")

        with pytest.raises(FigureRefused, match="a share lies between 0 and 1"):
            load(folder)

    def test_a_share_may_be_as_exact_as_its_source(self, changed: "Changed") -> None:
        load(changed("communes-equipped@2025-10-29", value="0.95"))

        with pytest.raises(FigureRefused, match="does not follow"):
            load(changed("communes-equipped@2025-10-29", value="0.950"))

    def test_another_first_line_is_refused(self, changed: "Changed") -> None:
        folder = changed("officials-sent@2025-08-11")
        path = folder / "figures-meeting-2025-08-23.csv"
        path.write_text(path.read_text("utf-8").replace("as_of", "date", 1), "utf-8")

        with pytest.raises(FigureRefused, match=r"2025-08-23\.csv:1 columns: the first"):
            figures.read(folder)

    def test_a_short_line_is_refused(self, changed: "Changed") -> None:
        folder = changed("officials-sent@2025-08-11")
        path = folder / "figures-meeting-2025-08-23.csv"
        path.write_text(path.read_text("utf-8") + "x,y\n", "utf-8")

        with pytest.raises(FigureRefused, match="columns: must be as many"):
            figures.read(folder)

    def test_the_rows_are_what_the_database_holds(self) -> None:
        made = {row.key: row for row in rows(figures.read())}

        assert len(made) == Observation.objects.exclude(key=None).count()


Changed = Callable[..., Path]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Copies the bundled files with one figure changed."""

    def change(of: str, /, **fields: str) -> Path:
        folder = tmp_path / "declared"
        shutil.copytree(sheets.DATA, folder, dirs_exist_ok=True)
        for path in folder.glob("figures*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                found = list(csv.DictReader(file))
            for row in found:
                if row["key"] == of:
                    row.update(fields)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, sheets.FIGURE, lineterminator="\n")
                writer.writeheader()
                writer.writerows(found)
        return folder

    return change


def leader_of_the_province() -> User:
    return given.officer(Role.LEADER, province_committee(), "thu")


def province_committee() -> Agency:
    province = TerritoryVersion.objects.on(given.TODAY).get(code="38")
    return given.committee(province.territory)


class TestDeclare:
    def test_takes_a_figure_in(self) -> None:
        by = leader_of_the_province()

        row = actions.declare(SAID, by=by, at=given.MONDAY)

        assert (row.value, row.unit, row.kind) == (0.8, "share", "declared")
        assert row.definition_en == figure("online@2025-08-23").definition_en
        entry = Entry.objects.latest("pk")
        assert entry.kind == "measure.declared"
        assert entry.about == f"observation:{row.pk}"
        assert entry.agency_id == province_committee().pk
        assert entry.by_id == by.pk
        assert entry.data["restates"] is None

    def test_restates_and_keeps_the_old_one(self) -> None:
        old = actions.declare(SAID, by=None, at=given.MONDAY)
        better = replace(SAID, value=Decimal("0.81"))

        new = actions.declare(better, restates=old, by=None, at=given.MONDAY)

        old.refresh_from_db()
        assert (old.value, old.restated_by) == (0.8, new)
        of_province = Observation.objects.standing().filter(
            measure="online", territory=new.territory
        )
        assert list(of_province) == [new]
        assert Entry.objects.latest("pk").data["restates"] == old.pk

    def test_refuses_to_restate_twice(self) -> None:
        old = actions.declare(SAID, by=None, at=given.MONDAY)
        new = actions.declare(SAID, restates=old, by=None, at=given.MONDAY)

        with pytest.raises(AlreadyRestated, match=f"by {new.pk}"):
            actions.declare(SAID, restates=old, by=None, at=given.MONDAY)

    @pytest.mark.parametrize(
        "other",
        [
            {"definition": "national-total"},
            {"territory": "40"},
            {"measure": "tasks-transferred", "definition": "all"},
        ],
    )
    def test_refuses_to_restate_something_else(self, other: dict[str, str]) -> None:
        old = actions.declare(SAID, by=None, at=given.MONDAY)

        with pytest.raises(OtherFigure):
            actions.declare(
                replace(SAID, **other),  # type: ignore[arg-type]
                restates=old,
                by=None,
                at=given.MONDAY,
            )

    def test_refuses_the_stranger(self) -> None:
        before = Observation.objects.count()

        for stranger in (
            given.citizen(),
            given.officer(Role.LEADER, given.centre(), "ba"),
        ):
            with pytest.raises(NotAllowed):
                actions.declare(SAID, by=stranger, at=given.MONDAY)
        assert Observation.objects.count() == before

    def test_of_the_nation_needs_a_post_for_the_nation(self) -> None:
        of_nation = replace(SAID, territory="VN")
        with pytest.raises(NotAllowed):
            actions.declare(of_nation, by=leader_of_the_province(), at=given.MONDAY)

        registrar = given.officer(Role.REGISTRAR, None, "tam")
        assert actions.declare(of_nation, by=registrar, at=given.MONDAY).level == "nation"

    def test_a_new_definition_is_told_in_both_languages(self) -> None:
        new = replace(SAID, definition="with-assisted")
        with pytest.raises(Invalid, match="in Vietnamese and in English"):
            actions.declare(new, by=None, at=given.MONDAY)
        with pytest.raises(Invalid, match="in Vietnamese and in English"):
            actions.declare(replace(new, text_en="x"), by=None, at=given.MONDAY)

        told = replace(
            new, text_vi="Kể cả nộp hộ.", text_en="With those filed by others."
        )
        row = actions.declare(told, by=None, at=given.MONDAY)
        assert row.definition_vi == "Kể cả nộp hộ."

    def test_an_unknown_measure_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(NoMeasure, match="the nearest is “online”"):
            actions.declare(replace(SAID, measure="onlin"), by=None, at=given.MONDAY)

    def test_an_unknown_unit_is_refused(self) -> None:
        with pytest.raises(NoTerritory):
            actions.declare(replace(SAID, territory="98"), by=None, at=given.MONDAY)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"definition": "34 provinces"}, "definition: must be a short name"),
            ({"source": " "}, "source: must not be empty"),
            ({"exactness": "perhaps"}, "exactness: must be"),
            ({"confidence": 101}, "confidence: must be a percentage"),
            ({"since": date(2025, 8, 24)}, "until: must be after the first day"),
            ({"as_of": date(2025, 8, 22)}, "as_of: must not be before"),
            ({"value": Decimal(80)}, "value: a share lies between 0 and 1"),
            ({"value": None}, "value: a figure must say something"),
        ],
    )
    def test_refuses_what_is_badly_filled_in(
        self, changes: dict[str, object], said: str
    ) -> None:
        before = Observation.objects.count()

        with pytest.raises(Invalid, match=said):
            actions.declare(
                replace(SAID, **changes),  # type: ignore[arg-type]
                by=None,
                at=given.MONDAY,
            )
        assert Observation.objects.count() == before
