"""What the board asks of the engine, in as few readings of the lake as can be."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from haicap.measures import engine
from haicap.measures.answers import Result, Row
from haicap.measures.lake.manifest import Lake
from haicap.measures.lens import lens
from haicap.measures.measure import Period
from haicap.measures.noise import FEW, Interval, wilson
from haicap.units.models import Level
from haicap.web.board.asked import Asked

# All in one reading: none of them is a quantile or a stock.
FLOWS: Final = (
    "received",
    "received-at-communes",
    "online",
    "returned-of-received",
    "on-time",
)
KPIS: Final = ("received", "online", "returned-of-received", "on-time")
OVERDUE: Final = "overdue-open"
KEPT: Final = 32  # answers
Series = list[float | None]

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Part:
    """A numerator and, of a share, its denominator. Nothing to divide by has no value."""

    numerator: float = 0
    denominator: float | None = None

    def __add__(self, other: "Row | Part") -> "Part":
        below = None
        if other.denominator is not None:
            below = (self.denominator or 0) + other.denominator
        return Part(self.numerator + (other.numerator or 0), below)

    @property
    def value(self) -> float | None:
        """The count, or the share."""
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> Interval | None:
        """Where the true share may lie, with 95 % of confidence."""
        if not self.denominator:
            return None
        return wilson(self.numerator, self.denominator)

    @property
    def is_few(self) -> bool:
        """Whether there is too little to judge."""
        return (self.denominator or 0) < FEW


Parts = Mapping[str, Part]
NOTHING: Final = Part()


@dataclass(frozen=True)
class Answer:
    """Several measures by the same dimensions, and when they were true."""

    results: Sequence[Result]
    data_as_of: datetime | None

    def by(self, key: Callable[[Row], K | None]) -> dict[K, dict[str, Part]]:
        """Sum the rows of each key; those without one are left out."""
        found: dict[K, dict[str, Part]] = defaultdict(dict)
        for result in self.results:
            name = result.measure.name
            for row in result.rows:
                of = key(row)
                if of is not None:
                    found[of][name] = found[of].get(name, Part()) + row
        return dict(found)

    def total(self) -> dict[str, Part]:
        """Everything together."""
        return self.by(lambda _row: "").get("", {})


def ask(
    measures: Sequence[str],
    asked: Asked,
    by: Sequence[str],
    *,
    days: Period | None = None,
    where: Mapping[str, Any] | None = None,
) -> Answer:
    """Compute measures for the asked days, or for others."""
    days = days or asked.period
    results = engine.compute_many(
        measures,
        by=by,
        since=days.since,
        until=days.until,
        lens=asked.lens,
        on=asked.units_on if asked.lens == "as-is" else None,
        where=where,
    )
    return Answer(results, results[0].data_as_of)


@dataclass(frozen=True)
class Country:
    """The flows of the country by province and week, and what is overdue where."""

    weeks: Mapping[tuple[int, date], Parts]  # by the province's territory
    provinces: Mapping[int, Parts]
    elsewhere: Parts  # not attributable to a province under the lens
    total: Parts
    overdue: "Overdue"
    data_as_of: datetime | None


@dataclass(frozen=True)
class Overdue:
    """Dossiers overdue on the morning of ``end``, and a week before: where to act."""

    provinces: Mapping[str, "Change"]  # by code, everything in it
    communes: Mapping[
        int, "Change"
    ]  # by territory, what the commune itself has to decide
    total: "Change"
    end: date

    @property
    def last(self) -> date:
        """The last day before it."""
        return self.end - timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """An amount now, and a week ago."""

    now: float = 0
    before: float = 0

    @property
    def more(self) -> float:
        """How many more than a week ago."""
        return self.now - self.before


NO_CHANGE: Final = Change()


def country(asked: Asked) -> Country:
    """Two readings of the lake for the whole national board; kept until the lake changes."""
    return _country(_kept_under(asked), asked.without_links())


def communes(asked: Asked) -> Mapping[int, Parts]:
    """The flows of every commune: one reading for the boards of all of them."""
    return _communes(_kept_under(asked), asked.without_links())


def _kept_under(asked: Asked) -> Hashable:
    """Changes with the lake, with the units of the lens and with the day."""
    root = settings.HAICAP_LAKE
    units = lens(Level.COMMUNE, asked.units_on)
    return root, Lake(root).stamp(), units, timezone.localdate()


@lru_cache(maxsize=KEPT)
def _country(_key: Hashable, asked: Asked) -> Country:
    flows = ask(FLOWS, asked, ("province", "week"))
    found = flows.by(lambda row: (row.territory, row.keys[1]))
    weeks = {(unit, week): parts for (unit, week), parts in found.items() if unit}
    return Country(
        weeks=weeks,
        provinces=flows.by(lambda row: row.territory),
        elsewhere=flows.by(lambda row: "" if row.territory is None else None).get("", {}),
        total=flows.total(),
        overdue=_overdue(asked),
        data_as_of=flows.data_as_of,
    )


@lru_cache(maxsize=KEPT)
def _communes(_key: Hashable, asked: Asked) -> Mapping[int, Parts]:
    return ask(FLOWS, asked, ("province", "commune")).by(lambda row: row.territory)


def overdue_days(asked: Asked) -> Period:
    """A week that ends no later than this morning: what is due later today is not overdue."""
    end = min(asked.period.until, timezone.localdate())
    return Period(end - timedelta(days=7), end)


def _overdue(asked: Asked) -> Overdue:
    by = ("province", "commune", "level")
    week = overdue_days(asked)
    now = ask([OVERDUE], asked, by, days=week)
    before = ask([OVERDUE], asked, by, days=week.before)

    def changes(key: Callable[[Row], K | None]) -> dict[K, Change]:
        late, sooner = now.by(key), before.by(key)
        return {
            each: Change(_amount(late.get(each)), _amount(sooner.get(each)))
            for each in {*late, *sooner}
        }

    return Overdue(
        provinces=changes(lambda row: row.keys[0]),
        communes=changes(lambda row: row.territory if row.keys[2] == "commune" else None),
        total=changes(lambda _row: "").get("", NO_CHANGE),
        end=week.until,
    )


def _amount(parts: Parts | None) -> float:
    return (parts or {}).get(OVERDUE, NOTHING).numerator


def weekly(parts: Mapping[date, Parts], name: str, weeks: Iterable[date]) -> Series:
    """The value of each week; None where nothing is known."""
    return [
        parts[week][name].value if name in parts.get(week, {}) else None for week in weeks
    ]


def share_of(parts: Parts, name: str) -> float | None:
    """A share, or None where there was nothing to divide by."""
    part = parts.get(name)
    return part.value if part is not None and part.denominator else None


def added(several: Iterable[Mapping[K, Parts]]) -> dict[K, dict[str, Part]]:
    """Sum parts under the same keys."""
    found: dict[K, dict[str, Part]] = defaultdict(dict)
    for each in several:
        for key, parts in each.items():
            for name, part in parts.items():
                found[key][name] = found[key].get(name, NOTHING) + part
    return dict(found)


def as_of() -> datetime | None:
    """Until when the lake knows."""
    return engine.manifest_now().written_at


def warm() -> None:
    """Count what the board shows first, so that nobody waits for what every process makes once."""
    country(Asked.of(HttpRequest()))
