"""At the centre: receive, refuse."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Invalid
from haicap.dossiers import facts, models
from haicap.dossiers.actions import bundles
from haicap.dossiers.actions.common import (
    close_duties,
    iso,
    locked,
    moved,
    set_due,
    tell,
)
from haicap.dossiers.actions.sending import send_to_competent
from haicap.dossiers.lifecycle import Move, State
from haicap.dossiers.models import Dossier
from haicap.dossiers.permissions import RECEIVE
from haicap.dossiers.terms import terms_of


@transaction.atomic
def accept(
    dossier: Dossier,
    *,
    present: Mapping[str, tuple[int, int]] | None = None,
    by: User,
    at: datetime,
) -> Dossier:
    """
    Receive a dossier that was checked: the clock starts and it goes to who decides.

    ``present`` notes the papers handed in: {component code: (originals, copies)}. An
    inter-connected dossier opens its first legs instead.

    :raises MoveRefused: if it does not wait to be received
    :raises NotAllowed: if ``by`` may not receive at that centre
    """
    dossier = locked(dossier)
    require(by, RECEIVE, dossier.return_at_id)
    moved(dossier, Move.ACCEPT, at=at)
    _note_papers(dossier, present or {})
    dossier.received_at = at
    set_due(dossier)
    close_duties(dossier, "received", by=by, at=at)
    if terms_of(dossier.version).legs:
        dossier.state = State.PROCESSING
    dossier.save()
    tell(
        dossier,
        facts.Received(due_at=iso(dossier.due_at), sent_to=dossier.competent_id),
        by=by,
        at=at,
    )
    if terms_of(dossier.version).legs:
        bundles.start_ready_legs(dossier, by=by, at=at)
    else:
        send_to_competent(dossier, by=by, at=at)
    return dossier


@transaction.atomic
def refuse(dossier: Dossier, *, reason: str, by: User, at: datetime) -> Dossier:
    """
    Refuse to receive, with the reason in writing (form 03).

    :raises Invalid: without a reason
    :raises MoveRefused: if it does not wait to be received
    :raises NotAllowed: if ``by`` may not receive at that centre
    """
    if not reason.strip():
        raise Invalid("reason", _("Write the reason; the applicant will read it."))
    dossier = locked(dossier)
    require(by, RECEIVE, dossier.return_at_id)
    moved(dossier, Move.REFUSE, at=at)
    refusal = models.Refusal.objects.create(
        dossier=dossier, reason=reason.strip(), by=by, at=at
    )
    close_duties(dossier, "refused", by=by, at=at)
    dossier.save()
    tell(dossier, facts.Refused(refusal=refusal.pk), by=by, at=at)
    return dossier


@transaction.atomic
def renew_secret(dossier: Dossier, *, by: User, at: datetime) -> Dossier:
    """
    Give the applicant another secret at the counter; the old one opens nothing any more.

    :raises NotAllowed: if ``by`` may not receive at that centre
    """
    dossier = locked(dossier)
    require(by, RECEIVE, dossier.return_at_id)
    dossier.secret_version += 1
    dossier.save(update_fields=["secret_version"])
    tell(dossier, facts.SecretRenewed(version=dossier.secret_version), by=by, at=at)
    return dossier


def _note_papers(dossier: Dossier, present: Mapping[str, tuple[int, int]]) -> None:
    if not present:
        return
    parts = list(dossier.parts.select_related("component"))
    unknown = set(present) - {part.component.code for part in parts}
    if unknown:
        raise Invalid(f"paper.{min(unknown)}", _("The procedure asks for no such paper."))
    for part in parts:
        if part.component.code in present:
            part.originals, part.copies = present[part.component.code]
            part.is_present = part.is_present or bool(part.originals or part.copies)
    models.Part.objects.bulk_update(parts, ["originals", "copies", "is_present"])
