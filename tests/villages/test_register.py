"""Loading a file of villages: all of it or nothing, every fault by its line."""

from datetime import datetime
from pathlib import Path

import pytest

from haicap.common.errors import NotAllowed
from haicap.journal.models import Entry
from haicap.villages import actions, sheet
from haicap.villages.models import Village, VillageCount, VillageVersion
from haicap.villages.sheet import SheetRefused
from tests import given

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=given.VIETNAM)
HEAD = ",".join(sheet.COLUMNS)
# 14758 is a ward; the register of units begins on 1 January 2025.
FIRST = "14758,,residential_group,Tổ dân phố 1,2025-07-02,1/NQ-HĐND,210,800,2025-12-31,x"
SECOND = "14758,38.2,residential_group,Tổ dân phố 2,2025-07-02,1/NQ-HĐND,,,,x"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "thon.csv"


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join([HEAD, *lines]) + "\n", "utf-8")
    return file


def load(file: Path, **said: bool) -> int:
    return actions.load_register(sheet.read(file), by=None, at=NOW, **said)


class TestLoad:
    def test_takes_villages_and_counts_in(self, file: Path) -> None:
        assert load(write(file, FIRST, SECOND)) == 2

        version = VillageVersion.objects.get(name="Tổ dân phố 1")
        assert (version.code, version.ground, version.source) == ("", "1/NQ-HĐND", "x")
        assert version.commune == given.commune("14758")
        assert VillageCount.objects.get().households == 210
        entry = Entry.objects.get(kind="village.register-loaded")
        assert entry.data["count"] == 2

    def test_the_same_file_again_changes_nothing(self, file: Path) -> None:
        load(write(file, FIRST, SECOND))

        assert load(file) == 0
        assert Village.objects.count() == 2
        assert Entry.objects.filter(kind="village.register-loaded").count() == 1

    def test_made_up_ones_are_marked(self, file: Path) -> None:
        load(write(file, FIRST), is_simulated=True)

        assert Village.objects.get().is_simulated

    def test_is_refused_to_who_may_not_arrange_the_nation(self, file: Path) -> None:
        said = sheet.read(write(file, FIRST))
        leader = given.officer("leader", given.committee(), "leader")

        for who in (leader, given.citizen()):
            with pytest.raises(NotAllowed):
                actions.load_register(said, by=who, at=NOW)
        assert not Village.objects.exists()
        actions.load_register(said, by=given.officer("registrar", None, "reg"), at=NOW)
        assert Village.objects.exists()

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            (SECOND.replace("14758", "99999"), "commune"),
            (SECOND.replace("2025-07-02", "2024-12-31"), "commune"),
            (SECOND.replace("residential_group", "village"), "kind"),
            (SECOND.replace("residential_group", "hamlet"), "kind"),
            (SECOND.replace("Tổ dân phố 2", ""), "name"),
            (SECOND.replace("Tổ dân phố 2", "tổ dân phố 1"), "name"),
            (SECOND.replace("2025-07-02", "02/07/2025"), "valid_from"),
            (SECOND.replace("1/NQ-HĐND", ""), "ground"),
            (FIRST.replace("dân phố 1", "3").replace("210", "many"), "households"),
            (FIRST.replace("dân phố 1", "3").replace("800", "-8"), "population"),
            (FIRST.replace("dân phố 1", "3").replace("2025-12-31", ""), "counted_on"),
            (SECOND.replace(",,,x", ",,2025-12-31,x"), "counted_on"),
            (SECOND.removesuffix("x"), "source"),
            (SECOND + ",y", "columns"),
        ],
    )
    def test_a_fault_is_named_and_nothing_is_loaded(
        self, file: Path, line: str, field: str
    ) -> None:
        write(file, FIRST, line)

        with pytest.raises(SheetRefused) as refused:
            load(file)

        assert [(f.line, f.field) for f in refused.value.faults] == [(3, field)]
        assert f"thon.csv:3 {field}: " in str(refused.value)
        assert not Village.objects.exists()
        assert not Entry.objects.filter(kind="village.register-loaded").exists()

    def test_every_fault_is_named_at_once(self, file: Path) -> None:
        write(
            file, SECOND.replace("14758", "1"), FIRST, FIRST.replace("210", "x"), SECOND
        )

        with pytest.raises(SheetRefused) as refused:
            load(file)

        assert [fault.line for fault in refused.value.faults] == [2, 4, 5]

    def test_what_is_there_with_another_day_or_code_is_a_fault(self, file: Path) -> None:
        load(write(file, SECOND))

        for wrong in (
            SECOND.replace("2025-07-02", "2025-07-03"),
            SECOND.replace("38.2", "38.3"),
            SECOND.replace("phố 2", "phố 4"),
        ):
            with pytest.raises(SheetRefused):
                load(write(file, wrong))
        assert Village.objects.count() == 1

    def test_a_file_without_its_columns_or_not_in_utf8(self, file: Path) -> None:
        file.write_text("name,kind\n", "utf-8")
        with pytest.raises(SheetRefused, match=r"thon\.csv:1 columns"):
            sheet.read(file)
        file.write_bytes(f"{HEAD}\n".encode() + "Thôn".encode("utf-16"))
        with pytest.raises(SheetRefused, match=r"thon\.csv:2 file"):
            sheet.read(file)
