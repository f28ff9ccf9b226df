"""
Vietnam's days off and swapped working days.

The Labour Code 2019 names the days: New Year, five days of Tết, the Hùng Kings, 30 April,
1 May, two days of National Day (Article 112); a day off that meets the weekly rest is made
up on the next working day (Article 111). The Prime Minister may swap a working day with a
Saturday. Library ``holidays`` carries all of it; the years to come are its forecast, so
what the nation or an agency has declared always wins (``Calendar.days``).
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

import holidays

Kind = Literal["off", "work"]


@dataclass(frozen=True, slots=True)
class Name:
    """What a day is called, in both languages."""

    vi: str
    en: str

    def in_language(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True, slots=True)
class NamedDay:
    kind: Kind
    name: Name


FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100

# Swaps that the library does not carry: (day off, working day).
SWAPS: Final = (
    # 12729/VPCP-KGVX of 25 December 2025.
    (date(2026, 1, 2), date(2026, 1, 10)),
)


@lru_cache(maxsize=256)
def named_days(year: int) -> dict[date, NamedDay]:
    """Days off and working days of one year; the answer is shared: do not change it."""
    vi = holidays.country_holidays("VN", years=year, language="vi")
    en = holidays.country_holidays("VN", years=year, language="en_US")
    found = {
        day: NamedDay("off", Name(vi[day], en[day])) for day in vi if day.year == year
    }
    for off, work in (*_library_swaps(year), *SWAPS):
        if off.year == year:
            found[off] = _off_for(work)
        if work.year == year:
            found[work] = _worked_for(off)
    return found


def _library_swaps(year: int) -> list[tuple[date, date]]:
    """
    Pair each swapped day off with its working day.

    The library tells the pair only in the name of the day off, "(… 04/26/2025)". A working
    day may belong to a day off of the year before (5 January 2019).
    """
    around = holidays.country_holidays(
        "VN", years=range(year - 1, year + 2), language="en_US"
    )
    pairs = []
    for off, name in around.items():
        if "substituted from" in name:
            month, day, of_year = name.rstrip(")").rsplit(" ", 1)[1].split("/")
            pairs.append((off, date(int(of_year), int(month), int(day))))
    return pairs


def _off_for(work: date) -> NamedDay:
    when = f"{work:%d/%m/%Y}"
    return NamedDay(
        "off", Name(f"Nghỉ hoán đổi, làm bù {when}", f"Day off, worked {when}")
    )


def _worked_for(off: date) -> NamedDay:
    when = f"{off:%d/%m/%Y}"
    return NamedDay("work", Name(f"Làm bù cho {when}", f"Worked in place of {when}"))
