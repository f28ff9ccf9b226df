"""Figures that several derived values follow from, and the usual kinds of them."""

from datetime import date

from haicap.measures.derived import (
    Derived,
    Figure,
    Sum,
    Term,
    Told,
)
from haicap.measures.measure import Words

FIRST, LAST = date(2025, 7, 1), date(2025, 8, 23)
PROVINCES = Figure("provinces@2025-07-01")
COMMUNES = Figure("communes@2025-07-01")
DECIDED = Figure("leave-decisions@2025-08-19")
LEFT = Figure("people-left@2025-08-19")
APPROVED = Figure("leave-funding-approved@2025-08-19")
RESOLVED = Figure("leave-funding-resolved@2025-08-19")
PAID = Figure("leave-money-received@2025-08-19")
RECEIVED = Figure("received@2025-08-23")
AT_COMMUNES = Figure("received-at-communes@2025-08-23", "numerator")
RETURNED = Figure("returned-of-received@2025-08-23")
ON_TIME = Figure("on-time@2025-08-23")
CENTRES = Figure("commune-centres@2025-08-23")
DEPARTMENTS = Figure("commune-departments@2025-08-23")
TOP = tuple(
    Figure(f"received@2025-08-23.{code}")
    for code in ("79", "01", "31", "75", "40", "38", "66")
)
NO_CENTRE = (Figure("communes@2025-07-01.01"), Figure("communes@2025-07-01.22"))
BY_GROUP = tuple(
    Figure(f"service-index-{group}@2025-08-29.19")
    for group in ("transparency", "progress", "online-payment", "digitisation", "satisfaction")
)  # fmt: skip
TASKS = {
    name: Figure(f"assigned-tasks{name}@2025-08-28")
    for name in ("", "-done", "-on-time", "-late", "-overdue")
}


def share(
    name: str, title: Words, formula: Words, numerator: Term, denominator: Term
) -> Derived:
    """A part of a whole."""
    return Derived(name, title, formula, numerator, denominator, Told.SHARE)


def growth(
    name: str, title: Words, formula: Words, now: Term, before: Term, why: Words
) -> Derived:
    """What has come on top of what was."""
    return Derived(name, title, formula, Sum((now,), (before,)), before, Told.CHANGE, why)
