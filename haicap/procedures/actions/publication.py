"""Publishing what a procedure says: drafting, the four kinds of change, and undoing a draft."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from haicap.common import periods
from haicap.common.actor import Actor, require
from haicap.common.errors import Invalid, Refused
from haicap.journal import actions as journal
from haicap.procedures import catalogue, facts, rows
from haicap.procedures.actions import storing
from haicap.procedures.catalogue import Content
from haicap.procedures.models import (
    ChangeKind,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    PublishedChange,
)
from haicap.procedures.permissions import PUBLISH


class AlreadyPublished(Refused):
    """A published version is frozen; change it by another version."""

    code = "procedures.already-published"
    message = _("%(version)s is published and cannot be changed; draft another version.")


class NotInForce(Refused):
    """On that day there is no version that could be ended."""

    code = "procedures.not-in-force"
    message = _("%(procedure)s has no version in force on %(on)s.")


class BeforeTheDecision(Refused):
    """A change takes effect on the day of its decision at the earliest."""

    code = "procedures.before-the-decision"
    message = _(
        "A change cannot take effect on %(on)s, before the decision of %(decided)s."
    )


@transaction.atomic
def register(
    number: str,
    *,
    issuer: str,
    decided_on: date | None,
    title: str = "",
    by: Actor,
    at: datetime,
) -> PublicationDecision:
    """
    Put a publication decision on record; answers the one that is there already.

    :raises Invalid: if number or issuer is empty
    """
    require(by, PUBLISH)
    for field, said in (("number", number), ("issuer", issuer)):
        if not said.strip():
            raise Invalid(field, _("must not be empty"))
    decision, made = PublicationDecision.objects.get_or_create(
        number=number.strip(),
        issuer=issuer.strip(),
        defaults={"decided_on": decided_on, "title": title},
    )
    if made:
        on_day = decided_on.isoformat() if decided_on else None
        fact = facts.Registered(decision.number, on_day)
        journal.record(
            fact, about=f"decision:{decision.pk}", agency_id=None, by=by, at=at
        )
    return decision


@transaction.atomic
def draft(
    content: Content, *, valid_from: date, by: Actor, at: datetime
) -> ProcedureVersion:
    """
    Write down a new version that is not yet in force; makes the procedure if it is new.

    ``content`` is one procedure of a sound catalogue (``catalogue.read_texts``).

    :raises CodeDiffers: if its slug has another code already
    """
    require(by, PUBLISH)
    procedures = storing.procedures_named([content])
    procedure = Procedure.objects.select_for_update().get(slug=content["slug"])
    last = procedure.versions.aggregate(last=Max("number"))["last"] or 0
    version = rows.version(content, procedure, last + 1, valid_from)
    version.valid_until = content.get("until")
    storing.store([(content, version)], procedures)
    fact = facts.Drafted(str(procedure), version.number, valid_from.isoformat())
    _record(fact, procedure, by, at)
    return version


@transaction.atomic
def discard(version: ProcedureVersion, *, by: Actor, at: datetime) -> None:
    """
    Throw a draft away.

    :raises AlreadyPublished: if it is no draft any more
    """
    version = _locked_draft(version, by)
    procedure, number = version.procedure, version.number
    version.delete()
    _record(facts.Discarded(str(procedure), number), procedure, by, at)


@transaction.atomic
def publish(
    version: ProcedureVersion,
    *,
    decision: PublicationDecision,
    kind: ChangeKind,
    by: Actor,
    at: datetime,
) -> ProcedureVersion:
    """
    Freeze a draft; it is in force from its day on, and the version before it until then.

    :raises AlreadyPublished: if it is no draft any more
    :raises BeforeTheDecision: if it would take effect before the decision
    :raises VersionInTheWay: if a version from that day or later is published
    """
    version = _locked_draft(version, by)
    _after(decision, version.valid_from)
    ends = storing.make_way(version.procedure, version.valid_from)
    version.valid_until = version.valid_until or ends
    version.decision, version.change, version.is_published = decision, kind, True
    version.save()
    decision.changes.update_or_create(
        procedure=version.procedure,
        kind=kind,
        defaults={"effective_on": version.valid_from, "version": version},
    )
    fact = facts.Published(
        procedure=str(version.procedure),
        version=version.number,
        valid_from=version.valid_from.isoformat(),
        kind=kind,
        decision=decision.number,
    )
    _record(fact, version.procedure, by, at)
    return version


@transaction.atomic
def amend(
    content: Content,
    *,
    valid_from: date,
    decision: PublicationDecision,
    by: Actor,
    at: datetime,
) -> ProcedureVersion:
    """
    Draft and publish an amended version in one go.

    :raises NotInForce: if there is nothing to amend on the day before
    """
    require(by, PUBLISH)
    procedure = Procedure.objects.filter(slug=content["slug"]).first()
    if procedure is None or _in_force(procedure, valid_from) is None:
        raise NotInForce(procedure=content["slug"], on=valid_from.isoformat())
    version = draft(content, valid_from=valid_from, by=by, at=at)
    return publish(version, decision=decision, kind=ChangeKind.AMENDED, by=by, at=at)


@transaction.atomic
def abolish(
    procedure: Procedure,
    *,
    effective_on: date,
    decision: PublicationDecision,
    by: Actor,
    at: datetime,
) -> PublishedChange:
    """
    End a procedure from a day on, which may lie in the future.

    :raises NotInForce: if no version is in force on the day before
    """
    procedure = _locked(procedure, by)
    _end(procedure, effective_on, decision)
    change, _made = decision.changes.update_or_create(
        procedure=procedure,
        kind=ChangeKind.ABOLISHED,
        defaults={"effective_on": effective_on},
    )
    fact = facts.Abolished(str(procedure), effective_on.isoformat(), decision.number)
    _record(fact, procedure, by, at)
    return change


@transaction.atomic
def replace(
    procedure: Procedure,
    *,
    successor: Procedure,
    effective_on: date,
    decision: PublicationDecision,
    by: Actor,
    at: datetime,
) -> PublishedChange:
    """
    End a procedure because another stands in its place from that day on.

    :raises NotInForce: if the one is not in force before the day, or the other on it
    """
    procedure = _locked(procedure, by)
    if successor == procedure:
        raise Invalid("successor", _("a procedure cannot replace itself"))
    if not successor.versions.on(effective_on).exists():
        raise NotInForce(procedure=str(successor), on=effective_on.isoformat())
    _end(procedure, effective_on, decision)
    change, _made = decision.changes.update_or_create(
        procedure=procedure,
        kind=ChangeKind.REPLACED,
        defaults={"effective_on": effective_on, "successor": successor},
    )
    fact = facts.Replaced(
        str(procedure), str(successor), effective_on.isoformat(), decision.number
    )
    _record(fact, procedure, by, at)
    return change


def content_of(text: str) -> Content:
    """
    Read the one procedure that a text holds.

    :raises CatalogueRefused: if it has a fault
    :raises Invalid: if it holds none or several
    """
    found = catalogue.read_texts([("text", text)], catalogue.bundled().names()).sound()
    if len(found.procedures) != 1:
        raise Invalid("procedures", _("must be exactly one procedure"))
    return found.procedures[0]


def _locked(procedure: Procedure, by: Actor) -> Procedure:
    locked = Procedure.objects.select_for_update().get(pk=procedure.pk)
    require(by, PUBLISH)
    return locked


def _locked_draft(version: ProcedureVersion, by: Actor) -> ProcedureVersion:
    procedure = _locked(version.procedure, by)
    locked = procedure.versions.select_for_update().get(pk=version.pk)
    if locked.is_published:
        raise AlreadyPublished(version=str(locked))
    return locked


def _in_force(procedure: Procedure, before: date) -> ProcedureVersion | None:
    """The version in force on the last day before."""
    published = procedure.versions.filter(is_published=True, valid_from__lt=before)
    return published.filter(periods.on(before)).first()


def _end(procedure: Procedure, on: date, decision: PublicationDecision) -> None:
    _after(decision, on)
    version = _in_force(procedure, on)
    later = procedure.versions.filter(is_published=True, valid_from__gte=on).first()
    if later is not None:
        raise storing.VersionInTheWay(
            procedure=procedure, since=later.valid_from.isoformat()
        )
    if version is None:
        raise NotInForce(procedure=str(procedure), on=on.isoformat())
    storing.end(version, on)


def _after(decision: PublicationDecision, on: date) -> None:
    if decision.decided_on is not None and on < decision.decided_on:
        raise BeforeTheDecision(
            on=on.isoformat(), decided=decision.decided_on.isoformat()
        )


def _record(fact: object, procedure: Procedure, by: Actor, at: datetime) -> None:
    journal.record(fact, about=f"procedure:{procedure.pk}", agency_id=None, by=by, at=at)
