"""
Which of several competences wins, and what may be passed on (Law 72/2025/QH15 Art 11–14).

Pure: no database, no time of day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DIVISION = "division"
DECENTRALISATION = "decentralisation"
DELEGATION = "delegation"

# The kinds of agency that there are at a level; a competence names one of them.
KINDS_OF_LEVEL = {
    "nation": {"ministry", "vertical"},
    "province": {"peoples_committee", "department", "vertical", "service_centre"},
    "district": {"peoples_committee", "vertical"},
    "commune": {"peoples_committee", "department", "vertical", "service_centre"},
}
LEVELS = tuple(KINDS_OF_LEVEL)


@dataclass(frozen=True)
class Candidate:
    """What the choice needs to know of a competence that is in force at a place."""

    id: int
    territory: int | None = None  # None is the whole country
    is_named: bool = False  # exactly one agency, not a kind of agency
    delegated_from: int | None = None


class EqualRight(Exception):
    """Two competences win with equal right; ``ids`` are theirs."""

    def __init__(self, ids: list[int]) -> None:
        super().__init__(ids)
        self.ids = ids


def winner(candidates: Iterable[Candidate], chain: Sequence[int]) -> Candidate | None:
    """
    Choose the competence that decides at a place; None when there is none.

    ``chain`` holds the territories of the place, the nearest first. First comes who would
    decide: the narrowest territory, there a named agency before a kind of agency. Then
    whether exactly that competence was delegated: the narrowest delegation. A delegation
    of a competence that does not win here has no effect here.

    :raises EqualRight: if two are equal; that is a fault of the data
    """
    here = [c for c in candidates if c.territory is None or c.territory in chain]
    own = _narrowest([c for c in here if c.delegated_from is None], chain)
    if own is None:
        return None
    delegated = [c for c in here if c.delegated_from == own.id]
    return _narrowest(delegated, chain) or own


def _narrowest(candidates: list[Candidate], chain: Sequence[int]) -> Candidate | None:
    if not candidates:
        return None
    ranked = sorted(candidates, key=lambda c: _breadth(c, chain))
    first = _breadth(ranked[0], chain)
    equal = [c.id for c in ranked if _breadth(c, chain) == first]
    if len(equal) > 1:
        raise EqualRight(equal)
    return ranked[0]


def _breadth(candidate: Candidate, chain: Sequence[int]) -> tuple[int, bool]:
    if candidate.territory is None:
        return len(chain), not candidate.is_named
    return chain.index(candidate.territory), not candidate.is_named


def may_be_delegated(kind: str) -> bool:
    """
    Tell whether a competence of this kind may be delegated.

    What was delegated may not be delegated again (Art 14); whoever received a task by
    decentralisation may not pass it on (Art 13).
    """
    return kind not in (DELEGATION, DECENTRALISATION)


def is_agency_of_level(level: str, agency_kind: str) -> bool:
    """Tell whether there are agencies of this kind at the level."""
    return agency_kind in KINDS_OF_LEVEL.get(level, set())


def is_within(scope_level: str, level: str) -> bool:
    """Tell whether a territory of ``scope_level`` has one decider of ``level``."""
    return LEVELS.index(scope_level) >= LEVELS.index(level)
