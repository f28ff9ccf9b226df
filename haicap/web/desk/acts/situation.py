"""How a dossier stands for one officer at one moment: what the forms of its page depend on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.dossiers.lifecycle import Move, State, state_after
from haicap.dossiers.models import (
    Charge,
    Decision,
    Dossier,
    Handover,
    Stop,
    Suspension,
    UnresolvedMove,
)
from haicap.dossiers.permissions import PROCESS, RECEIVE, RESOLVE, SIGN
from haicap.dossiers.reading import Detail
from haicap.units.models import Agency


@dataclass(frozen=True)
class Rows:
    """The legal rows that a detail does not hold, oldest first."""

    handovers: Sequence[Handover]
    suspensions: Sequence[Suspension]
    decisions: Sequence[Decision]
    charges: Sequence[Charge]
    stops: Sequence[Stop]


def rows_of(dossier: Dossier) -> Rows:
    """Read them: five statements."""
    handovers = dossier.handovers.select_related(
        "from_agency", "to_agency", "by", "taken_by"
    )
    return Rows(
        handovers=list(handovers.order_by("at", "pk")),
        suspensions=list(dossier.suspensions.order_by("at", "pk")),
        decisions=list(
            dossier.decisions.select_related("by", "decided_by").order_by("at", "pk")
        ),
        charges=list(dossier.charges.order_by("at", "pk")),
        stops=list(dossier.stops.order_by("at", "pk")),
    )


class Situation:
    """
    Which steps are open now, read from the rows.

    It only decides which forms are shown; whether a step may be taken the action decides,
    under its lock, when the form is sent.
    """

    def __init__(self, detail: Detail, rows: Rows, user: User, at: datetime) -> None:
        self.detail, self.rows, self.user, self.at = detail, rows, user, at
        self.dossier = detail.dossier
        self.state = State(self.dossier.state)

    def leads_on(self, move: Move) -> bool:
        """Whether the table allows the move from here."""
        return state_after(self.state, move) is not None

    @cached_property
    def handover(self) -> Handover | None:
        """What is on its way and not taken."""
        return next((row for row in self.rows.handovers if row.taken_at is None), None)

    @cached_property
    def suspension(self) -> Suspension | None:
        """Why the clock stands."""
        return next((row for row in self.rows.suspensions if row.until is None), None)

    @cached_property
    def proposal(self) -> Decision | None:
        """What waits for the signer."""
        return next(
            (
                row
                for row in self.rows.decisions
                if row.decided_at is None and row.sent_back_at is None
            ),
            None,
        )

    @cached_property
    def unresolved(self) -> UnresolvedMove | None:
        """What a person must say after a reorganisation."""
        if self.dossier.moved_on is None:
            return None
        return self.dossier.unresolved_moves.filter(resolved_at=None).first()

    @cached_property
    def resolves(self) -> bool:
        """Whether the reader says where it belongs."""
        move = self.unresolved
        return move is not None and self._may(RESOLVE, move.interim)

    @property
    def is_part(self) -> bool:
        """Whether it is a part of an inter-connected dossier."""
        return self.dossier.bundle_id is not None

    @property
    def is_whole(self) -> bool:
        """Whether it is an inter-connected dossier with parts."""
        return bool(self.detail.legs)

    @cached_property
    def receives(self) -> bool:
        """Whether the reader receives where it was received."""
        return self._may(RECEIVE, self.dossier.return_at)

    @cached_property
    def returns(self) -> bool:
        """Whether the reader returns where the result is returned."""
        return self._may(RECEIVE, self.dossier.return_at)

    @cached_property
    def signs(self) -> bool:
        """Whether the reader signs for the competent agency."""
        return self._may(SIGN, self.dossier.competent)

    @cached_property
    def has_it(self) -> bool:
        """Whether the reader processes where it lies, and nothing keeps it from being worked on."""
        at_work = self.state == State.PROCESSING and self.handover is None
        return at_work and not self.is_whole and self.processes(self.dossier.responsible)

    @property
    def is_at_hand(self) -> bool:
        """Whether the specialist has it: the clock runs, and no proposal waits."""
        return self.has_it and self.suspension is None and self.proposal is None

    def processes(self, agency: Agency) -> bool:
        """Whether the reader processes at the agency."""
        return self._may(PROCESS, agency)

    def _may(self, permission: str, agency: Agency) -> bool:
        return scope_of(self.user, permission).covers(agency)
