"""Time limits as the law writes them: so many of a unit, or several one after the other."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, Self

from haicap.common.text import fold
from haicap.workdays.hours import Unreadable


class Unit(StrEnum):
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"
    HOUR = "hour"
    MINUTE = "minute"
    MONTH = "month"
    IN_DAY = "in_day"


class Policy(StrEnum):
    """How working days are counted; every procedure chooses one."""

    RUNNING = "running"
    """A working day is eight running hours of work, from the minute of receipt."""

    END_OF_DAY = "end-of-day"
    """The day of receipt is not counted; due when the office closes on the last day."""


BY_THE_CLOCK: Final = frozenset({Unit.HOUR, Unit.MINUTE})
"""Units that run day and night, office open or not."""

WHOLE: Final = frozenset({Unit.CALENDAR_DAY, Unit.MONTH, Unit.IN_DAY})

ALLOWED: Final = (
    "a positive number and a unit (working days, days, working hours, hours, minutes,"
    " months; ngày làm việc, ngày, giờ làm việc, giờ, phút, tháng), or “in day” (trong ngày);"
    " parts joined by +, such as “10 days + 5 working days”; days and months in whole numbers"
)

_WORDS: Final = {
    Unit.WORKING_DAY: ("working day", "working days", "ngay lam viec"),
    Unit.CALENDAR_DAY: (
        "day",
        "days",
        "calendar day",
        "calendar days",
        "ngay",
        "ngay lich",
    ),
    Unit.WORKING_HOUR: ("working hour", "working hours", "gio lam viec"),
    Unit.HOUR: ("hour", "hours", "gio"),
    Unit.MINUTE: ("minute", "minutes", "phut"),
    Unit.MONTH: ("month", "months", "thang"),
}
_UNITS: Final = {word: unit for unit, words in _WORDS.items() for word in words}
MOST: Final = (
    10_000  # no law gives more of any unit, and counting stays inside the calendar
)
_IN_DAY: Final = frozenset(
    {"in day", "in the day", "same day", "trong ngay", "trong ngay lam viec"}
)
_AMOUNT: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(\D+)")


@dataclass(frozen=True, slots=True)
class Phase:
    """:raises Unreadable: unless above 0, at most 10,000, and whole where days are counted"""

    amount: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        whole = self.amount == self.amount.to_integral_value()
        sensible = 0 < self.amount <= MOST
        if not sensible or (self.unit in WHOLE and not whole):
            raise Unreadable("limit", f"{self.amount} {self.unit}", ALLOWED)


@dataclass(frozen=True, slots=True)
class Limit:
    """Phases one after the other; nearly always there is one."""

    phases: tuple[Phase, ...]

    @classmethod
    def of(cls, amount: Decimal | int | float | str, unit: Unit | str) -> Self:
        """:raises Unreadable: if the amount is no number or the unit unknown"""
        try:
            # By way of text, so that 0.1 is a tenth.
            phase = Phase(Decimal(str(amount)), Unit(unit))
        except (InvalidOperation, ValueError) as error:
            raise Unreadable("limit", f"{amount} {unit}", ALLOWED) from error
        return cls((phase,))

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read "3 working days", "10 days + 5 working days", "0,5 ngày làm việc", "trong ngày".

        :raises Unreadable: if a part is none of these
        """
        return cls(tuple(_phase(part.strip(), text) for part in text.split("+")))

    def __add__(self, other: Self) -> Self:
        return type(self)((*self.phases, *other.phases))

    @property
    def runs_by_the_clock(self) -> bool:
        return all(phase.unit in BY_THE_CLOCK for phase in self.phases)


def _phase(part: str, text: str) -> Phase:
    if fold(part) in _IN_DAY:
        return Phase(Decimal(1), Unit.IN_DAY)
    found = _AMOUNT.fullmatch(part)
    unit = _UNITS.get(fold(found[2])) if found else None
    if not found or unit is None:
        raise Unreadable("limit", text, ALLOWED)
    return Phase(Decimal(found[1].replace(",", ".")), unit)


def add_months(day: date, months: int) -> date:
    """The day of the same number, or the last of the month (Civil Code, Article 148)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
