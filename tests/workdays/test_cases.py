"""
The cases that an older engine of the country got wrong, by number.

A is the running policy, B the end-of-day policy. Not matters of the pure clock, and so
tested where they belong: 7 and 16–18 do not exist; 32's job that fires once and 33's record
of old due date, reason and signer are rows of dossiers; 35 does not exist; 37, the extension
with its apology, is a second appointment beside the first, both computed here; of 29, that
handing over a finished result late is not lateness is a matter of which moment is compared.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from haicap.workdays.calendar import Calendar, DeclaredDay, always_open, vietnam
from haicap.workdays.clock import Pause, due, elapsed, late_by, remaining
from haicap.workdays.hours import parse_sessions, parse_week
from haicap.workdays.limit import Limit
from haicap.workdays.timeline import HANOI
from haicap.workdays.words import lateness_in_words, time_in_words

OFF = ["2025-04-30", "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02"]
OFF += ["2026-01-01", "2026-01-02"]
WORK = ["2025-04-26", "2026-01-10"]
TABLE = Calendar(
    days=(
        *(DeclaredDay(date.fromisoformat(day), "off") for day in OFF),
        *(DeclaredDay(date.fromisoformat(day), "work") for day in WORK),
    ),
    is_national=False,
)
SATURDAYS = Calendar(
    weeks=((date.min, parse_week("mon-fri 07:30-11:30,13:00-17:00; sat 07:30-11:30")),),
    is_national=False,
)
EARLY = Calendar(
    weeks=((date.min, parse_week("mon-fri 07:00-11:30,13:30-17:00")),), is_national=False
)
SUNDAY = TABLE.with_days(
    DeclaredDay(date(2025, 7, 5), "off"), DeclaredDay(date(2025, 7, 6), "work")
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def due_at(
    limit: str, start: str, calendar: Calendar = TABLE, *, policy: str = "running"
) -> datetime | None:
    return due(Limit.parse(limit), at(start), calendar, (), policy).at


A = [
    (1, "1 working day", "2025-07-07 10:00", "2025-07-08 10:00"),
    (1, "2 working days", "2025-07-07 10:00", "2025-07-09 10:00"),
    (2, "5 working days", "2025-07-07 10:00", "2025-07-14 10:00"),
    (3, "0.5 working day", "2025-07-07 16:00", "2025-07-08 10:30"),
    (4, "1 working day", "2025-07-05 10:00", "2025-07-07 17:00"),
    (5, "4 working hours", "2025-07-05 10:00", "2025-07-07 11:30"),
    (6, "4 working hours", "2025-07-07 20:00", "2025-07-08 11:30"),
    (8, "1 working day", "2025-04-30 10:00", "2025-05-05 17:00"),
    (9, "3 working days", "2025-04-28 09:00", "2025-05-06 09:00"),
    (10, "1 working day", "2025-04-25 10:00", "2025-04-26 10:00"),
    (12, "1 working day", "2025-08-29 15:00", "2025-09-03 15:00"),
    (13, "1 working day", "2025-07-07 17:00", "2025-07-08 17:00"),
    (13, "1 working day", "2025-07-07 17:30", "2025-07-08 17:00"),
    (14, "1 working day", "2025-07-07 12:10", "2025-07-08 11:30"),
    (15, "1 working day", "2025-07-07 06:50", "2025-07-07 17:00"),
]


@pytest.mark.parametrize(("number", "limit", "start", "expected"), A)
def test_running(number: int, limit: str, start: str, expected: str) -> None:
    assert due_at(limit, start) == at(expected)


B = [
    (1, "1 working day", "2025-07-07 10:00", "2025-07-08 17:00"),
    (2, "5 working days", "2025-07-07 10:00", "2025-07-14 17:00"),
    (3, "0.5 working day", "2025-07-07 16:00", "2025-07-08 17:00"),
    (4, "1 working day", "2025-07-05 10:00", "2025-07-08 17:00"),
    (8, "1 working day", "2025-04-30 10:00", "2025-05-06 17:00"),
    (9, "3 working days", "2025-04-28 09:00", "2025-05-06 17:00"),
    (10, "1 working day", "2025-04-25 10:00", "2025-04-26 17:00"),
    (12, "1 working day", "2025-08-29 15:00", "2025-09-03 17:00"),
    # 17:00 sharp is not after closing, as 15:00 sharp is not after 15:00: Monday is day zero.
    (13, "1 working day", "2025-07-07 17:00", "2025-07-08 17:00"),
    (13, "1 working day", "2025-07-07 17:01", "2025-07-09 17:00"),
    (13, "1 working day", "2025-07-07 17:30", "2025-07-09 17:00"),
    (14, "1 working day", "2025-07-07 12:10", "2025-07-08 17:00"),
    (15, "1 working day", "2025-07-07 06:50", "2025-07-08 17:00"),
]


@pytest.mark.parametrize(("number", "limit", "start", "expected"), B)
def test_end_of_day(number: int, limit: str, start: str, expected: str) -> None:
    assert due_at(limit, start, policy="end-of-day") == at(expected)


@pytest.mark.parametrize(
    ("limit", "start", "policy", "expected"),
    [
        ("3 working days", "2025-08-28 00:00", "end-of-day", "2025-09-04 17:00"),
        ("3 working days", "2025-08-28 09:00", "running", "2025-09-04 09:00"),
        ("30 days", "2025-08-01 00:00", "running", "2025-09-03 17:00"),
        ("in day", "2025-08-29 15:20", "running", "2025-09-03 17:00"),
        ("in day", "2025-08-29 15:00", "running", "2025-08-29 17:00"),
        ("in day", "2025-08-30 09:00", "running", "2025-09-03 17:00"),
        ("1 month", "2024-01-31 08:00", "running", "2024-02-29 17:00"),
        ("1 month", "2025-07-30 08:00", "running", "2025-09-03 17:00"),
        ("24 hours", "2025-08-29 20:00", "running", "2025-09-03 07:30"),
        (
            "10 days + 5 working days",
            "2025-08-01 09:00",
            "end-of-day",
            "2025-08-18 17:00",
        ),
        ("10 days + 5 working days", "2025-08-01 09:00", "running", "2025-08-18 17:00"),
        ("9 days + 1 working day", "2025-08-01 09:00", "end-of-day", "2025-08-12 17:00"),
        ("5 working days + 10 days", "2025-08-01 09:00", "running", "2025-08-18 17:00"),
        ("90 minutes", "2025-08-29 09:00", "running", "2025-08-29 10:30"),
        ("8 working hours", "2025-08-29 15:00", "running", "2025-09-03 15:00"),
    ],
)
def test_vectors_on_the_national_calendar(
    limit: str, start: str, policy: str, expected: str
) -> None:
    assert due_at(limit, start, vietnam(), policy=policy) == at(expected)


def test_39_working_days_from_1_july_to_23_august_2025() -> None:
    days = [date(2025, 7, 1) + timedelta(days=n) for n in range(54)]
    assert days[-1] == date(2025, 8, 23)
    assert sum(bool(vietnam().day(day).sessions) for day in days) == 39


@pytest.mark.parametrize("day", ["2025-04-26", "2026-01-10", "2026-08-22"])
def test_a_decreed_saturday_has_the_hours_of_a_weekday(day: str) -> None:
    found = vietnam().day(date.fromisoformat(day))
    assert (found.kind, found.sessions) == ("work", ((450, 690), (780, 1020)))


def test_11_a_make_up_sunday_right_after_a_day_off_counts() -> None:
    assert due_at("1 working day", "2025-07-04 10:00", SUNDAY) == at("2025-07-06 10:00")
    assert due_at("1 working day", "2025-07-04 10:00", SUNDAY, policy="end-of-day") == at(
        "2025-07-06 17:00"
    )


class TestSaturdayMorning:
    def test_19_runs(self) -> None:
        assert due_at("1 working day", "2025-07-11 15:00", SATURDAYS) == at(
            "2025-07-14 09:30"
        )

    def test_19_counts_as_a_day_by_default(self) -> None:
        found = due_at(
            "1 working day", "2025-07-11 15:00", SATURDAYS, policy="end-of-day"
        )
        assert found == at("2025-07-12 11:30")

    def test_19_does_not_count_where_the_calendar_says_so(self) -> None:
        strict = Calendar(SATURDAYS.weeks, is_national=False, short_days_count=False)
        limit, start = Limit.parse("1 working day"), at("2025-07-11 15:00")
        found = due(limit, start, strict, (), "end-of-day")
        assert found.at == at("2025-07-14 17:00")
        assert [line.code for line in found.explanation] == [
            *("received", "short-day", "rest", "day")
        ]

    def test_a_swapped_saturday_has_the_full_hours(self) -> None:
        swapped = SATURDAYS.with_days(DeclaredDay(date(2025, 7, 12), "work"))
        assert due_at("1 working day", "2025-07-11 15:00", swapped) == at(
            "2025-07-12 15:00"
        )

    def test_declared_hours_win(self) -> None:
        own = DeclaredDay(date(2025, 7, 12), "work", parse_sessions("08:00-09:00"))
        assert due_at("3 working hours", "2025-07-11 15:00", TABLE.with_days(own)) == at(
            "2025-07-12 09:00"
        )


@pytest.mark.parametrize(
    "hours", ["mon-fri 08:00-16:00", "mon-fri 07:00-10:00,11:00-13:00,13:30-16:30"]
)
def test_20_any_number_of_sessions(hours: str) -> None:
    calendar = Calendar(weeks=((date.min, parse_week(hours)),), is_national=False)
    assert due_at("1 working day", "2025-07-07 15:00", calendar) == at("2025-07-08 15:00")


def test_22_an_hour_asked_for_at_lunch() -> None:
    assert due_at("1 working hour", "2025-07-07 12:30", EARLY) == at("2025-07-07 14:30")


class TestPauses:
    limit = Limit.parse("5 working days")
    start = at("2025-07-07 10:00")
    waited = Pause(at("2025-07-09 14:00"), at("2025-07-14 09:00"))

    def test_23_both_ways_agree(self) -> None:
        found = due(self.limit, self.start, TABLE, (self.waited,))
        old = due(self.limit, self.start, TABLE)
        assert old.at is not None
        assert self.waited.until is not None
        wait = elapsed(self.waited.since, self.waited.until, TABLE)
        assert wait == timedelta(hours=20.5)
        shifted = due(Limit.of(20.5, "working_hour"), old.at, TABLE)
        assert found.at == shifted.at == at("2025-07-16 16:00")

    def test_23_moves_by_three_days_where_days_are_counted(self) -> None:
        found = due(self.limit, self.start, TABLE, (self.waited,), "end-of-day")
        assert found.at == at("2025-07-17 17:00")

    @pytest.mark.parametrize(
        ("since", "until", "expected"),
        [
            ("2025-07-08 08:00", "2025-07-08 09:15", "2025-07-14 11:15"),  # in one day
            ("2025-07-08 11:45", "2025-07-08 12:45", "2025-07-14 10:00"),  # at lunch
            ("2025-07-11 17:00", "2025-07-14 07:30", "2025-07-14 10:00"),  # a week-end
            ("2025-07-14 10:00", "2025-07-21 10:00", "2025-07-14 10:00"),  # at the due
            ("2025-07-15 10:00", "2025-07-21 10:00", "2025-07-14 10:00"),  # after it
            ("2025-07-04 10:00", "2025-07-07 11:00", "2025-07-14 11:00"),  # from before
        ],
    )
    def test_26_of_any_place(self, since: str, until: str, expected: str) -> None:
        found = due(self.limit, self.start, TABLE, (Pause(at(since), at(until)),))
        assert found.at == at(expected)

    def test_26_over_tet(self) -> None:
        pause = Pause(at("2026-02-13 16:00"), at("2026-02-23 08:30"))
        limit = Limit.parse("1 working day")
        found = due(limit, at("2026-02-13 15:00"), vietnam(), (pause,))
        assert found.at == at("2026-02-23 17:00")

    def test_26_nested_and_overlapping_count_once(self) -> None:
        pauses = (
            Pause(at("2025-07-08 08:00"), at("2025-07-08 11:00")),
            Pause(at("2025-07-08 09:00"), at("2025-07-08 10:00")),
            Pause(at("2025-07-08 10:30"), at("2025-07-08 11:30")),
        )
        assert due(self.limit, self.start, TABLE, pauses).at == at("2025-07-14 15:00")

    def test_26_open_ended(self) -> None:
        found = due(self.limit, self.start, TABLE, (Pause(at("2025-07-09 14:00")),))
        assert (found.at, found.state) == (None, "paused")
        assert found.remaining == timedelta(hours=21.5)
        assert remaining(found, at("2025-08-01 10:00")) == timedelta(hours=21.5)
        assert remaining(found, at("2025-07-09 13:00")) == timedelta(hours=22.5)

    def test_26_open_ended_after_the_due_moment_hides_no_lateness(self) -> None:
        found = due(self.limit, self.start, TABLE, (Pause(at("2025-07-15 07:30")),))
        assert found.at == at("2025-07-14 10:00")
        assert remaining(found, at("2025-07-15 07:30")) == -timedelta(hours=5.5)

    def test_26_the_same_where_days_are_counted(self) -> None:
        late, early = Pause(at("2025-07-14 17:00")), Pause(at("2025-07-14 16:59"))
        counted = [
            due(self.limit, self.start, TABLE, (pause,), "end-of-day").at
            for pause in (late, early)
        ]
        assert counted == [at("2025-07-14 17:00"), None]

    def test_refuses_one_that_ends_before_it_begins(self) -> None:
        pause = Pause(at("2025-07-09 14:00"), at("2025-07-09 13:00"))
        with pytest.raises(ValueError, match="ends before it begins"):
            due(self.limit, self.start, TABLE, (pause,))


def test_27_a_step_done_twice_runs_from_its_first_start() -> None:
    away = Pause(at("2025-07-07 15:00"), at("2025-07-09 09:00"))  # another step's turn
    found = due(Limit.parse("1 working day"), at("2025-07-07 10:00"), TABLE, (away,))
    assert found.at == at("2025-07-09 15:00")


def test_28_without_a_legal_limit_there_is_no_due_date() -> None:
    found = due(None, at("2025-07-07 10:00"), TABLE)
    assert (found.at, found.on, found.state) == (None, None, "no-limit")
    assert (found.remaining, found.explanation) == (None, ())
    assert remaining(found, at("2026-07-07 10:00")) is None
    assert late_by(found.at, at("2026-07-07 10:00"), TABLE) == (
        False,
        False,
        timedelta(0),
    )


def test_29_what_was_submitted_today_is_not_late_today() -> None:
    moment = due_at("0.5 working day", "2025-07-07 08:00")
    assert moment is not None
    assert not late_by(moment, at("2025-07-07 08:01"), TABLE).by_instant


def test_30_lateness_by_the_instant_and_by_the_day() -> None:
    found = late_by(at("2025-07-07 10:00"), at("2025-07-07 16:00"), TABLE)
    assert found == (True, False, timedelta(hours=4.5))
    assert late_by(at("2025-07-07 10:00"), at("2025-07-08 07:00"), TABLE).by_day


def test_31_lateness_is_said_in_working_time() -> None:
    found = late_by(at("2025-07-11 15:00"), at("2025-07-15 08:30"), TABLE)
    assert found.working == timedelta(hours=11)
    assert lateness_in_words(found, "vi", 480) == "Quá 1 ngày 3 giờ"
    assert lateness_in_words(found, "en", 480) == "Late by 1 day 3 hours"


def test_31_never_thirteen_hours_of_a_day() -> None:
    assert time_in_words(timedelta(hours=37), "vi", 480) == "4 ngày 5 giờ"


def test_32_waiting_for_n_days_ends_after_n_days() -> None:
    asked = at("2025-07-07 10:00")
    assert due(Limit.parse("30 days"), asked, TABLE).at == at("2025-08-06 17:00")


def test_33_a_new_day_off_moves_what_is_recomputed() -> None:
    changed = TABLE.with_days(DeclaredDay(date(2025, 7, 10), "off"))
    assert due_at("5 working days", "2025-07-07 10:00") == at("2025-07-14 10:00")
    assert due_at("5 working days", "2025-07-07 10:00", changed) == at("2025-07-15 10:00")


def test_34_calendars_compute_independently_in_threads() -> None:
    calendars = [TABLE, SATURDAYS, EARLY, vietnam(), always_open()]
    work = [(n, calendar) for n in range(40) for calendar in calendars]

    def compute(job: tuple[int, Calendar]) -> datetime | None:
        days, calendar = job
        fresh = Calendar(
            **{f: getattr(calendar, f) for f in calendar.__dataclass_fields__}
        )
        start = at("2025-07-07 10:00")
        limit = Limit.of(days + 1, "working_day")
        assert due(limit, start, calendar).at == due(limit, start, fresh).at
        return due(limit, start, calendar).at

    with ThreadPoolExecutor(8) as pool:
        parallel = list(pool.map(compute, work))
    assert parallel == [compute(job) for job in work]


def test_36_each_instant_by_the_calendar_of_the_agency_in_charge() -> None:
    joined = TABLE.followed_by(EARLY, date(2025, 7, 9))
    assert due_at("2 working days", "2025-07-08 10:00", joined) == at("2025-07-10 09:30")
    assert due_at("1 working day", "2025-07-07 10:00", joined) == at("2025-07-08 10:00")
    with pytest.raises(ValueError, match="differ only in hours"):
        TABLE.followed_by(always_open(), date(2025, 7, 9))


def test_38_equal_calendars_are_one_key() -> None:
    assert hash(Calendar()) == hash(vietnam())
    assert Calendar() == vietnam()
