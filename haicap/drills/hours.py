"""Working hours and limits of a batch: each dossier by the clocks of its two agencies."""

from collections.abc import Callable

import numpy as np

from haicap.drills.choices import SECOND, Choices
from haicap.drills.clocks import NEVER, Clock, Flags, Instants, Stop, no_stop
from haicap.drills.plan import Floats
from haicap.drills.world import World
from haicap.workdays.limit import Limit


class Hours:
    """The clocks of the centre and of the competent agency of each dossier."""

    def __init__(
        self, world: World, choices: Choices, centre: Instants, competent: Instants
    ) -> None:
        self.clocks = world.clocks
        self.centre = world.clock_of_agency[centre]
        self.competent = world.clock_of_agency[competent]
        # Dossiers with the same limits, way of filing and clock are counted together.
        self._rules = [
            (offer.limits, offer.limits_until_processed, offer.policy)
            for offer in world.offers
        ]
        key = (choices.offer * 3 + choices.channel) * len(world.clocks) + self.competent
        self._kinds, self._kind = np.unique(key, return_inverse=True)

    def worked(self, which: Instants, at: Instants) -> Instants:
        """Working time until each instant by the clock of its dossier."""
        return self._each(which, lambda clock, here: clock.worked(at[here]))

    def after(self, which: Instants, at: Instants, wait: Floats | int) -> Instants:
        """The whole second by which so much was worked, at least one; NEVER stays NEVER."""
        waits = np.broadcast_to(np.asarray(wait, np.float64), at.shape)

        def later(clock: Clock, here: Flags | slice) -> Instants:
            need = np.maximum(waits[here], SECOND).astype(np.int64)
            known = at[here] < NEVER
            done = clock.worked(np.where(known, at[here], clock.opens[0]))
            found = -(-clock.when_worked(done + need) // SECOND) * SECOND
            return np.where(known, found, NEVER)

        return self._each(which, later)

    def fitting(
        self,
        begin: Instants,
        wait: Floats,
        end: Instants | int,
        must: Flags,
        of: Instants | None = None,
    ) -> Floats:
        """Shorten waits where the end must be seen: to a part of what is left until then."""
        which = self.competent if of is None else of
        safe = np.where(begin < NEVER, begin, 0 * begin + np.asarray(end))
        left = self.worked(
            which, np.broadcast_to(np.asarray(end), begin.shape)
        ) - self.worked(which, safe)
        return np.where(must, np.minimum(wait, left * 0.8), wait)

    def due(self, at: Instants, stop: Stop, *, until_processed: bool) -> Instants:
        """The due moments of the whole limit, or of the part until the proposal."""
        found = np.full(len(at), NEVER, np.int64)
        order = np.argsort(self._kind, kind="stable")
        bounds = np.searchsorted(self._kind[order], np.arange(len(self._kinds) + 1))
        for kind, key in enumerate(self._kinds.tolist()):
            here = order[bounds[kind] : bounds[kind + 1]]
            rule, clock = divmod(key, len(self.clocks))
            limits, parts, policy = self._rules[rule // 3]
            limit = (parts if until_processed else limits)[rule % 3]
            pause = Stop(stop.since[here], stop.until[here])
            found[here] = self.clocks[clock].due(limit, policy, at[here], pause)
        return found

    def within(self, limit: Limit, at: Instants) -> Instants:
        """The end of a short limit of the house at the centre; NEVER stays NEVER."""
        known = at < NEVER

        def ends(clock: Clock, here: Flags | slice) -> Instants:
            safe = np.where(known[here], at[here], clock.opens[0])
            return clock.due(limit, "running", safe, no_stop(len(safe)))

        return np.where(known, self._each(self.centre, ends), NEVER)

    def _each(
        self, which: Instants, rule: Callable[[Clock, Flags | slice], Instants]
    ) -> Instants:
        if len(self.clocks) == 1:
            return rule(self.clocks[0], slice(None))
        found = np.full(len(which), NEVER, np.int64)
        for number, clock in enumerate(self.clocks):
            here = which == number
            if here.any():
                found[here] = rule(clock, here)
        return found
