"""
What happens to each dossier, and when: the second half of a life story.

The moments are drawn first and the rules applied after: a dossier is meant to be late or on
time, but whether it is follows from its due moment, by the clock.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from haicap.drills.choices import NOBODY, SECOND, Choices, Odds, even, picked
from haicap.drills.clocks import NEVER, Flags, Instants, Stop, no_stop
from haicap.drills.hours import Hours
from haicap.drills.outcomes import (
    INTERLUDES,
    PAUSING,
    STALLED,
    Meant,
    after_reception,
    mean,
)
from haicap.drills.plan import Floats, Part
from haicap.drills.world import ONLINE
from haicap.workdays.timeline import DAY, HOUR, MINUTE, day_number

VERBS: Final = (
    "submit", "ask_before", "answer_before", "accept", "refuse", "start",
    "ask", "answer", "request", "pay", "suspend", "resume", "reappoint",
    "propose", "send_back", "propose_again", "decide",
    "withdraw", "stop", "return", "rate",
)  # fmt: skip
"""In the order in which they happen to one dossier."""

PAUSES: Final = (("ask", "answer"), ("request", "pay"), ("suspend", "resume"))


@dataclass(frozen=True)
class Officers:
    """Which of its agency's people has the dossier, as a share of their number."""

    receptionist: Floats
    specialist: Floats
    signer: Floats


@dataclass(frozen=True)
class Stories:
    """A batch: the choices, the moments of the verbs, and what the clock says of them."""

    part: Part
    choices: Choices
    centre: Instants  # index of the agency
    competent: Instants
    at: dict[str, Instants]  # NEVER where it does not happen
    meant: Meant
    officers: Officers
    received_due: Instants  # as it was when it was received
    first_due: Instants  # by limit and pauses alone; NEVER while the clock stands
    process_due: Instants
    new_due: Instants  # of the new appointment
    amount: Instants
    grade: Instants
    hours: Hours = field(repr=False)

    def __len__(self) -> int:
        return len(self.choices)

    def has(self, verb: str) -> Flags:
        """Whether it happened."""
        return self.at[verb] < NEVER

    @property
    def stop(self) -> Stop:
        """The one pause of the clock; NEVER in ``until`` while it stands."""
        since = np.full(len(self), NEVER, np.int64)
        until = since.copy()
        for begin, end in PAUSES:
            here = self.has(begin)
            since = np.where(here, self.at[begin], since)
            ends = [self.at[verb] for verb in (end, "withdraw", "stop")]
            until = np.where(here, np.minimum.reduce(ends), until)
        return Stop(since, until)


def tell(odds: Odds, part: Part, choices: Choices) -> Stories:
    """Draw what happens to a batch; the same for the same seed and number."""
    chance = np.random.default_rng([odds.asked.seed, 2, part.number])
    count, world = len(choices), odds.world
    centre = world.centre[choices.commune]
    competent = world.competent[choices.offer, choices.commune]
    hours = Hours(world, choices, centre, competent)
    end = (day_number(odds.asked.until) + 1) * DAY
    received = _receptions(hours, choices, chance)
    meant = mean(odds, choices, hours, received, end, chance)
    at = {verb: np.full(count, NEVER, np.int64) for verb in VERBS}
    at["submit"] = choices.submitted
    _before(at, meant, received, chance)
    _work(at, meant, hours, end, chance)
    _end(at, meant, choices, hours, end, chance)
    for verb in VERBS:
        at[verb] = np.where(at[verb] < end, at[verb], NEVER)
    _cut(at)
    officers = Officers(chance.random(count), chance.random(count), chance.random(count))
    fee = np.array(
        [o.fee or odds.scenario.assumed.fee_where_none_is_known for o in world.offers]
    )
    grades = np.array(list(odds.scenario.assumed.grades.values()))
    told = Stories(
        part=part, choices=choices, centre=centre, competent=competent, at=at,
        meant=meant, officers=officers,
        received_due=np.full(count, NEVER, np.int64),
        first_due=np.full(count, NEVER, np.int64),
        process_due=np.full(count, NEVER, np.int64),
        new_due=np.full(count, NEVER, np.int64),
        amount=fee[choices.offer],
        grade=picked(grades, even(chance, count)),
        hours=hours,
    )  # fmt: skip
    return _clocked(told, end, chance)


def _receptions(hours: Hours, choices: Choices, chance: np.random.Generator) -> Instants:
    """When each would be received: at once at a counter, else within the day of checking."""
    count = len(choices)
    wait = np.minimum(chance.exponential(2.2, count), 7.5) * HOUR
    wait = np.where(chance.random(count) < 0.04, wait + 9 * HOUR, wait)
    at_counter = (2 + 12 * chance.random(count)) * MINUTE
    wait = np.where(choices.channel == ONLINE, wait + 5 * MINUTE, at_counter)
    return hours.after(hours.centre, choices.submitted, wait)


def _before(
    at: dict[str, Instants], meant: Meant, received: Instants, chance: np.random.Generator
) -> None:
    """Until reception: checked, perhaps supplemented, received, refused or taken back."""
    count = len(received)
    asked = meant.interlude == INTERLUDES.index("supplement_before")
    at["ask_before"] = np.where(asked, received, NEVER)
    days = np.minimum(chance.exponential(1.4, count), meant.longest_wait / DAY)
    answered = _whole(received + days * DAY) + 10 * MINUTE
    answered = np.where(meant.is_waiting, NEVER, answered)
    at["answer_before"] = np.where(asked, answered, NEVER)
    refused = meant.interlude == INTERLUDES.index("refused")
    at["refuse"] = np.where(refused, received, NEVER)
    taken_back = meant.interlude == INTERLUDES.index("withdrawn_before")
    middle = at["submit"] + (received - at["submit"]) // (2 * SECOND) * SECOND
    at["withdraw"] = np.where(taken_back, middle, NEVER)
    stays = refused | taken_back | (meant.stalled == STALLED.index("not_received"))
    again = np.where(asked, answered, received)
    at["accept"] = np.where(stays | (again == NEVER), NEVER, received)


def _work(
    at: dict[str, Instants],
    meant: Meant,
    hours: Hours,
    end: Instants | int,
    chance: np.random.Generator,
) -> None:
    """From reception to decision, in working time, around one interlude."""
    count = len(meant.interlude)
    answered = at["answer_before"] < NEVER
    later = hours.after(
        hours.centre, np.where(answered, at["answer_before"], at["submit"]), 40 * MINUTE
    )
    at["accept"] = np.where(answered & (at["accept"] < NEVER), later, at["accept"])
    accepted = at["accept"] < NEVER
    begin = np.where(accepted, at["accept"], at["submit"])
    share = np.sort(chance.random((5, count)), axis=0)
    work = after_reception(meant, hours, begin, end)
    started = hours.after(hours.competent, begin, work * (0.05 + 0.35 * share[0]))
    at["start"] = np.where(
        accepted & (meant.stalled != STALLED.index("not_taken")), started, NEVER
    )
    going = at["start"] < NEVER
    half = 0.4 + 0.2 * share[1]
    middle = hours.after(hours.competent, begin, work * half)
    resumed = _interlude(at, meant, going, middle, hours, chance)
    # After a pause a little faster: where days are counted, it does not give all back.
    rest = work * (1 - half) * np.where(meant.pauses, 0.8, 1.0)
    rest = hours.fitting(resumed, rest, end, meant.is_returned)
    ends = going & (resumed < NEVER) & (at["stop"] == NEVER) & (at["withdraw"] == NEVER)
    from_there = np.where(ends, resumed, begin)
    goes = ends & (meant.stalled != STALLED.index("in_processing"))
    proposed = hours.after(hours.competent, from_there, rest * (0.3 + 0.3 * share[2]))
    at["propose"] = np.where(goes, proposed, NEVER)
    back = goes & (meant.interlude == INTERLUDES.index("sent_back"))
    for verb, part in (("send_back", 0.7), ("propose_again", 0.85)):
        at[verb] = np.where(
            back, hours.after(hours.competent, from_there, rest * part), NEVER
        )
    decided = hours.after(hours.competent, from_there, rest)
    at["decide"] = np.where(goes, decided, NEVER)


def _interlude(
    at: dict[str, Instants],
    meant: Meant,
    going: Flags,
    middle: Instants,
    hours: Hours,
    chance: np.random.Generator,
) -> Instants:
    """Put the interlude in the middle; gives when the work goes on."""
    count = len(middle)
    days = np.minimum(chance.exponential(1.8, count), meant.longest_wait / DAY)
    by_applicant = _whole(middle + days * DAY) + 10 * MINUTE
    by_officer = hours.after(
        hours.competent, middle, np.minimum(days * 5 * HOUR + HOUR, 24 * HOUR)
    )
    resumed = np.array(middle)
    for (begin, end), name in zip(PAUSES, PAUSING, strict=True):
        here = going & (meant.interlude == INTERLUDES.index(name))
        until = by_officer if name == "suspended" else by_applicant
        until = np.where(meant.is_waiting, NEVER, until)
        at[begin] = np.where(here, middle, at[begin])
        at[end] = np.where(here, until, at[end])
        resumed = np.where(here, until, resumed)
    for verb, name in (("withdraw", "withdrawn"), ("stop", "stopped")):
        here = going & (meant.interlude == INTERLUDES.index(name))
        at[verb] = np.where(here, middle, at[verb])
    return resumed


def _end(
    at: dict[str, Instants],
    meant: Meant,
    choices: Choices,
    hours: Hours,
    end: int,
    chance: np.random.Generator,
) -> None:
    """The result is fetched or sent, and the service perhaps rated."""
    count = len(choices)
    decided = at["decide"] < NEVER
    begin = np.where(decided, at["decide"], at["submit"])
    is_quick = choices.delivery == 2
    wait = np.where(
        is_quick, chance.exponential(0.6, count), chance.exponential(5.0, count)
    )
    wait = hours.fitting(
        begin, wait * HOUR + 3 * MINUTE, end, meant.is_returned, of=hours.centre
    )
    returned = hours.after(hours.centre, begin, wait)
    at["return"] = np.where(decided & meant.is_returned, returned, NEVER)
    happy = meant.is_rated & (at["return"] < NEVER)
    rated = (
        np.where(happy, at["return"], 0)
        + _whole(chance.exponential(0.5, count) * DAY)
        + MINUTE
    )
    at["rate"] = np.where(happy, rated, NEVER)


def _cut(at: dict[str, Instants]) -> None:
    """What would come after something that did not happen before the end does not happen."""
    for before, after in (
        ("ask_before", "answer_before"), ("accept", "start"), ("start", "propose"),
        ("propose", "send_back"), ("send_back", "propose_again"), ("propose", "decide"),
        ("decide", "return"), ("return", "rate"), *PAUSES,
    ):  # fmt: skip
        at[after] = np.where(at[before] < NEVER, at[after], NEVER)


def _whole(instants: Floats) -> Instants:
    return instants.astype(np.int64) // SECOND * SECOND


def _clocked(told: Stories, end: int, chance: np.random.Generator) -> Stories:
    """Ask the clock for the due moments, and let some of the late appoint anew."""
    accepted = told.has("accept")
    begin = np.where(accepted, told.at["accept"], told.at["submit"])
    none = no_stop(len(told))
    plain = told.hours.due(begin, none, until_processed=False)
    late = accepted & (plain < np.minimum(told.at["decide"], NEVER - 1)) & (plain < NEVER)
    apologises = late & told.meant.apologises & told.has("start") & ~told.meant.pauses
    apologises &= told.meant.interlude == NOBODY
    moment = told.at["start"] + (plain - told.at["start"]) // (2 * SECOND) * SECOND
    # Before the old moment and before the proposal; after it the signer has the dossier.
    apologises &= (moment >= told.at["start"]) & (moment <= plain)
    apologises &= (moment <= told.at["propose"]) & (moment < end)
    later = told.hours.after(
        told.hours.competent, plain, (4 + 20 * chance.random(len(told))) * HOUR
    )
    told.at["reappoint"][:] = np.where(apologises, moment, NEVER)
    told.new_due[:] = np.where(apologises, later, NEVER)
    told.received_due[:] = np.where(accepted, plain, NEVER)
    stop = told.stop
    told.first_due[:] = np.where(
        accepted, told.hours.due(begin, stop, until_processed=False), NEVER
    )
    told.process_due[:] = np.where(
        accepted, told.hours.due(begin, stop, until_processed=True), NEVER
    )
    return told
