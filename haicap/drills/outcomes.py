"""
What each dossier is meant to come to, so that the shares of the whole come out right.

In every commune so many are returned, and so many of those late, as its quality says; the
dossiers that are still open are, by and large, the last that came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from haicap.drills.choices import NOBODY, Choices, Odds, even, picked
from haicap.drills.clocks import NEVER, Flags, Instants, no_stop
from haicap.drills.hours import Hours
from haicap.drills.plan import Floats
from haicap.drills.world import ONLINE
from haicap.workdays.timeline import DAY, HOUR, MINUTE

PAUSING: Final = ("supplement", "payment", "suspended")
ENDING: Final = ("refused", "withdrawn_before", "withdrawn", "stopped")
INTERLUDES: Final = ("supplement_before", *PAUSING, "sent_back", *ENDING)
STALLED: Final = ("uncollected", "in_processing", "not_taken", "not_received")

# How much of the working time left a late dossier's limit may take, so that it is settled
# late and still returned before the end.
ROOM_TO_BE_LATE: Final = 0.55


@dataclass(frozen=True)
class Meant:
    """Arrays are by dossier; NOBODY stands for none."""

    interlude: Instants
    is_waiting: Flags  # for an end of the interlude that does not come
    stalled: Instants
    is_returned: Flags
    work: Floats  # of the allowed time: below one is early
    extra: Floats  # beyond the allowed time
    longest_wait: Floats
    is_rejected: Flags
    is_rated: Flags
    apologises: Flags

    @property
    def pauses(self) -> Flags:
        """Whether the interlude stops the clock."""
        first, last = INTERLUDES.index(PAUSING[0]), INTERLUDES.index(PAUSING[-1])
        return (self.interlude >= first) & (self.interlude <= last)


def mean(
    odds: Odds,
    choices: Choices,
    hours: Hours,
    received: Instants,
    end: int,
    chance: np.random.Generator,
) -> Meant:
    """Draw what is meant with each dossier of a batch."""
    count, assumed = len(choices), odds.scenario.assumed
    interlude, is_waiting = _interludes(odds, choices, chance)
    is_ended = interlude >= INTERLUDES.index(ENDING[0])
    ends = np.full(count, end, np.int64)
    left = hours.worked(hours.centre, ends) - hours.worked(hours.centre, received)
    can = ~is_ended & ~is_waiting & (left > HOUR) & (received < end)
    is_returned = _returned(odds, choices, can, chance)
    is_late, late_share = _late(
        odds, choices, hours, received, is_returned, left, interlude, chance
    )
    is_late |= ~is_returned & (chance.random(count) < late_share)
    stalled = _stalled(assumed.stalled, left, interlude, chance)
    stalled = np.where(is_returned | is_ended | is_waiting, NOBODY, stalled)
    return Meant(
        interlude=interlude,
        is_waiting=is_waiting,
        stalled=stalled,
        is_returned=is_returned,
        work=np.where(is_late, 1.0, np.clip(chance.beta(2.2, 1.7, count), 0.05, 0.96)),
        extra=np.where(
            is_late, np.exp(chance.normal(1.5, 1.0, count)) * HOUR + 5 * MINUTE, 0
        ),
        longest_wait=np.where(
            is_returned, np.maximum(0.25 * (end - received), 0), 30.0 * DAY
        ),
        is_rejected=even(chance, count) < assumed.rejected,
        is_rated=even(chance, count)
        < assumed.rated / odds.scenario.published.returned_share,
        apologises=is_late & (chance.random(count) < assumed.reappointed_of_late),
    )


def _returned(
    odds: Odds, choices: Choices, can: Flags, chance: np.random.Generator
) -> Flags:
    """Draw which are returned: the share of the place, the older ones rather."""
    count, spread = len(choices), odds.scenario.assumed.not_returned_is_recent
    share = odds.plan.returned[choices.commune]
    recent = choices.submitted + chance.normal(0, spread, count) * DAY
    return chosen(choices.commune, share, can, recent, np.ones(count, bool), chance)


def after_reception(
    meant: Meant, hours: Hours, begin: Instants, end: Instants | int
) -> Floats:
    """Working time from reception to decision, interludes left out."""
    work = _allowed(hours, begin) * meant.work + meant.extra
    ends = np.broadcast_to(np.asarray(end, np.int64), begin.shape)
    left = hours.worked(hours.competent, ends) - hours.worked(hours.competent, begin)
    return np.where(meant.is_returned, np.minimum(work, 0.75 * np.maximum(left, 0)), work)


def chosen(
    group: Instants,
    share: Floats,
    can: Flags,
    key: Floats,
    of: Flags,
    chance: np.random.Generator,
) -> Flags:
    """
    Choose in each group its share of those in ``of``, among those that can, by the key.

    What a group cannot give is taken from the others, so that the whole comes out right.
    """
    first, which = np.unique(group, return_index=True, return_inverse=True)[1:]
    sizes = np.bincount(which, weights=of, minlength=len(first))
    quota = np.floor(share[first] * sizes + chance.random(len(first)))
    order = np.lexsort((key, ~can, which))
    begins = np.searchsorted(which[order], np.arange(len(first)))
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - begins[which[order]]
    taken = can & (rank < quota[which])
    lacking = round(float((share[of]).sum())) - int(taken.sum())
    if lacking > 0:
        spare = np.flatnonzero(can & ~taken)
        taken[spare[np.argsort(key[spare], kind="stable")][:lacking]] = True
    return taken


def _late(
    odds: Odds,
    choices: Choices,
    hours: Hours,
    received: Instants,
    is_returned: Flags,
    left: Instants,
    interlude: Instants,
    chance: np.random.Generator,
) -> tuple[Flags, Floats]:
    """Choose the late ones among the returned that have a limit; and each one's odds."""
    due = hours.due(received, no_stop(len(received)), until_processed=False)
    share = odds.plan.late[choices.commune]
    of = is_returned & (due < NEVER)
    can = of & (_allowed(hours, received) < ROOM_TO_BE_LATE * left)
    can &= ~np.isin(interlude, [INTERLUDES.index(name) for name in PAUSING])
    key = chance.random(len(received))
    return chosen(choices.commune, share, can, key, of, chance), share


def _allowed(hours: Hours, begin: Instants) -> Floats:
    """Working time that the limit gives; about three days where there is none."""
    due = hours.due(begin, no_stop(len(begin)), until_processed=False)
    known = due < NEVER
    until = hours.worked(hours.competent, np.where(known, due, begin))
    time = until - hours.worked(hours.competent, begin)
    return np.where(known, time, 24.0 * HOUR)


def _interludes(
    odds: Odds, choices: Choices, chance: np.random.Generator
) -> tuple[Instants, Flags]:
    assumed, count = odds.scenario.assumed, len(choices)
    of_course, _waits = _drawn(assumed.interludes, even(chance, count))
    first: dict[str, float] = {**assumed.endings, **assumed.waiting}
    fate, _ = _drawn(first, even(chance, count))
    is_waiting = np.isin(fate, [INTERLUDES.index(name) for name in assumed.waiting])
    interlude = np.where(fate == NOBODY, of_course, fate)
    # At a counter what is missing is said at once; only online it is asked for in writing.
    asked_before = interlude == INTERLUDES.index("supplement_before")
    spoken = asked_before & (choices.channel != ONLINE)
    return np.where(spoken, NOBODY, interlude), is_waiting & ~spoken


def _drawn(shares: Mapping[str, float], of: Floats) -> tuple[Instants, Flags]:
    which = picked(np.array([*shares.values(), 1 - sum(shares.values())]), of)
    index = np.array([*(INTERLUDES.index(name) for name in shares), NOBODY], np.int64)
    return index[which], which < len(shares)


def _stalled(
    shares: Mapping[str, float],
    left: Instants,
    interlude: Instants,
    chance: np.random.Generator,
) -> Instants:
    drawn = picked(np.array([shares[name] for name in STALLED]), even(chance, len(left)))
    old = (left > 10 * HOUR) | (interlude == INTERLUDES.index("supplement_before"))
    waits = drawn == STALLED.index("not_received")
    return np.where(waits & old, STALLED.index("in_processing"), drawn)
