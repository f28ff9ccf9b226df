"""What an address of the board asks for: days, lens, day of the units, target, form."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Final, Self, cast

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.measures import engine, periods
from haicap.measures.answers import LENSES, LensName
from haicap.measures.measure import Period
from haicap.web.asked import day_asked

WEEKS: Final = 9  # shown where no days are asked for
FORMS: Final = ("html", "json", "csv")
KEPT: Final = ("from", "to", "period", "lens", "on", "target")  # in every link


class NotOneOf(Invalid):
    """A word that is none of those that may stand here; names the nearest."""

    code = "board.not-one-of"
    message = _("%(field)s: “%(value)s” is not known; the nearest is “%(nearest)s”.")

    def __init__(self, field: str, value: str, known: Collection[str]) -> None:
        nearest = get_close_matches(value, known, n=1, cutoff=0.0)[0]
        super().__init__(field, "", value=value, nearest=nearest)


@dataclass(frozen=True)
class Asked:
    """The days, and how units are seen; ``newest`` is the last day with data."""

    period: Period
    lens: LensName
    on: date | None
    target: float | None
    newest: date | None
    query: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """
        Read an address.

        :raises Invalid: naming what cannot be read, and what may stand there
        """
        known = request.GET
        newest = _newest()
        return cls(
            period=_period(request, newest),
            lens=cast(LensName, one_of(known, "lens", LENSES, "as-was")),
            on=day_asked(request) if known.get("on", "").strip() else None,
            target=_target(known.get("target", "")),
            newest=newest,
            query=_kept(known),
        )

    def without_links(self) -> Self:
        """The same question, whatever else stood in the address."""
        return replace(self, query="", target=None)

    @property
    def last(self) -> date:
        """The last day of the period."""
        return self.period.until - timedelta(days=1)

    @property
    def units_on(self) -> date:
        """The day on which the units are named."""
        return self.on or self.last if self.lens == "as-is" else self.last

    @property
    def is_partial(self) -> bool:
        """Whether data end before the period does."""
        return self.newest is not None and self.newest < self.last

    @property
    def weeks(self) -> list[date]:
        """The Mondays of the period's weeks."""
        monday = self.period.since - timedelta(days=self.period.since.weekday())
        count = (self.last - monday).days // 7 + 1
        return [monday + timedelta(days=7 * place) for place in range(count)]

    def is_whole(self, monday: date) -> bool:
        """Whether the period and the data hold the week from its first day to its last."""
        sunday = monday + timedelta(days=6)
        ended = self.newest is not None and sunday <= self.newest
        return ended and monday >= self.period.since and sunday <= self.last


def one_of(said: QueryDict, field: str, known: Collection[str], default: str) -> str:
    """
    One of the words that may stand in a field.

    :raises NotOneOf: naming the nearest
    """
    value = said.get(field, "").strip() or default
    if value not in known:
        raise NotOneOf(field, value, known)
    return value


def _kept(said: QueryDict) -> str:
    kept = QueryDict(mutable=True)
    for name in KEPT:
        value = said.get(name, "").strip()
        if value:
            kept[name] = value
    return kept.urlencode()


def _period(request: HttpRequest, newest: date | None) -> Period:
    today = timezone.localdate()
    first, last, named = (
        request.GET.get(name, "").strip() for name in ("from", "to", "period")
    )
    if named and (first or last):
        raise Invalid("period", _("give either a period or two days"))
    if named:
        return periods.parse(named, today)
    if not first and not last:
        return _latest_weeks(newest or today)
    until = day_asked(request, "to") if last else min(newest or today, today)
    since = day_asked(request, "from") if first else until - timedelta(weeks=WEEKS)
    return periods.between(since, until, today)


def _latest_weeks(newest: date) -> Period:
    """Whole weeks up to that of the newest data; the last may not have ended."""
    monday = newest - timedelta(days=newest.weekday())
    return Period(monday - timedelta(weeks=WEEKS - 1), monday + timedelta(days=7))


def _newest() -> date | None:
    files = engine.manifest_now().files
    newest = max((file.last_day for file in files), default=None)
    return None if newest is None else min(newest, timezone.localdate())


def _target(said: str) -> float | None:
    if not said.strip():
        return None
    try:
        share = float(said.strip().rstrip("%").replace(",", "."))
    except ValueError:
        share = 0.0
    if not 0 < share <= 100:
        raise Invalid("target", _("write a percentage such as 80"))
    return share / 100
