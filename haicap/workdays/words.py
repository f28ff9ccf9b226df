"""
Due moments and their reasons in words, Vietnamese and English.

Tables of phrases rather than gettext, because the command line counts without Django.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

from haicap.workdays.clock import Due, Lateness
from haicap.workdays.limit import Limit, Phase, Unit
from haicap.workdays.reasons import DayLine
from haicap.workdays.timeline import HANOI

Lang = Literal["vi", "en"]

_WEEKDAYS: Final = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_UNITS: Final = {
    "vi": {
        Unit.WORKING_DAY: "ngày làm việc",
        Unit.CALENDAR_DAY: "ngày",
        Unit.WORKING_HOUR: "giờ làm việc",
        Unit.HOUR: "giờ",
        Unit.MINUTE: "phút",
        Unit.MONTH: "tháng",
    },
    "en": {
        Unit.WORKING_DAY: "working day",
        Unit.CALENDAR_DAY: "calendar day",
        Unit.WORKING_HOUR: "working hour",
        Unit.HOUR: "hour",
        Unit.MINUTE: "minute",
        Unit.MONTH: "month",
    },
}
_PHRASES: Final = {
    "vi": {
        "in day": "trong ngày",
        "and": " và ",
        "none": "không có thời hạn luật định, nên không có ngày hẹn trả",
        "from": "{limit}, tính từ {start}",
        "is": "{days} là {name}",
        "due": "hẹn trả {due}",
        "paused": "đang tạm dừng, còn {left} ({unit}) khi tiếp tục",
        "working": "thời gian làm việc",
        "clock": "thời gian liên tục",
        "late": "Quá {time}",
        "on time": "Đúng hạn",
        "zero": "0 phút",
    },
    "en": {
        "in day": "in day",
        "and": " and ",
        "none": "no time limit in law, so no due date",
        "from": "{limit}, from {start}",
        "is": "{days}: {name}",
        "due": "due {due}",
        "paused": "the clock stands; {left} ({unit}) left when it goes on",
        "working": "working time",
        "clock": "clock time",
        "late": "Late by {time}",
        "on time": "On time",
        "zero": "0 minutes",
    },
}
_REASONS: Final = {
    "vi": {
        "worked": "tính {time}",
        "clock": "tính {time}",
        "arrived-closed": "đến ngoài giờ làm việc: coi như nhận vào ngày làm việc kế tiếp",
        "received": "ngày tiếp nhận, không tính",
        "after-cutoff": "nhận sau giờ chốt: trả vào ngày làm việc tiếp theo",
        "in-day": "trả trong ngày",
        "day": "ngày thứ {number}/{of}",
        "moved": "hết hạn khi cơ quan nghỉ: chuyển sang ngày làm việc này",
        "off": "ngày nghỉ, không tính",
        "rest": "nghỉ hằng tuần, không tính",
        "short-day": "làm việc nửa buổi, không tính là ngày làm việc",
        "paused": "tạm dừng, không tính",
        "standing": "đang tạm dừng",
        "outside": "ngoài giờ làm việc, không tính",
        "stood": "tạm dừng {time}",
    },
    "en": {
        "worked": "{time} counted",
        "clock": "{time} counted",
        "arrived-closed": "arrived while closed: received the next working day",
        "received": "day of receipt, not counted",
        "after-cutoff": "received too late in the day: due the next working day",
        "in-day": "due the same day",
        "day": "day {number} of {of}",
        "moved": "ended while the office was closed: due this working day",
        "off": "day off, not counted",
        "rest": "weekly rest, not counted",
        "short-day": "short day, not counted as a working day",
        "paused": "the clock stood, not counted",
        "standing": "the clock stands",
        "outside": "outside office hours, not counted",
        "stood": "the clock stood {time}",
    },
}
_TIMES: Final = {
    "vi": (("ngày", "ngày"), ("giờ", "giờ"), ("phút", "phút")),
    "en": (("day", "days"), ("hour", "hours"), ("minute", "minutes")),
}


def day_in_words(on: date, lang: Lang) -> str:
    weekday = _WEEKDAYS[lang][on.weekday()]
    if lang == "vi":
        return f"{weekday} {on:%d/%m/%Y}"
    return f"{weekday} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment_in_words(at: datetime, lang: Lang) -> str:
    here = at.astimezone(HANOI)
    return f"{day_in_words(here.date(), lang)} {here:%H:%M}"


def limit_in_words(limit: Limit, lang: Lang) -> str:
    return " + ".join(_phase(phase, lang) for phase in limit.phases)


def time_in_words(time: timedelta, lang: Lang, minutes_a_day: int = 24 * 60) -> str:
    """
    Say "1 ngày 3 giờ"; pass the calendar's ``minutes_a_day`` for working time.

    Eleven working hours are one day and three hours, and never "11 hours of a day".
    """
    minutes = int(time / timedelta(minutes=1))
    days, minutes = divmod(minutes, minutes_a_day)
    amounts = (days, *divmod(minutes, 60))
    said = [
        f"{amount} {many if amount > 1 else one}"
        for amount, (one, many) in zip(amounts, _TIMES[lang], strict=True)
        if amount
    ]
    return " ".join(said) or _PHRASES[lang]["zero"]


def lateness_in_words(lateness: Lateness, lang: Lang, minutes_a_day: int) -> str:
    if not lateness.by_instant:
        return _PHRASES[lang]["on time"]
    time = time_in_words(lateness.working, lang, minutes_a_day)
    return _PHRASES[lang]["late"].format(time=time)


def summary(due: Due, lang: Lang) -> str:
    """Say on one line what was counted, from when, over which days off, until when."""
    phrases = _PHRASES[lang]
    if due.limit is None:
        return phrases["none"]
    start = moment_in_words(due.start, lang)
    said = [phrases["from"].format(limit=limit_in_words(due.limit, lang), start=start)]
    said += _named_days(due.explanation, lang)
    if due.at is not None:
        said.append(phrases["due"].format(due=moment_in_words(due.at, lang)))
    elif due.remaining is not None:
        by_clock = due.limit.runs_by_the_clock
        left = time_in_words(
            due.remaining, lang, 24 * 60 if by_clock else due.calendar.minutes_a_day
        )
        unit = phrases["clock" if by_clock else "working"]
        said.append(phrases["paused"].format(left=left, unit=unit))
    return "; ".join(said)


def reason(line: DayLine, lang: Lang) -> str:
    """Say why a day counted or not, without the day itself."""
    words = _REASONS[lang]
    time = line.counted if isinstance(line.counted, timedelta) else timedelta(0)
    said = words[line.code].format(
        time=time_in_words(time, lang), number=line.number, of=line.of
    )
    if line.name is not None:
        said = f"{line.name.in_language(lang)}: {said}"
    if line.paused and line.code != "paused":
        said += "; " + words["stood"].format(time=time_in_words(line.paused, lang))
    return said


def day_by_day(due: Due, lang: Lang) -> list[str]:
    return [
        f"{day_in_words(line.on, lang)}: {reason(line, lang)}" for line in due.explanation
    ]


def _phase(phase: Phase, lang: Lang) -> str:
    if phase.unit is Unit.IN_DAY:
        return _PHRASES[lang]["in day"]
    unit = _UNITS[lang][phase.unit]
    if lang == "en":
        return f"{_number(phase.amount)} {unit}{'s' if phase.amount != 1 else ''}"
    return f"{_number(phase.amount).replace('.', ',')} {unit}"


def _number(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _named_days(lines: Iterable[DayLine], lang: Lang) -> list[str]:
    """Gather days of one name: "1 and 2 Sep: National Day"."""
    named: dict[str, list[date]] = {}
    for line in lines:
        if line.name is not None:
            named.setdefault(line.name.in_language(lang), []).append(line.on)
    return [
        _PHRASES[lang]["is"].format(days=_days(sorted(set(days)), lang), name=name)
        for name, days in named.items()
    ]


def _days(days: list[date], lang: Lang) -> str:
    if lang == "vi":
        return _joined([f"{day:%d/%m}" for day in days], lang)
    by_month: dict[str, list[str]] = {}
    for day in days:
        by_month.setdefault(_MONTHS[day.month - 1], []).append(str(day.day))
    said = [f"{_joined(numbers, lang)} {month}" for month, numbers in by_month.items()]
    return _joined(said, lang)


def _joined(said: list[str], lang: Lang) -> str:
    head, last = said[:-1], said[-1]
    return ", ".join(head) + _PHRASES[lang]["and"] + last if head else last
