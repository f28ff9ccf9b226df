"""
The verbs: look at what a plan would do, carry it out, plan it ahead, take it back.

Carrying out is one transaction over all rooms; whatever fails leaves everything as it was.
"""

from haicap.units.reorganise.actions.carrying import (
    Report,
    rehearse,
    reorganise,
    steps,
)
from haicap.units.reorganise.actions.scheduling import (
    cancel,
    reorganise_due,
    schedule,
)

__all__ = [
    "Report",
    "cancel",
    "rehearse",
    "reorganise",
    "reorganise_due",
    "schedule",
    "steps",
]
