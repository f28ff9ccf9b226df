"""Freezing reports over dossiers made by the actions."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from haicap.journal.models import Entry
from haicap.measures.lake.manifest import Lake
from haicap.measures.models import WeeklyReport
from haicap.measures.observed import actions as observed
from haicap.measures.weekly import actions, kept
from haicap.measures.weekly.figures import Counted, Figures
from haicap.measures.weekly.record import LakeBehind, NoRecord
from haicap.measures.weekly.verify import verify
from haicap.measures.weekly.weeks import BeforeTheRecord, Week
from tests import given
from tests.measures.world import everything, follow_all, late

W28 = Week(date(2025, 7, 7))
W29 = Week(date(2025, 7, 14))
AT = datetime(2025, 7, 16, 0, 5, tzinfo=UTC)
LATER = datetime(2025, 7, 23, 0, 5, tzinfo=UTC)


def figures_of(report: WeeklyReport) -> Figures:
    """What a report says."""
    return Figures.from_json(report.figures)


def change(statement: str) -> None:
    """Do to the table what nobody may."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


class TestFreeze:
    def test_says_what_the_measures_say(self, lake: Lake) -> None:
        assert list(everything())
        follow_all()

        found = figures_of(actions.freeze(W28, at=AT))

        assert found.in_week["received"].numerator == 9
        assert found.in_week["received-growth"].share is None, "nobody knows week 27"
        assert found.to_date["received"].numerator == 9
        assert found.to_date["overdue-open"].numerator is not None
        assert len(found.localities) == 34
        here = next(each for each in found.localities if each.code == "38")
        assert here.name == "Thanh Hóa"
        assert here.to_date["received"] == Counted(9)
        elsewhere = next(each for each in found.localities if each.code == "01")
        assert elsewhere.to_date["received"] == Counted(0)
        assert elsewhere.to_date["online"] == Counted(0, 0)
        assert [each.received for each in found.past] == [9]

    def test_says_the_same_again_under_the_same_name(self, lake: Lake) -> None:
        given.returned()
        follow_all()
        first = actions.freeze(W28, at=AT)

        again = actions.freeze(W28, at=LATER)

        assert again.pk == first.pk
        assert WeeklyReport.objects.count() == 1
        assert Entry.objects.filter(kind="report.frozen").count() == 1

    def test_compares_with_the_report_before(self, lake: Lake) -> None:
        given.returned()
        late()
        follow_all()
        before = actions.freeze(W28, at=AT)

        found = figures_of(actions.freeze(W29, at=LATER))

        assert found.previous is not None
        assert found.previous.snapshot == before.snapshot
        assert found.previous.received == 2
        assert found.in_week["received-growth"] in (Counted(None), Counted(-2, 2))

    def test_a_late_fact_makes_another_report_and_keeps_the_first(
        self, lake: Lake
    ) -> None:
        given.returned()
        follow_all()
        first = actions.freeze(W28, at=AT)
        given.received()
        follow_all()

        second = actions.freeze(W28, at=LATER)

        assert second.snapshot != first.snapshot
        assert kept.latest("2025-W28") == second
        assert kept.read(first, "md", "en") != kept.read(second, "md", "en")

    def test_keeps_every_file_that_it_names(self, lake: Lake, storage: Path) -> None:
        given.returned()
        follow_all()

        report = actions.freeze(W28, at=AT)

        there = {path.name for path in storage.glob("reports/*/*")}
        assert there == set(report.files)
        assert len(there) == 13, "six languages twice, and the CSV"

    def test_cites_what_others_declared_and_counts_none_of_it(self, lake: Lake) -> None:
        given.returned()
        follow_all()
        said = observed.Said(
            measure="received",
            definition="34-provinces",
            territory="VN",
            since=date(2025, 7, 1),
            until=date(2025, 7, 12),
            value=Decimal(900_000),
            source="A newspaper",
            as_of=date(2025, 7, 11),
        )
        observed.declare(said, by=None, at=AT)

        report = actions.freeze(W28, at=AT)

        assert figures_of(report).to_date["received"] == Counted(1)
        text = kept.read(report, "md", "en").decode()
        computed, _heading, declared = text.partition("## Figures declared by others")
        assert "900,000" not in computed
        assert "900,000" in declared
        assert "A newspaper" in declared

    def test_waits_for_the_lake(self, lake: Lake) -> None:
        given.returned()
        with pytest.raises(NoRecord):
            actions.freeze(W28, at=AT)
        follow_all()
        given.received()

        with pytest.raises(LakeBehind):
            actions.freeze(W28, at=AT)
        assert not WeeklyReport.objects.exists()

    def test_refuses_a_week_before_the_record_and_names_the_first(
        self, lake: Lake
    ) -> None:
        given.returned()
        follow_all()

        with pytest.raises(BeforeTheRecord, match="2025-W28"):
            actions.freeze(Week(date(2025, 6, 30)), at=AT)

    def test_nobody_changes_a_report(self, lake: Lake) -> None:
        given.returned()
        follow_all()
        actions.freeze(W28, at=AT)

        for statement in (
            "UPDATE measures_weeklyreport SET week = '2025-W01'",
            "DELETE FROM measures_weeklyreport",
            "TRUNCATE measures_weeklyreport",
        ):
            with pytest.raises(Error, match="frozen"):
                change(statement)


class TestFreezeDue:
    def test_freezes_once_on_wednesday(self, lake: Lake) -> None:
        given.returned()
        follow_all()
        tuesday = datetime(2025, 7, 15, 12, 0, tzinfo=UTC)

        assert actions.freeze_due(at=tuesday) is None
        made = actions.freeze_due(at=AT)
        again = actions.freeze_due(at=AT)

        assert made is not None
        assert made.week == "2025-W28"
        assert again is None

    def test_two_workers_freeze_one_report(self, lake: Lake) -> None:
        given.returned()
        follow_all()
        made: list[WeeklyReport | None] = []

        def work() -> None:
            made.append(actions.freeze_due(at=AT))
            connection.close()

        workers = [Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert len([each for each in made if each is not None]) == 1
        assert WeeklyReport.objects.count() == 1

    def test_makes_up_for_a_missed_wednesday(self, lake: Lake) -> None:
        given.returned()
        follow_all()

        made = actions.freeze_due(at=datetime(2025, 7, 19, 3, 0, tzinfo=UTC))

        assert made is not None
        assert made.week == "2025-W28"


class TestVerify:
    def test_finds_nothing_where_nothing_changed(self, lake: Lake) -> None:
        assert list(everything())
        follow_all()
        report = kept.find(actions.freeze(W28, at=AT).snapshot)

        assert verify(report).is_well

    def test_finds_what_was_recorded_later(self, lake: Lake) -> None:
        given.returned()
        follow_all()
        report = actions.freeze(W28, at=AT)
        given.received()
        follow_all()

        found = verify(report)

        assert found.is_sealed
        names = {each.name: each for each in found.differences}
        assert names["to_date.received.numerator"].frozen == 1
        assert names["to_date.received.numerator"].today == 2

    def test_finds_a_damaged_file(self, lake: Lake, storage: Path) -> None:
        given.returned()
        follow_all()
        report = actions.freeze(W28, at=AT)
        (csv,) = storage.rglob("*.csv")
        csv.write_text("somebody else's numbers")

        found = verify(report)

        assert found.damaged == (csv.name,)
        assert found.rewritten == ()
        with pytest.raises(kept.DamagedReport):
            kept.read(report, "csv", "en")

    def test_finds_a_row_that_is_not_what_it_is_called(self, lake: Lake) -> None:
        given.returned()
        follow_all()
        report = actions.freeze(W28, at=AT)
        report.figures["to_date"]["received"]["numerator"] = 1000

        found = verify(report)

        assert not found.is_sealed
        assert found.rewritten
