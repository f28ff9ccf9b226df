"""Whether a unit has what its kind must have; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from haicap.standards.scoring import Values
from haicap.standards.table import OTHER_REDUCTION, Least, Requirement, StandardTable

WHOLE = Fraction(100)


class Verdict(StrEnum):
    """What can be said of a standard."""

    MET = "met"
    NOT_MET = "not-met"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Judged:
    """
    What can be said of one requirement, with the least that is asked of this unit.

    ``lowest`` and ``highest`` differ where it is not known which reduction applies.
    """

    requirement: Requirement
    verdict: Verdict
    lowest: Fraction
    highest: Fraction
    missing: tuple[str, ...]
    clause: str


def judge(table: StandardTable, values: Values) -> list[Judged]:
    """Judge every requirement of a table."""
    return [_judge(each, values) for each in table.requirements]


def together(judged: Sequence[Judged]) -> Verdict:
    """Say whether all of them hold."""
    verdicts = {each.verdict for each in judged}
    for verdict in (Verdict.NOT_MET, Verdict.UNDECIDED):
        if verdict in verdicts:
            return verdict
    return Verdict.MET


def _judge(requirement: Requirement, values: Values) -> Judged:
    leasts = _leasts(requirement, values)
    limits = [
        limit for each in leasts for limit in _limits(each, requirement.open, values)
    ]
    lowest, highest = min(limits), max(limits)
    clause = (leasts[0].clause if len(leasts) == 1 else "") or requirement.clause
    may_be_lower = requirement.open and OTHER_REDUCTION not in values
    value = values.get(requirement.value)
    verdict = _verdict(value, lowest, highest, may_be_lower)
    asked = _asked(requirement, leasts)
    if verdict != Verdict.UNDECIDED:
        asked = []
    missing = dict.fromkeys(name for name in asked if name not in values)
    return Judged(requirement, verdict, lowest, highest, tuple(missing), clause)


def _verdict(
    value: Fraction | None, lowest: Fraction, highest: Fraction, may_be_lower: bool
) -> Verdict:
    if value is None:
        return Verdict.UNDECIDED
    if value >= highest:
        return Verdict.MET
    return Verdict.UNDECIDED if value >= lowest or may_be_lower else Verdict.NOT_MET


def _leasts(requirement: Requirement, values: Values) -> list[Least]:
    """The level that applies to the unit; all that may where that is not known."""
    found = []
    for each in requirement.leasts:
        says = values.get(each.when) if each.when else Fraction(1)
        if says == 0:
            continue
        found.append(each)
        if says is not None:
            break
    return found


def _limits(least: Least, is_open: bool, values: Values) -> list[Fraction]:
    """
    What may be asked of the unit.

    Of several special factors one counts (Resolution 112/2025/UBTVQH15): the one that helps
    the unit most.
    """
    sure = [WHOLE, *(r.percent for r in least.reductions if values.get(r.when))]
    sure += [values[OTHER_REDUCTION]] if is_open and OTHER_REDUCTION in values else []
    may = [each.percent for each in least.reductions if each.when not in values]
    return [least.least * min([*sure, percent]) / 100 for percent in (*may, WHOLE)]


def _asked(requirement: Requirement, leasts: Sequence[Least]) -> list[str]:
    """The figure itself, and those that would tell which least is asked."""
    names = [requirement.value, *(each.when for each in requirement.leasts if each.when)]
    names += [one.when for each in leasts for one in each.reductions]
    return names + ([OTHER_REDUCTION] if requirement.open else [])
