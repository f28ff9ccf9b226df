"""Deriving due moments anew, of many dossiers: a few statements for a thousand of them."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from haicap.dossiers import clock
from haicap.dossiers.models import Dossier, Relocation, Step, Suspension
from haicap.duties import actions as duties
from haicap.duties.models import Duty
from haicap.workdays.calendars import Calendars

AT_ONCE = 1000


def renew_due(ids: Sequence[int]) -> int:
    """
    Derive the due moments of these dossiers and of their open duties anew.

    What ``set_due`` does for one; answers how many dossiers have changed.
    """
    changed, known = 0, Calendars()
    for first in range(0, len(ids), AT_ONCE):
        batch = _read(ids[first : first + AT_ONCE])
        moved, given = [], []
        for dossier in batch:
            is_other, times = _derive(dossier, known)
            moved += [dossier] if is_other else []
            given += times
        Dossier.objects.bulk_update(moved, ["due_at"])
        duties.set_times(given)
        changed += len(moved)
    return changed


def _read(ids: Sequence[int]) -> QuerySet[Dossier]:
    steps = Step.objects.filter(duty__closed_at=None).select_related("duty")
    return (
        Dossier.objects.filter(pk__in=ids)
        .select_related("version__procedure", "competent", "reappointment")
        .prefetch_related(
            Prefetch("suspensions", Suspension.objects.order_by("at"), "paused"),
            Prefetch("relocations", Relocation.objects.in_order(), "moves"),
            Prefetch("steps", steps, "open_steps"),
        )
    )


def _derive(dossier: Dossier, known: Calendars) -> tuple[bool, list[Duty]]:
    """Set the due moment on the row; whether it is another one, and the duties that follow."""
    before, paused = dossier.due_at, getattr(dossier, "paused")  # noqa: B009
    calendar = clock.calendar_through(
        dossier.competent,
        getattr(dossier, "moves"),  # noqa: B009
        known,
    )
    dossier.due_at = clock.due_by(dossier, paused, calendar)
    is_paused = dossier.is_waiting or any(row.until is None for row in paused)
    given = []
    for step in getattr(dossier, "open_steps"):  # noqa: B009
        if step.code in ("process", "sign"):
            duty = step.duty
            duty.is_paused = is_paused
            duty.due_at = (
                None
                if is_paused
                else clock.step_due_by(dossier, step.code, paused, calendar)
            )
            given.append(duty)
    return dossier.due_at != before, given
