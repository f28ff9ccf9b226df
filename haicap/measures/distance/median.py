"""
Where to put a given number of points so that the distances, added up, become least; pure.

The p-median problem with seats that are there already. What is gained is written as a
linear programme with yes-or-no variables. A place may use a candidate only if that is nearer
than what it has, which leaves a few pairs for each place: provinces are solved in a tenth
of a second.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.linear_solver import pywraplp

from haicap.measures.distance.sphere import Numbers

SECONDS: Final = 5.0
# Nearer by less is not nearer, but the rounding of the same distance counted twice.
MILLIMETRE: Final = 1e-6


@dataclass(frozen=True)
class Choice:
    """
    The candidates chosen, and what is saved: weight times kilometres.

    Nobody can save more than ``bound``; where it is what is saved, the choice is proved best.
    Fewer are chosen than were asked for where no further one helps anybody.
    """

    chosen: tuple[int, ...]
    saved: float
    bound: float

    @property
    def gap(self) -> float:
        """How much more might be saved, as a share of the bound."""
        return 0.0 if self.bound <= 0 else max(0.0, 1 - self.saved / self.bound)

    @property
    def is_proved(self) -> bool:
        """Whether no other choice is better, but for the rounding of the solver."""
        return self.gap < 1e-6


def choose(
    now: Numbers,
    offers: Numbers,
    weight: Numbers,
    points: int,
    seconds: float = SECONDS,
) -> Choice:
    """
    Choose at most ``points`` candidates.

    :param now: how far each place is today
    :param offers: how far it would be from each candidate: places × candidates
    :param seconds: after which the best choice so far is given, with its bound
    """
    gains = np.where(offers < now[:, None] - MILLIMETRE, now[:, None] - offers, 0.0)
    gains *= weight[:, None]
    helpful = np.flatnonzero(gains.any(axis=0))
    if not helpful.size or points < 1:
        return Choice((), 0.0, 0.0)
    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.SetTimeLimit(int(seconds * 1000))
    opened = {int(j): solver.BoolVar(f"open {j}") for j in helpful}
    solver.Add(solver.Sum(list(opened.values())) <= points)
    _serve(solver, gains, opened)
    exactly = pywraplp.MPSolverParameters()
    # Without it the solver stops at a choice that is worse by one in ten thousand.
    exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 0.0)
    status = solver.Solve(exactly)
    if status == solver.OPTIMAL:
        return _without_idle(gains, _opened(opened), solver.Objective().BestBound())
    found = [_greedy(gains, points)]
    bound = float(gains.max(axis=1).sum())
    if status == solver.FEASIBLE:
        found.append(_opened(opened))
        bound = min(bound, solver.Objective().BestBound())
    best = max(found, key=lambda chosen: saved_by(gains, chosen))
    return _without_idle(gains, best, bound)


def _opened(opened: dict[int, pywraplp.Variable]) -> list[int]:
    return [j for j, each in opened.items() if each.solution_value() > 0.5]


def _serve(
    solver: pywraplp.Solver, gains: Numbers, opened: dict[int, pywraplp.Variable]
) -> None:
    """Let each place use at most one candidate, and only one that is opened."""
    goal = solver.Objective()
    goal.SetMaximization()
    for row in gains:
        useful = np.flatnonzero(row)
        if not useful.size:
            continue
        one = solver.Constraint(-solver.infinity(), 1)
        for j in useful:
            use = solver.NumVar(0, 1, "")
            goal.SetCoefficient(use, float(row[j]))
            one.SetCoefficient(use, 1)
            only = solver.Constraint(-solver.infinity(), 0)
            only.SetCoefficient(use, 1)
            only.SetCoefficient(opened[int(j)], -1)


def saved_by(gains: Numbers, chosen: list[int]) -> float:
    """Add up what each place gains from the best of those chosen."""
    return float(gains[:, chosen].max(axis=1).sum()) if chosen else 0.0


def _without_idle(gains: Numbers, chosen: list[int], bound: float) -> Choice:
    saved = saved_by(gains, chosen)
    for each in list(chosen):
        rest = [j for j in chosen if j != each]
        if saved_by(gains, rest) >= saved - 1e-12:
            chosen = rest
    return Choice(tuple(chosen), saved, max(bound, saved))


def _greedy(gains: Numbers, points: int) -> list[int]:
    """Take what helps most, again and again: where the time was too short for more."""
    chosen: list[int] = []
    so_far = np.zeros(len(gains))
    for _ in range(points):
        more = np.maximum(gains - so_far[:, None], 0.0).sum(axis=0)
        best = int(more.argmax())
        if more[best] <= 0:
            break
        chosen.append(best)
        so_far = np.maximum(so_far, gains[:, best])
    return chosen
