"""
The lake's one table: what happened to a dossier, one row for each milestone.

A row says all that was known when the milestone was reached, and nothing of what came
after, so that it never changes: it depends only on the facts of the dossier up to it.
Followers, rebuilding, tests and drills make it by the same statement (``milestones.sql``).
"""

from typing import Final

import pyarrow as pa

# Which fact is which milestone. Facts that are no milestone stand in ``NOT_COUNTED``.
MILESTONES: Final[dict[str, str]] = {
    "dossier.submitted": "submitted",
    "dossier.received": "received",
    "dossier.refused": "refused",
    "dossier.supplement-asked": "supplement_asked",
    "dossier.supplemented": "supplemented",
    "dossier.payment-requested": "payment_requested",
    "dossier.paid": "paid",
    "dossier.suspended": "suspended",
    "dossier.resumed": "resumed",
    "dossier.reappointed": "reappointed",
    "dossier.taken": "taken",
    "dossier.handed-over": "handed_over",
    "dossier.recalled": "recalled",
    "dossier.proposed": "proposed",
    "dossier.sent-back": "sent_back",
    "dossier.decided": "settled",
    "dossier.settled": "settled",
    "dossier.stopped": "stopped",
    "dossier.reopened": "reopened",
    "dossier.withdrawn": "withdrawn",
    "dossier.returned": "returned",
    "dossier.rated": "rated",
    "dossier.leg-started": "leg_started",
    # Where units were reorganised; told at the old place too, as "moved_away".
    "dossier.moved": "moved",
    "dossier.move-resolved": "moved",
}
NOT_COUNTED: Final = frozenset({"dossier.secret-renewed"})

# What a fact does to the clock: it tells the due moment under which it runs, the moment of a
# new appointment, or that the clock stands; suspended, it stands unless it was late already.
# After the others it goes on as before.
RUNS: Final = frozenset(
    {
        "dossier.received", "dossier.supplemented", "dossier.paid", "dossier.resumed",
        "dossier.reopened", "dossier.leg-started",
    }
)  # fmt: skip
APPOINTED: Final = frozenset({"dossier.reappointed"})
STANDS: Final = frozenset(
    {
        "dossier.refused", "dossier.supplement-asked", "dossier.payment-requested",
        "dossier.decided", "dossier.settled", "dossier.stopped", "dossier.withdrawn",
    }
)  # fmt: skip
SUSPENDED: Final = frozenset({"dossier.suspended"})
# It tells the due moment only where the move changed it.
MOVES: Final = frozenset({"dossier.moved", "dossier.move-resolved"})
BEGINS: Final = frozenset({"dossier.received", "dossier.leg-started"})
# The applicant's own time is opened by the first and closed by the others.
OPENS_WAITING: Final = frozenset(
    {"dossier.supplement-asked", "dossier.payment-requested"}
)
CLOSES_WAITING: Final = frozenset(
    {
        "dossier.supplemented", "dossier.paid", "dossier.received", "dossier.stopped",
        "dossier.withdrawn",
    }
)  # fmt: skip


def kinds() -> pa.Table:
    """What each kind of fact means to ``milestones.sql``."""
    rows = [
        {
            "kind": kind,
            "milestone": milestone,
            "clock": _clock(kind),
            "begins": kind in BEGINS,
            "waits": 1
            if kind in OPENS_WAITING
            else 0
            if kind in CLOSES_WAITING
            else None,
        }
        for kind, milestone in MILESTONES.items()
    ]
    return pa.Table.from_pylist(rows)


def _clock(kind: str) -> str:
    words = {
        "runs": RUNS,
        "appointed": APPOINTED,
        "stands": STANDS,
        "suspended": SUSPENDED,
        "moved": MOVES,
    }
    return next((word for word, held in words.items() if kind in held), "as before")


MOMENT: Final = pa.timestamp("us", tz="UTC")

SCHEMA: Final = pa.schema(
    [
        ("entry", pa.int64()),  # of the journal
        ("dossier", pa.int64()),
        ("number", pa.string()),
        ("milestone", pa.string()),
        ("at", MOMENT),
        ("day", pa.date32()),  # of Vietnam
        ("procedure", pa.string()),  # its code, or its slug where the code is unknown
        ("version", pa.int32()),
        ("field", pa.string()),
        ("channel", pa.string()),
        ("assisted", pa.bool_()),
        ("is_leg", pa.bool_()),
        ("is_bundle", pa.bool_()),
        ("place", pa.int64()),
        ("commune", pa.string()),  # code that day; null for a place that is no commune
        ("province", pa.string()),  # code that day
        ("province_place", pa.int64()),  # the province itself: codes pass to other units
        ("received_agency", pa.int64()),
        ("competent_agency", pa.int64()),
        ("level", pa.string()),  # of the competent agency
        ("agency_kind", pa.string()),
        ("submitted_at", MOMENT),
        ("received_at", MOMENT),
        ("received_on", pa.date32()),  # of Vietnam
        ("due_at", MOMENT),  # the first due moment; a new appointment does not move it
        ("settled_at", MOMENT),
        ("is_late", pa.bool_()),  # null until settled, and where there is no limit
        ("late_seconds", pa.int64()),  # working time between the due moment and the result
        ("processing_seconds", pa.int64()),  # by the clock, without waiting for the applicant
        ("outcome", pa.string()),
        ("grade", pa.string()),
        ("supplements", pa.int16()),  # asked so far
        ("origin", pa.string()),  # the node that it comes from
        ("simulated", pa.bool_()),
        # The due moment under which the clock runs after the milestone (a new appointment
        # counts; null while it stands, has ended or has no limit), and the one before it.
        # With both, what is overdue on a day is a sum over milestones and needs no join.
        ("runs_until", MOMENT),
        ("ran_until", MOMENT),
    ]
)  # fmt: skip

# Files are kept apart by what they answer: most measures read one or two of these.
FAMILIES: Final[dict[str, frozenset[str]]] = {
    "submitted": frozenset({"submitted"}),
    "received": frozenset({"received", "leg_started"}),
    "settled": frozenset({"settled"}),
    "returned": frozenset({"returned"}),
    "clock": frozenset(
        {
            "refused", "supplement_asked", "supplemented", "payment_requested", "paid",
            "suspended", "resumed", "reappointed", "stopped", "reopened", "withdrawn",
            "moved", "moved_away",
        }
    ),
    "rest": frozenset({"taken", "handed_over", "recalled", "proposed", "sent_back", "rated"}),
}  # fmt: skip

# Everything after which the clock runs by another due moment than before.
CLOCK: Final = frozenset(
    {"received", "leg_started", "settled"} | FAMILIES["clock"] - {"refused"}
)
