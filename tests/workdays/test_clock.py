"""What must hold for every limit, start, calendar and pause; and equality with the oracle."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.workdays.calendar import Calendar, DeclaredDay, always_open
from haicap.workdays.clock import Due, Pause, due, elapsed, late_by, remaining
from haicap.workdays.hours import Unreadable, Week
from haicap.workdays.limit import Limit, add_months
from haicap.workdays.timeline import HANOI, OutsideCalendar
from haicap.workdays.words import Lang, day_by_day, summary
from tests.workdays import oracle

JANUARY = datetime.fromisoformat("2026-01-05")
MINUTES = 60 * 24 * 60


def here(moment: datetime) -> datetime:
    return moment.replace(tzinfo=HANOI)


def at(text: str) -> datetime:
    return here(datetime.fromisoformat(text))


# Half hours too, because sessions begin and end on them, and edges are where mistakes live.
moments = st.one_of(
    st.integers(0, MINUTES), st.integers(0, MINUTES // 30).map(lambda half: half * 30)
).map(lambda minute: JANUARY + timedelta(minutes=minute))


@st.composite
def sessions(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    edges = draw(st.lists(st.integers(0, 48), unique=True, min_size=2, max_size=6))
    edges = [edge * 30 for edge in sorted(edges)][: len(edges) // 2 * 2]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = [draw(st.one_of(st.just(()), sessions())) for _ in range(6)]
    week = Week((draw(sessions()), *days))
    declared = tuple(
        DeclaredDay(
            JANUARY.date() + timedelta(days=draw(st.integers(0, 60))),
            draw(st.sampled_from(["off", "work"])),
        )
        for _ in range(draw(st.integers(0, 6)))
    )
    return Calendar(
        weeks=((date.min, week),), days=declared, is_national=draw(st.booleans())
    )


@st.composite
def pauses(draw: st.DrawFn, *, may_be_open: bool = True) -> list[Pause]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        since = draw(moments)
        minutes = draw(st.one_of(st.integers(0, 300), st.integers(0, 20_000)))
        is_open = may_be_open and draw(st.integers(0, 5)) == 0
        if draw(st.booleans()):
            minutes = minutes // 30 * 30
        until = None if is_open else here(since + timedelta(minutes=minutes))
        found.append(Pause(here(since), until))
    return found


day_limits = st.one_of(
    st.tuples(st.integers(1, 12), st.sampled_from(["working_day", "calendar_day"])),
    st.just((1, "in_day")),
    st.just((1, "month")),
).map(lambda pair: Limit.of(*pair))
limits = st.one_of(
    day_limits,
    st.tuples(
        st.integers(1, 60), st.sampled_from(["working_hour", "hour", "minute"])
    ).map(lambda pair: Limit.of(*pair)),
    st.just(Limit.parse("3 days + 2 working days")),
    st.just(Limit.parse("2 working days + 3 days + 5 working hours")),
)
policies = st.sampled_from(["running", "end-of-day"])


def naive(pause: Pause) -> tuple[datetime, datetime | None]:
    until = None if pause.until is None else pause.until.replace(tzinfo=None)
    return pause.since.replace(tzinfo=None), until


def hours_of(calendar: Calendar) -> oracle.Hours:
    return lru_cache(maxsize=None)(lambda day: calendar.day(day).sessions)


@settings(max_examples=150, deadline=None)
@given(moments, st.integers(1, 3000), calendars(), pauses())
def test_running_time_equals_the_oracle(
    start: datetime, minutes: int, calendar: Calendar, waits: list[Pause]
) -> None:
    expected = oracle.running(
        start, minutes, hours_of(calendar), [naive(pause) for pause in waits]
    )
    limit = Limit.of(f"{minutes / 60:.20f}", "working_hour")
    found = due(limit, here(start), calendar, waits)
    assert found.at == (None if expected is None else here(expected))


@settings(max_examples=300, deadline=None)
@given(moments, day_limits, calendars(), pauses())
def test_whole_days_equal_the_oracle(
    start: datetime, limit: Limit, calendar: Calendar, waits: list[Pause]
) -> None:
    hours, unit = hours_of(calendar), limit.phases[0].unit
    days = int(limit.phases[0].amount)
    received = oracle.received_on(start, hours)
    if unit == "month":
        days = (add_months(received, days) - received).days
    if unit == "in_day":
        days = int(
            start > datetime.combine(received, datetime.min.time()).replace(hour=15)
        )
    every_day = unit in ("calendar_day", "month")
    expected = oracle.whole_days(
        start,
        days,
        hours,
        [naive(pause) for pause in waits],
        lambda day: every_day or bool(hours(day)),
    )
    found = due(limit, here(start), calendar, waits, "end-of-day")
    assert found.at == (None if expected is None else here(expected))


@settings(max_examples=150, deadline=None)
@given(moments, st.integers(1, 5000), calendars(), pauses())
def test_clock_time_equals_the_oracle(
    start: datetime, minutes: int, calendar: Calendar, waits: list[Pause]
) -> None:
    expected = oracle.by_the_clock(
        start, minutes, hours_of(calendar), [naive(pause) for pause in waits]
    )
    found = due(Limit.of(minutes, "minute"), here(start), calendar, waits)
    assert found.at == (None if expected is None else here(expected))


@settings(max_examples=100, deadline=None)
@given(moments, limits, limits, calendars(), pauses(may_be_open=False), policies)
def test_a_phase_ends_before_the_next_and_each_is_a_limit_of_its_own(
    start: datetime,
    first: Limit,
    second: Limit,
    calendar: Calendar,
    waits: list[Pause],
    policy: str,
) -> None:
    one = due(first, here(start), calendar, waits, policy)
    both = due(first + second, here(start), calendar, waits, policy)
    assert one.at is not None
    assert both.at is not None
    assert one.at <= both.at
    if all(phase.unit == "working_hour" for phase in second.phases):
        assert both.at == due(second, one.at, calendar, waits).at


@settings(max_examples=150, deadline=None)
@given(moments, limits, calendars(), pauses(), policies)
def test_due_within_or_at_the_end_of_a_session_and_never_on_a_day_off(
    start: datetime, limit: Limit, calendar: Calendar, waits: list[Pause], policy: str
) -> None:
    found = due(limit, here(start), calendar, waits, policy)
    if found.at is None or found.on is None:
        return
    midnight = here(datetime.combine(found.on, datetime.min.time()))
    minute = round((found.at - midnight) / oracle.MINUTE)
    later = found.at.hour * 60 + found.at.minute
    today, that_day = calendar.day(found.at.date()), calendar.day(found.on)
    assert any(o < minute <= c for o, c in that_day.sessions) or (
        limit.runs_by_the_clock and any(o == later for o, _ in today.sessions)
    )
    assert found.at >= here(start)


@settings(max_examples=150, deadline=None)
@given(moments, st.integers(0, 5000), limits, calendars(), policies)
def test_a_later_start_is_never_due_earlier(
    start: datetime, minutes: int, limit: Limit, calendar: Calendar, policy: str
) -> None:
    early = due(limit, here(start), calendar, (), policy)
    late = due(limit, here(start + timedelta(minutes=minutes)), calendar, (), policy)
    assert early.at is not None
    assert late.at is not None
    assert early.at <= late.at


@settings(max_examples=100, deadline=None)
@given(
    moments,
    st.integers(1, 30),
    st.integers(0, 10),
    st.sampled_from(["working_day", "calendar_day", "working_hour", "hour", "month"]),
    calendars(),
    pauses(may_be_open=False),
    policies,
)
def test_a_longer_limit_is_never_due_earlier(
    start: datetime,
    amount: int,
    more: int,
    unit: str,
    calendar: Calendar,
    waits: list[Pause],
    policy: str,
) -> None:
    found = [
        due(Limit.of(a, unit), here(start), calendar, waits, policy).at
        for a in (amount, amount + more)
    ]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0] <= found[1]


@settings(max_examples=150, deadline=None)
@given(
    moments,
    limits,
    calendars(),
    pauses(may_be_open=False),
    moments,
    st.integers(0, 4000),
    st.integers(0, 4000),
    policies,
)
def test_a_pause_never_brings_the_due_date_forward_nor_does_a_longer_one(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    waits: list[Pause],
    since: datetime,
    length: int,
    more: int,
    policy: str,
) -> None:
    def with_pause(minutes: int) -> datetime:
        pause = Pause(here(since), here(since + timedelta(minutes=minutes)))
        found = due(limit, here(start), calendar, [*waits, pause], policy).at
        assert found is not None
        return found

    without = due(limit, here(start), calendar, waits, policy).at
    assert without is not None
    assert without <= with_pause(length) <= with_pause(length + more)


@settings(max_examples=100, deadline=None)
@given(moments, st.integers(1, 4000), st.integers(1, 4000), calendars())
def test_running_time_adds_up(
    start: datetime, first: int, second: int, calendar: Calendar
) -> None:
    def add(moment: datetime, quarters: int) -> datetime:
        found = due(Limit.of(quarters * 0.25, "working_hour"), moment, calendar).at
        assert found is not None
        return found

    once = add(here(start), first + second)
    assert once == add(add(here(start), first), second)
    assert elapsed(here(start), once, calendar) == timedelta(
        hours=(first + second) * 0.25
    )


@settings(max_examples=150, deadline=None)
@given(moments, limits, calendars(), pauses(), policies)
def test_the_explanation_tells_every_day_and_adds_up(
    start: datetime, limit: Limit, calendar: Calendar, waits: list[Pause], policy: str
) -> None:
    found = due(limit, here(start), calendar, waits, policy)
    lines = found.explanation
    assert [line.on for line in lines] == sorted(line.on for line in lines)
    assert lines[0].on == start.date()
    languages: tuple[Lang, Lang] = ("vi", "en")
    for lang in languages:
        said = [summary(found, lang), *day_by_day(found, lang)]
        assert all("{" not in line for line in said)
    if found.on is not None:
        assert found.on == lines[-1].on
        _check_sum(found, limit)


def _check_sum(found: Due, limit: Limit) -> None:
    if len(limit.phases) > 1:
        return
    counted: list[Any] = [line.counted for line in found.explanation]
    if isinstance(counted[0], timedelta):
        unit = {"working_day": timedelta(hours=8), "minute": timedelta(minutes=1)}
        hours = unit.get(limit.phases[0].unit, timedelta(hours=1))
        assert sum(counted, timedelta(0)) == float(limit.phases[0].amount) * hours
    else:
        assert sum(counted) == found.explanation[-1].of


@settings(max_examples=100, deadline=None)
@given(moments, limits, calendars(), moments, policies)
def test_what_is_left_while_the_clock_stands_is_what_is_left_when_it_goes_on(
    start: datetime, limit: Limit, calendar: Calendar, since: datetime, policy: str
) -> None:
    found = due(limit, here(start), calendar, [Pause(here(since))], policy)
    if found.at is None:
        left = found.remaining
        assert left is not None
        assert left == remaining(found, here(since + timedelta(days=40)))
        assert left >= timedelta(0)


def test_refuses_a_moment_without_a_time_zone() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        due(Limit.of(1, "working_day"), datetime.fromisoformat("2025-07-07"), Calendar())


def test_takes_a_moment_of_any_time_zone() -> None:
    start = datetime.fromisoformat("2025-07-07T03:00:00+00:00")
    found = due(Limit.of(1, "working_day"), start, Calendar())
    assert found.at == at("2025-07-08 10:00")


def test_refuses_to_count_out_of_the_years_known() -> None:
    start = at("2025-07-07 10:00")
    with pytest.raises(OutsideCalendar):
        due(Limit.of(10_000, "month"), start, Calendar())
    with pytest.raises(Unreadable):
        Limit.of(10_001, "month")
    with pytest.raises(OutsideCalendar):
        due(Limit.of(1, "working_day"), start.replace(year=1900), Calendar())


def test_round_the_clock_ends_at_midnight_of_the_day_counted() -> None:
    found = due(Limit.of(3, "calendar_day"), at("2025-07-04 10:00"), always_open())
    assert found.at == at("2025-07-08 00:00")
    assert found.on == date(2025, 7, 7)
    assert not late_by(found.at, at("2025-07-08 00:00"), always_open()).by_day
    two_phases = due(Limit.parse("1 day + 2 days"), at("2025-07-04 10:00"), always_open())
    assert two_phases.at == found.at


def test_midnight_opens_its_own_day_where_the_day_before_closes_at_24() -> None:
    found = due(Limit.of(1, "calendar_day"), at("2025-07-07 00:00"), always_open())
    assert found.at == at("2025-07-09 00:00")


def test_a_pause_until_closing_time_takes_the_day() -> None:
    start, limit = at("2025-07-07 10:00"), Limit.of(1, "working_day")
    pause = Pause(at("2025-07-08 08:00"), at("2025-07-08 17:00"))
    found = due(limit, start, Calendar(), [pause], "end-of-day")
    assert found.at == at("2025-07-09 17:00")
