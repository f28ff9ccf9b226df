"""
Price of a due date on a compiled calendar, beside a floor measured in the same run.

The floor is the least that any engine must do: subtract, bisect a year's sessions, add.
"""

import random
from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter

from haicap.workdays.calendar import vietnam
from haicap.workdays.clock import Pause, due
from haicap.workdays.limit import Limit
from haicap.workdays.timeline import HANOI, instant

DATES = 20_000
ROUNDS = 5


def best(compute: Callable[[datetime], object], starts: list[datetime]) -> float:
    """Microseconds a call, in the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        for start in starts:
            compute(start)
        times.append(perf_counter() - begin)
    return min(times) / len(starts) * 1e6


def main() -> None:
    random.seed(1)
    calendar = vietnam()
    first = datetime(2025, 7, 1, tzinfo=HANOI)
    starts = [
        first + timedelta(minutes=random.randrange(365 * 1440)) for _ in range(DATES)
    ]
    opens = calendar.timeline.span(instant(first), instant(starts[-1])).opens
    origin = datetime(1, 1, 1, tzinfo=HANOI)
    tick, eight_hours = timedelta(microseconds=1), timedelta(hours=8)

    def floor(start: datetime) -> tuple[datetime, int]:
        return start + eight_hours, bisect_right(opens, (start - origin) // tick)

    lowest = best(floor, starts)
    print(f"{'floor: add and bisect':44} {lowest:6.2f} µs")
    for text, policy, waits in (
        ("3 working days", "running", 0),
        ("15 working days", "end-of-day", 0),
        ("30 days", "end-of-day", 0),
        ("1 month", "end-of-day", 0),
        ("in day", "end-of-day", 0),
        ("10 days + 5 working days", "running", 0),
        ("15 working days", "running", 1),
        ("15 working days", "end-of-day", 3),
    ):
        limit = Limit.parse(text)

        def compute(
            start: datetime,
            limit: Limit = limit,
            policy: str = policy,
            waits: int = waits,
        ) -> object:
            pauses = [
                Pause(
                    start + timedelta(days=2 * n + 1), start + timedelta(days=2 * n + 2)
                )
                for n in range(waits)
            ]
            return due(limit, start, calendar, pauses, policy)

        price = best(compute, starts)
        label = f"{text}, {policy}" + (f", {waits} pauses" if waits else "")
        print(f"{label:44} {price:6.2f} µs  {price / lowest:5.1f} × floor")


if __name__ == "__main__":
    main()
