"""From the centre to who decides: the first line of the control sheet."""

from datetime import datetime

from haicap.accounts.models import User
from haicap.dossiers import clock
from haicap.dossiers.actions.common import open_step
from haicap.dossiers.models import Dossier, Handover


def send_to_competent(dossier: Dossier, *, by: User, at: datetime) -> None:
    """Open the control sheet with its first line and the duty of the competent agency."""
    if dossier.competent_id != dossier.responsible_id:
        Handover.objects.create(
            dossier=dossier,
            from_agency=dossier.responsible,
            to_agency=dossier.competent,
            due_at=clock.within(clock.HAND_OVER_WITHIN, at, dossier.responsible),
            by=by,
            at=at,
        )
    open_step(
        dossier,
        "process",
        agency=dossier.competent,
        due_at=clock.step_due(dossier, "process"),
        at=at,
    )
