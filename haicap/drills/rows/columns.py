"""Columns as Arrow has them: moments, texts that repeat, numbers that may be missing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from haicap.drills.clocks import NEVER, Flags, Instants
from haicap.workdays.timeline import DAY, HOUR, day_number, day_of, instant

SECOND: Final = 1_000_000
UNIX: Final = instant(datetime(1970, 1, 1, tzinfo=UTC))
MOMENT: Final = pa.timestamp("us", "UTC")
# PostgreSQL's binary form of jsonb: a version, then the text.
JSONB: Final = "\x01"
Column = Any  # pa.Array or pa.ChunkedArray: pyarrow brings no types


def moments(at: Instants) -> Column:
    """Moments; NEVER is null."""
    return pa.array(at - UNIX, MOMENT, mask=at >= NEVER)


def numbers(values: npt.NDArray[Any], kind: Any, known: Flags | None = None) -> Column:
    """Whole numbers of a type of Arrow; null where not known."""
    mask = None if known is None else ~known
    return pa.array(values.astype(kind.to_pandas_dtype()), kind, mask=mask)


def ids(values: Instants, known: Flags | None = None) -> Column:
    """Keys; null where not known."""
    return numbers(values, pa.int64(), known)


def texts(table: Sequence[str], which: Instants) -> Column:
    """Texts that repeat, by their place in a table."""
    return pa.DictionaryArray.from_arrays(
        pa.array(which.astype(np.int32)), pa.array(table, pa.string())
    )


def same(text: str, count: int) -> Column:
    """One text for all."""
    return texts((text,), np.zeros(count, np.int64))


def plain(column: Column) -> Column:
    """The texts themselves, for joining."""
    is_dictionary = pa.types.is_dictionary(column.type)
    return column.dictionary_decode() if is_dictionary else column


def joined(*pieces: Column | str) -> Column:
    """Write texts and constants one after the other; null when one of them is."""
    return pc.binary_join_element_wise(
        *(pa.scalar(p) if isinstance(p, str) else p for p in pieces), ""
    )


def written(values: Instants) -> Column:
    """Whole numbers as they are written."""
    return pc.cast(pa.array(values), pa.string())


def null_as_word(column: Column) -> Column:
    """What JSON says for null."""
    return pc.fill_null(column, "null")


@cache
def _seconds() -> Column:
    """The seconds of a day as text."""
    said = [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(86_400)]
    return pa.array(said, pa.string())


class Days:
    """Days and seconds as text, worked out once for all the days that may occur."""

    def __init__(self, since: date, until: date) -> None:
        self.first = day_number(since)
        days = range((until - since).days + 1)
        self._days = [since + timedelta(n) for n in days]

    @cached_property
    def _iso(self) -> Column:
        return pa.array([f"{day:%Y-%m-%d}T" for day in self._days], pa.string())

    @cached_property
    def _short(self) -> Column:
        return pa.array([f"-{day:%y%m%d}-" for day in self._days], pa.string())

    def local(self, at: Instants) -> Column:
        """ISO form with the local offset, cut to seconds and quoted; null for NEVER."""
        return self._quoted(at, at, "+07:00")

    def utc(self, at: Instants) -> Column:
        """ISO form in UTC with microseconds, quoted, as it is hashed; whole seconds only."""
        return self._quoted(at, at - 7 * HOUR, ".000000+00:00")

    def _quoted(self, at: Instants, shifted: Instants, zone: str) -> Column:
        known = at < NEVER
        safe = np.where(known, shifted, self.first * DAY)
        day = pa.array(safe // DAY - self.first, mask=~known)
        second = pa.array(safe % DAY // SECOND, mask=~known)
        return joined('"', self._iso.take(day), _seconds().take(second), f'{zone}"')

    def short(self, at: Instants) -> Column:
        """The day as numbers of dossiers have it: -250707-."""
        return self._short.take(pa.array(at // DAY - self.first))

    def day(self, number: int) -> date:
        """The day of a number of ``workdays.timeline``."""
        return day_of(number)
