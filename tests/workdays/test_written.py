"""What people write: limits, hours; and how reasons are said."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from haicap.workdays.calendar import Calendar, vietnam
from haicap.workdays.clock import due
from haicap.workdays.hours import Unreadable, parse_sessions, parse_week
from haicap.workdays.limit import Limit, Unit
from haicap.workdays.timeline import HANOI
from haicap.workdays.vietnam import named_days
from haicap.workdays.words import day_by_day, limit_in_words, summary


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("3 working days", "3", Unit.WORKING_DAY),
        ("1 working day", "1", Unit.WORKING_DAY),
        ("0.5 working day", "0.5", Unit.WORKING_DAY),
        ("0,5 ngày làm việc", "0.5", Unit.WORKING_DAY),
        ("3 ngày làm việc", "3", Unit.WORKING_DAY),
        ("3 Ngày Làm Việc", "3", Unit.WORKING_DAY),
        ("30 days", "30", Unit.CALENDAR_DAY),
        ("15 calendar days", "15", Unit.CALENDAR_DAY),
        ("30 ngày", "30", Unit.CALENDAR_DAY),
        ("in day", "1", Unit.IN_DAY),
        ("trong ngày", "1", Unit.IN_DAY),
        ("1 month", "1", Unit.MONTH),
        ("1 tháng", "1", Unit.MONTH),
        ("4 working hours", "4", Unit.WORKING_HOUR),
        ("4 giờ làm việc", "4", Unit.WORKING_HOUR),
        ("24 giờ", "24", Unit.HOUR),
        ("15 phút", "15", Unit.MINUTE),
    ],
)
def test_reads_a_limit(text: str, amount: str, unit: Unit) -> None:
    (phase,) = Limit.parse(text).phases
    assert (phase.amount, phase.unit) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "days",
        "3 fish",
        "0 days",
        "-1 days",
        "0.5 days",
        "1.5 months",
        "3 days +",
    ],
)
def test_refuses_a_limit_and_says_what_is_allowed(text: str) -> None:
    with pytest.raises(
        Unreadable, match="allowed: a positive number and a unit"
    ) as error:
        Limit.parse(text)
    assert error.value.field == "limit"


@pytest.mark.parametrize(("amount", "unit"), [("x", "month"), (1, "fish"), (0, "hour")])
def test_refuses_an_amount_or_a_unit(amount: int | str, unit: str) -> None:
    with pytest.raises(Unreadable):
        Limit.of(amount, unit)


def test_says_phases_in_both_languages() -> None:
    limit = Limit.parse("10 days + 0.5 working day") + Limit.parse("in day")
    assert limit_in_words(limit, "en") == "10 calendar days + 0.5 working days + in day"
    assert limit_in_words(limit, "vi") == "10 ngày + 0,5 ngày làm việc + trong ngày"


@pytest.mark.parametrize(
    "text",
    ["8-9", "09:00-08:00", "07:30-25:00", "07:60-08:00", "08:00-10:00,09:00-11:00"],
)
def test_refuses_sessions(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        parse_sessions(text)
    assert error.value.field == "hours"


@pytest.mark.parametrize(
    "text", ["", "mon", "mon-fry 08:00-09:00", "fri-mon 08:00-09:00", "08:00-09:00"]
)
def test_refuses_a_week(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_week(text)


def test_a_later_part_of_a_week_wins() -> None:
    week = parse_week("mon-fri 07:30-11:30; wed,fri 08:00-09:00")
    assert [len(day) for day in week.days] == [1, 1, 1, 1, 1, 0, 0]
    assert week.days[2] == week.days[4] == ((480, 540),)


@pytest.mark.parametrize(
    ("year", "off", "worked"),
    [
        (2019, [], ["2019-01-05", "2019-05-04"]),
        (2025, ["2025-01-27", "2025-01-31", "2025-05-02", "2025-09-01"], ["2025-04-26"]),
        (2026, ["2026-01-02", "2026-08-31", "2026-11-24"], ["2026-01-10", "2026-08-22"]),
    ],
)
def test_the_nations_days(year: int, off: list[str], worked: list[str]) -> None:
    days = named_days(year)
    assert {days[date.fromisoformat(day)].kind for day in off} <= {"off"}
    assert [str(day) for day in sorted(days) if days[day].kind == "work"] == worked


def test_a_swap_is_named_on_both_sides() -> None:
    days = named_days(2026)
    assert days[date(2026, 8, 31)].name.vi == "Nghỉ hoán đổi, làm bù 22/08/2026"
    assert days[date(2026, 8, 22)].name.en == "Worked in place of 31/08/2026"


class TestWords:
    start = datetime(2025, 8, 29, 8, tzinfo=HANOI)

    def test_the_summary_names_the_days_off(self) -> None:
        found = due(Limit.parse("3 working days"), self.start, vietnam())
        assert summary(found, "en") == (
            "3 working days, from Fri 29 Aug 2025 08:00; 1 and 2 Sep: National Day;"
            " due Fri 5 Sep 2025 08:00"
        )
        assert summary(found, "vi") == (
            "3 ngày làm việc, tính từ T6 29/08/2025 08:00; 01/09 và 02/09 là Quốc khánh;"
            " hẹn trả T6 05/09/2025 08:00"
        )

    def test_day_by_day(self) -> None:
        found = due(Limit.parse("1 working day"), self.start, vietnam(), (), "end-of-day")
        assert day_by_day(found, "en") == [
            "Fri 29 Aug 2025: day of receipt, not counted",
            "Sat 30 Aug 2025: weekly rest, not counted",
            "Sun 31 Aug 2025: weekly rest, not counted",
            "Mon 1 Sep 2025: National Day: day off, not counted",
            "Tue 2 Sep 2025: National Day: day off, not counted",
            "Wed 3 Sep 2025: day 1 of 1",
        ]

    def test_without_a_limit(self) -> None:
        found = due(None, self.start, Calendar())
        assert summary(found, "en") == "no time limit in law, so no due date"
