"""The clock for columns says what the clock for one dossier says."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.drills.clocks import NEVER, Clock, Stop
from haicap.workdays import clock
from haicap.workdays.calendar import vietnam
from haicap.workdays.limit import Limit
from haicap.workdays.timeline import HANOI, instant, moment

LIMITS = (
    "in day", "1 hour", "30 minutes", "4 working hours", "1 working day",
    "2,5 working days", "20 working days", "1 day", "15 days", "60 days", "1 month",
    "10 days + 15 days + 5 days", "2 days + 3 working days",
)  # fmt: skip
COLUMNS = Clock(vietnam(), date(2025, 6, 1), date(2025, 12, 31))
FIRST = datetime(2025, 7, 1, tzinfo=HANOI)
moments = st.integers(0, 60 * 86_400).map(lambda s: FIRST + timedelta(seconds=s))
waits = st.one_of(
    st.none(), st.integers(0, 20 * 86_400).map(lambda s: timedelta(seconds=s))
)


def column(*instants: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(instants, np.int64)


@pytest.mark.parametrize("text", LIMITS)
@pytest.mark.parametrize("policy", ["running", "end-of-day"])
@settings(max_examples=60, deadline=None)
@given(at=moments, before=waits, length=waits)
def test_both_clocks_agree(
    text: str,
    policy: str,
    at: datetime,
    before: timedelta | None,
    length: timedelta | None,
) -> None:
    pauses, stop = [], Stop(column(NEVER), column(NEVER))
    if before is not None:
        since = at + before
        until = None if length is None else since + length
        pauses = [clock.Pause(since, until)]
        stop = Stop(
            column(instant(since)), column(NEVER if until is None else instant(until))
        )
    limit = Limit.parse(text)

    one = clock.due(limit, at, vietnam(), pauses, policy).at
    many = COLUMNS.due(limit, policy, column(instant(at)), stop)

    assert (None if many[0] == NEVER else moment(int(many[0]))) == one


@settings(max_examples=200, deadline=None)
@given(at=moments)
def test_working_time_there_and_back(at: datetime) -> None:
    time = COLUMNS.worked(column(instant(at)))
    span = vietnam().timeline.span(instant(FIRST), instant(FIRST))

    assert time[0] - COLUMNS.worked(column(instant(FIRST)))[0] == span.worked(
        instant(at)
    ) - span.worked(instant(FIRST))
    assert COLUMNS.worked(COLUMNS.when_worked(time))[0] == time[0]


def test_no_limit_is_never_due() -> None:
    at = column(instant(FIRST))

    assert COLUMNS.due(None, "running", at, Stop(at, at))[0] == NEVER
