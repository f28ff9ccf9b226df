"""Which weeks can be reported, and which is due."""

from datetime import date, datetime

import pytest

from haicap.measures.periods import PeriodInFuture, UnknownPeriod
from haicap.measures.weekly.weeks import BeforeTheRecord, Week, WeekNotOver, due, parse

TODAY = date(2025, 8, 27)  # a Wednesday


class TestParse:
    @pytest.mark.parametrize("text", ["2025-W34", "2025-w34", " 2025W34 "])
    def test_reads_a_week(self, text: str) -> None:
        week = parse(text, TODAY)

        assert (week.since, week.last) == (date(2025, 8, 18), date(2025, 8, 24))
        assert week.name == "2025-W34"

    @pytest.mark.parametrize(
        ("text", "refusal", "nearest"),
        [
            ("last week", UnknownPeriod, "2025-W34"),
            ("2025-08", UnknownPeriod, "2025-W34"),
            ("", UnknownPeriod, "2025-W34"),
            ("2025-W53", UnknownPeriod, "2025-W34"),
            ("2025-W99", UnknownPeriod, "2025-W34"),
            ("2025-W00", UnknownPeriod, "2025-W27"),
            ("0000-W10", UnknownPeriod, "2025-W27"),
            ("2025-W36", PeriodInFuture, "2025-W34"),
            ("9999-W01", PeriodInFuture, "2025-W34"),
            ("2025-W35", WeekNotOver, "2025-W34"),
            ("2025-W26", BeforeTheRecord, "2025-W27"),
            ("1925-W10", BeforeTheRecord, "2025-W27"),
        ],
    )
    def test_refuses_the_others_and_names_the_nearest(
        self, text: str, refusal: type[UnknownPeriod], nearest: str
    ) -> None:
        with pytest.raises(refusal) as refused:
            parse(text, TODAY)

        assert refused.value.details["nearest"] == nearest
        assert refused.value.status == 422

    def test_the_week_in_which_two_level_government_begins_is_the_first(self) -> None:
        assert parse("2025-W27", TODAY).since == date(2025, 6, 30)


class TestDue:
    @pytest.mark.parametrize(
        ("now", "week"),
        [
            ("2025-08-26T23:59", "2025-W33"),
            ("2025-08-27T06:59", "2025-W33"),
            ("2025-08-27T07:00", "2025-W34"),
            ("2025-08-31T12:00", "2025-W34"),
            ("2025-09-02T12:00", "2025-W34"),
            ("2025-09-03T07:00", "2025-W35"),
            ("2026-01-07T08:00", "2026-W01"),
        ],
    )
    def test_is_the_week_before_from_wednesday_at_seven(
        self, now: str, week: str
    ) -> None:
        assert due(datetime.fromisoformat(f"{now}+07:00")).name == week

    def test_looks_at_the_clock_of_vietnam(self) -> None:
        at_seven = datetime.fromisoformat("2025-08-27T00:00:00+00:00")

        assert due(at_seven).name == "2025-W34"


def test_weeks_begin_on_monday() -> None:
    assert Week.of(date(2025, 8, 24)) == Week(date(2025, 8, 18))
    assert Week.before(date(2025, 8, 25)) == Week(date(2025, 8, 18))
    assert Week.before(date(2025, 8, 24)) == Week(date(2025, 8, 11))
