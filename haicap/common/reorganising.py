"""
What the rooms tell each other when units are reorganised.

The units room changes territories and agencies; every other room moves its own things. None of
them knows the others: who takes part, and in which order, stands in ``config/consequences.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from haicap.common.actor import Actor

EXAMPLES = 3


@dataclass(frozen=True)
class Change:
    """
    A reorganisation at work: its row, its legal ground, the day it takes effect.

    While it works two temporary tables say what passed into what, by id:
    ``passing_place`` and ``passing_agency`` (``units/reorganise/passing.py``). ``only`` is the
    one dossier that is caught up with, when an old one comes to life again.
    """

    event: int
    ground: str
    on: date
    by: Actor | None
    at: datetime
    only: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What the statements of the rooms may ask for, by name."""
        return {
            "event": self.event,
            "ground": self.ground,
            "on": self.on,
            "by": self.by.pk if self.by is not None else None,
            "at": self.at,
            "only": self.only,
        }


@dataclass(frozen=True)
class Consequence:
    """One kind of thing that the change does: how many, in words, and a few of them."""

    code: str
    count: int
    sentence: str | Promise
    examples: Sequence[str] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    needs_person: bool = False

    def __str__(self) -> str:
        return str(self.sentence) % {"count": self.count, **self.details}


class Room(Protocol):
    """
    What a room offers: first ``find`` is asked of all, then each carries out.

    ``find`` reads, and keeps what it found in temporary tables for ``carry_out``. ``TABLES`` are
    locked before anything is read, so that nothing slips through.
    """

    @property
    def TABLES(self) -> Sequence[str]: ...  # noqa: N802

    def find(self, change: Change) -> list[Consequence]: ...

    def carry_out(self, change: Change) -> None: ...
