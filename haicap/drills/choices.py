"""Who asks for what, where, how and when: the first half of a life story, by chance."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from haicap.drills.clocks import Flags, Instants
from haicap.drills.plan import Asked, Floats, Part, Plan
from haicap.drills.scenario import Assumed, Scenario
from haicap.drills.world import CHANNELS, IN_PERSON, ONLINE, POST, World
from haicap.workdays.calendar import vietnam
from haicap.workdays.timeline import DAY, MINUTE, day_number

SECOND = 1_000_000
NAMES = 4096
NOBODY = -1
COUNTER_OPENS = 20 * MINUTE  # nobody is served in the last minutes of a session


@dataclass(frozen=True)
class Choices:
    """Arrays are by dossier, in the order of submission."""

    commune: Instants
    offer: Instants
    channel: Instants
    is_assisted: Flags
    submitted: Instants
    name: Instants
    account: (
        Instants  # which of the commune's accounts; NOBODY when an officer wrote it in
    )
    case: Instants
    delivery: Instants  # counter, post, online
    is_enterprise: Flags
    number: Instants  # a number for made-up telephones and identities

    def __len__(self) -> int:
        return len(self.commune)


@dataclass(frozen=True)
class Odds:
    """What does not change from batch to batch."""

    asked: Asked
    scenario: Scenario
    world: World
    plan: Plan

    @cached_property
    def of_offers(self) -> Floats:
        """The share of each offer among all dossiers; the levels have their own shares."""
        assumed, level = self.scenario.assumed, self.world.level_of()
        weights = np.array(
            [assumed.weight(o.code, has_limit=o.has_limit) for o in self.world.offers]
        )
        at_communes = self.scenario.published.commune_share
        low = level == 0
        weights[low] *= at_communes / weights[low].sum()
        weights[~low] *= (1 - at_communes) / weights[~low].sum()
        return weights

    @cached_property
    def online_of_offers(self) -> Floats:
        """How likely each offer is asked for online, so that the whole comes out right."""
        offered = np.array([offer.offered for offer in self.world.offers])
        both = offered[:, ONLINE] & offered[:, IN_PERSON]
        only = offered[:, ONLINE] & ~offered[:, IN_PERSON]
        target = self.scenario.published.online_share - self.of_offers[only].sum()
        share = min(max(float(target / self.of_offers[both].sum()), 0.0), 1.0)
        return np.where(both, share, only.astype(np.float64)).astype(np.float64)

    @cached_property
    def accounts(self) -> Instants:
        """How many accounts there are at each commune."""
        each = self.scenario.assumed.dossiers_of_an_account
        return np.ceil(self.plan.counts / each).astype(np.int64)

    @cached_property
    def days(self) -> "Days":
        """The days of the period, with how many dossiers each gets."""
        return Days.of(self.asked, self.scenario.assumed)


@dataclass(frozen=True)
class Days:
    """The days on which counters are open, and all days."""

    open_numbers: Instants
    open_shares: Floats
    opens: tuple[tuple[tuple[int, int], ...], ...]  # sessions of the open days, minutes
    numbers: Instants
    online_shares: Floats

    @classmethod
    def of(cls, asked: Asked, assumed: Assumed) -> "Days":
        """Weigh the days: weekdays as assumed, days off only online."""
        count = (asked.until - asked.since).days + 1
        days = [asked.since + timedelta(n) for n in range(count)]
        sessions = [vietnam().day(day).sessions for day in days]
        weight = np.array(
            [_weight(d, bool(s), assumed) for d, s in zip(days, sessions, strict=True)]
        )
        is_open = np.array([bool(s) for s in sessions])
        numbers = np.array([day_number(day) for day in days], np.int64)
        online = np.where(is_open, weight, 0.0)
        if is_open.any() and not is_open.all():
            rest = assumed.weekend_of_online / (1 - assumed.weekend_of_online)
            online[~is_open] = online.sum() * rest / (~is_open).sum()
        else:
            online = np.maximum(online, 1.0)
        return cls(
            numbers[is_open],
            _normal(weight[is_open]),
            tuple(s for s in sessions if s),
            numbers,
            _normal(online),
        )


def _weight(day: date, is_open: bool, assumed: Assumed) -> float:
    return assumed.by_weekday[min(day.weekday(), 4)] if is_open else 0.0


def _normal(weights: Floats) -> Floats:
    return weights / weights.sum() if len(weights) else weights


def even(chance: np.random.Generator, count: int) -> Floats:
    """Numbers between nought and one, evenly spread and shuffled: shares come out sharp."""
    return (chance.permutation(count) + chance.random(count)) / max(count, 1)


def picked(shares: Floats, of: Floats) -> Instants:
    """Which of the shares each number falls into."""
    ends = np.cumsum(shares)
    which = np.searchsorted(ends, of * ends[-1], side="right").astype(np.int64)
    found: Instants = np.minimum(which, len(shares) - 1)
    return found


def choose(odds: Odds, part: Part) -> Choices:
    """Draw a batch; the same for the same seed and number."""
    chance = np.random.default_rng([odds.asked.seed, 1, part.number])
    counts = odds.plan.counts[part.first : part.last]
    count = int(counts.sum())
    assumed = odds.scenario.assumed
    offer = picked(odds.of_offers, even(chance, count))
    channel = _channels(odds, offer, chance)
    is_online = channel == ONLINE
    is_assisted = is_online & (even(chance, count) < assumed.assisted_share)
    submitted = _submissions(odds, is_online & ~is_assisted, chance)
    commune = np.repeat(np.arange(part.first, part.last, dtype=np.int64), counts)
    pool = odds.accounts[commune]
    own = is_online & ~is_assisted
    account = np.where(own, (chance.random(count) * pool).astype(np.int64), NOBODY)
    cases = np.array([len(o.cases) for o in odds.world.offers], np.int64)[offer]
    order = np.argsort(submitted, kind="stable")
    drawn = Choices(
        commune=commune,
        offer=offer,
        channel=channel,
        is_assisted=is_assisted,
        submitted=submitted,
        name=chance.integers(0, NAMES, count),
        account=account,
        case=(chance.random(count) * cases).astype(np.int64),
        delivery=_deliveries(is_online, assumed, chance),
        is_enterprise=chance.random(count) < assumed.enterprises,
        number=chance.integers(0, 10**7, count),
    )
    return Choices(**{name: column[order] for name, column in vars(drawn).items()})


def _channels(odds: Odds, offer: Instants, chance: np.random.Generator) -> Instants:
    count = len(offer)
    is_online = even(chance, count) < odds.online_of_offers[offer]
    offered = np.array([o.offered for o in odds.world.offers])[offer]
    is_post = offered[:, POST] & (chance.random(count) < odds.scenario.assumed.post_share)
    channel = np.where(is_post, POST, IN_PERSON)
    return np.where(is_online, ONLINE, channel).astype(np.int64)


def _submissions(odds: Odds, own: Flags, chance: np.random.Generator) -> Instants:
    """Own online dossiers come at any hour, all others while a counter is open."""
    days, count = odds.days, len(own)
    at = np.zeros(count, np.int64)
    day = picked(days.online_shares, even(chance, count))
    hour = picked(
        np.array(odds.scenario.assumed.by_hour_of_online, np.float64), even(chance, count)
    )
    second = hour * 3600 + chance.integers(0, 3600, count)
    at[:] = days.numbers[day] * DAY + second * SECOND
    if len(days.open_numbers):
        which = picked(days.open_shares, even(chance, count))
        counter = days.open_numbers[which] * DAY + _served(
            days, which, chance.random(count)
        )
        at = np.where(own, at, counter)
    return at


def _served(days: Days, which: Instants, share: npt.NDArray[np.float64]) -> Instants:
    """A whole second of the day's sessions, the last minutes of each left out."""
    found = np.zeros(len(which), np.int64)
    for number, sessions in enumerate(days.opens):
        here = np.flatnonzero(which == number)
        lengths = [(c - o) * MINUTE - COUNTER_OPENS for o, c in sessions]
        session = picked(np.array(lengths, np.float64), share[here])
        begin = np.array([o * MINUTE for o, _ in sessions], np.int64)[session]
        length = np.array(lengths, np.int64)[session]
        into = (share[here] * 7919 % 1 * length).astype(np.int64) // SECOND * SECOND
        found[here] = begin + into
    return found


def _deliveries(
    is_online: Flags, assumed: Assumed, chance: np.random.Generator
) -> Instants:
    """Which of the ways of ``DELIVERIES``; who comes to the counter also fetches there."""
    shares = np.array([assumed.delivery[way] for way in DELIVERIES])
    drawn = picked(shares, even(chance, len(is_online)))
    return np.where(is_online, drawn, DELIVERIES.index("counter")).astype(np.int64)


DELIVERIES = ("counter", "post", "online")
assert tuple(CHANNELS) == ("in_person", "online", "post")
