"""Becoming the clear person of a duty."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.common.errors import NotFound
from haicap.dossiers import actions
from haicap.dossiers.lifecycle import State
from haicap.dossiers.permissions import VIEW
from haicap.duties import actions as duties
from haicap.duties.models import Duty
from haicap.journal.commands import once
from haicap.web.desk.rows import WHO


def new_key() -> str:
    """A key for the forms of one page."""
    return str(uuid4())


def duty_of(pk: str, user: User) -> Duty:
    """:raises NotFound: if there is no such duty, or none for this person to see"""
    seen = Duty.objects.filter(scope_of(user, VIEW).filter("agency"), step__isnull=False)
    seen = seen.select_related("step__dossier")
    duty = seen.filter(pk=int(pk)).first() if pk.isdecimal() else None
    if duty is None:
        raise NotFound(what="duty", value=pk)
    return duty


def may_take(duty: Duty, user: User) -> bool:
    """Whether it is free and of an agency where this person does such work."""
    may = duty.kind in WHO and scope_of(user, WHO[duty.kind]).covers(duty.agency)
    return may and duty.person_id is None


def take_once(duty: Duty, *, key: str, by: User, at: datetime) -> None:
    """Take it, and with it what was handed over; the same form sent twice takes it once."""

    def do() -> dict[str, Any]:
        dossier = duty.step.dossier
        if duty.kind == "dossier.process" and _is_on_its_way(duty):
            actions.start(dossier, by=by, at=at)
        else:
            duties.take(duty, permission=WHO[duty.kind], by=by, at=at)
        return {"duty": duty.pk}

    asked = {"duty": duty.pk}
    key = f"{key or new_key()}:{duty.pk}"
    once(key, name="desk.take", by=by, request=asked, at=at, do=do)


def _is_on_its_way(duty: Duty) -> bool:
    if duty.closed_at is not None:
        return False
    dossier = duty.step.dossier
    return (
        dossier.state == State.RECEIVED
        or dossier.handovers.filter(taken_at=None).exists()
    )
