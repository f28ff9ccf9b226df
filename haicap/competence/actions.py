"""
Recording who decides: assigned by law, delegated for a period, ended, revoked.

A competence is never edited: it ends, and another begins.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import Actor, require
from haicap.common.errors import Invalid, Refused
from haicap.competence import facts, resolve, rules
from haicap.competence.models import Competence, Task, TransferKind
from haicap.competence.permissions import MANAGE
from haicap.competence.resolve import Subject
from haicap.journal import actions as journal
from haicap.law.models import LegalDocument
from haicap.units.models import Agency, AgencyKind, Territory

# No agency has this number, so only a post for the whole nation passes the door.
NATION = 0


class AlreadyAssigned(Refused):
    """Two competences would decide with equal right."""

    code = "competence.already-assigned"
    message = _("Somebody decides this there already in that period: end that first.")


class NoSubDelegation(Refused):
    """What was delegated may not be delegated again (Law 72/2025/QH15 Art 14)."""

    code = "competence.no-sub-delegation"
    message = _(
        "What was delegated may not be delegated again (Law 72/2025/QH15 Art 14)."
    )


class NoPassingOn(Refused):
    """Who received a task by decentralisation may not pass it on (Art 13)."""

    code = "competence.no-passing-on"
    message = _(
        "Who received a task by decentralisation may not pass it on "
        "(Law 72/2025/QH15 Art 13)."
    )


class OutsideScope(Refused):
    """The delegating agency does not itself decide that, there, then."""

    code = "competence.outside-scope"
    message = _("Only what one decides oneself, there and then, can be delegated.")


class NotSubordinate(Refused):
    """A delegation goes down, to an agency that is there for the whole period."""

    code = "competence.not-subordinate"
    message = _(
        "A delegation goes to an agency below %(agency)s that exists for the whole period."
    )


class WrongKind(Refused):
    """A delegation is revoked, anything else is ended."""

    code = "competence.wrong-kind"
    message = _("A delegation is revoked, any other competence is ended.")


@dataclass(frozen=True)
class Holder:
    """Who shall decide: a kind of agency at a level, or exactly one agency."""

    level: str
    agency_kind: str
    agency_field: str = ""
    organ: str = ""
    agency: Agency | None = None


@dataclass(frozen=True)
class Period:
    """From a day (included) until a day (not included; None is for ever)."""

    valid_from: date
    valid_until: date | None = None


@transaction.atomic
def assign(
    subject: Subject,
    *,
    kind: str,
    holder: Holder,
    period: Period,
    ground: str,
    clause: str = "",
    conditions: str = "",
    territory: Territory | None = None,
    by: Actor,
    at: datetime,
) -> Competence:
    """
    Record who decides from a day on, by division, devolution or decentralisation.

    :raises Invalid: if the ground is not in the register, or the holder cannot be
    :raises AlreadyAssigned: if somebody decides it with equal right in that period
    :raises NoPassingOn: if this would pass on a decentralised task inside its territory
    """
    keeper = _keeper(territory, period.valid_from)
    require(by, MANAGE, keeper or NATION)
    _check_assignment(kind, holder, period, ground)
    if kind == TransferKind.DECENTRALISATION and territory is not None:
        _refuse_passing_on(subject, territory, period.valid_from)
    competence = _save(
        Competence(
            **_subject(subject),
            kind=kind,
            level=holder.level,
            agency_kind=holder.agency_kind,
            agency_field=holder.agency_field,
            agency=holder.agency,
            organ=holder.organ,
            territory=territory,
            valid_from=period.valid_from,
            valid_until=period.valid_until,
            ground=ground,
            clause=clause,
            conditions_vi=conditions,
        )
    )
    fact = facts.Assigned(competence.pk, kind, ground, period.valid_from.isoformat())
    _record(fact, competence, keeper, by, at)
    return competence


@transaction.atomic
def delegate(
    competence: Competence,
    *,
    to: Agency,
    scope: Territory,
    content: str,
    period: Period,
    ground: str,
    conditions: str = "",
    by: Actor,
    at: datetime,
) -> Competence:
    """
    Let an agency below decide for a period (Law 72/2025/QH15 Art 14).

    The delegating agency is the one that decides at ``scope``; ``ground`` is the number of
    its written decision.

    :raises NoSubDelegation: if the competence is itself delegated
    :raises NoPassingOn: if it was received by decentralisation
    :raises OutsideScope: if it does not decide at the scope for the whole period
    :raises NotSubordinate: if ``to`` is not below, or not there for the whole period
    """
    competence = Competence.objects.select_for_update().get(pk=competence.pk)
    delegator = _delegator(competence, scope, period.valid_from)
    require(by, MANAGE, delegator.pk)
    if not rules.may_be_delegated(competence.kind):
        raise NoPassingOn if competence.delegated_from_id is None else NoSubDelegation
    until = _check_delegation(competence, period, content, ground)
    _check_delegate(delegator, to, period.valid_from, until)
    delegation = _save(
        Competence(
            procedure_id=competence.procedure_id,
            task_id=competence.task_id,
            kind=TransferKind.DELEGATION,
            level=to.territory.level,
            agency_kind=to.kind,
            agency_field=to.field,
            agency=to,
            territory=scope,
            delegated_from=competence,
            valid_from=period.valid_from,
            valid_until=until,
            ground=ground,
            content=content,
            conditions_vi=conditions,
        )
    )
    fact = facts.Delegated(
        delegation.pk,
        competence.pk,
        to.pk,
        ground,
        period.valid_from.isoformat(),
        until.isoformat(),
    )
    _record(fact, delegation, delegator.pk, by, at)
    return delegation


@transaction.atomic
def end(
    competence: Competence, *, on: date, ground: str, by: Actor, at: datetime
) -> Competence:
    """
    Let a competence end, and with it what was delegated of it beyond that day.

    :raises WrongKind: if it is a delegation
    :raises Invalid: if it does not run until after that day, or the ground is unknown
    """
    competence = Competence.objects.select_for_update().get(pk=competence.pk)
    keeper = _keeper(competence.territory, competence.valid_from)
    require(by, MANAGE, keeper or NATION)
    if competence.kind == TransferKind.DELEGATION:
        raise WrongKind
    _check_ground(ground)
    _stop(competence, on)
    outlasting = competence.delegations.select_for_update().filter(valid_until__gt=on)
    for delegation in outlasting.filter(valid_from__lt=on):
        _stop(delegation, on)
        revoked = facts.Revoked(delegation.pk, on.isoformat(), ground)
        _record(revoked, delegation, delegation.agency_id, by, at)
    if outlasting.exists():
        raise Invalid("on", _("a delegation begins after this day: revoke that first"))
    fact = facts.Ended(competence.pk, on.isoformat(), ground)
    _record(fact, competence, keeper, by, at)
    return competence


@transaction.atomic
def revoke(
    delegation: Competence, *, on: date, ground: str, by: Actor, at: datetime
) -> Competence:
    """
    End a delegation before its time; the delegating agency decides again from that day.

    :raises WrongKind: if it is not a delegation
    :raises Invalid: if it does not run until after that day
    """
    delegation = Competence.objects.select_for_update().get(pk=delegation.pk)
    origin, scope = delegation.delegated_from, delegation.territory
    if origin is None or scope is None:
        raise WrongKind
    delegator = _delegator(origin, scope, delegation.valid_from)
    require(by, MANAGE, delegator.pk)
    if not ground:
        raise Invalid("ground", _("name the written decision"))
    _stop(delegation, on)
    fact = facts.Revoked(delegation.pk, on.isoformat(), ground)
    _record(fact, delegation, delegator.pk, by, at)
    return delegation


def _keeper(territory: Territory | None, on: date) -> int | None:
    """The People's Committee that answers for the record of a territory."""
    if territory is None:
        return None
    committees = Agency.objects.on(on).filter(
        territory=territory, kind=AgencyKind.PEOPLES_COMMITTEE
    )
    return committees.values_list("pk", flat=True).first()


def _subject(subject: Subject) -> dict[str, Subject]:
    return {"task" if isinstance(subject, Task) else "procedure": subject}


def _check_assignment(kind: str, holder: Holder, period: Period, ground: str) -> None:
    if kind not in TransferKind.values or kind == TransferKind.DELEGATION:
        raise Invalid("kind", _("must be division, devolution or decentralisation"))
    if not rules.is_agency_of_level(holder.level, holder.agency_kind):
        raise Invalid("agency_kind", _("there is no such agency at this level"))
    _check_period(period)
    _check_ground(ground)
    named = holder.agency
    if named is not None and not _exists_throughout(
        named, period.valid_from, period.valid_until
    ):
        raise Invalid("agency", _("does not exist for the whole period"))


def _check_period(period: Period) -> None:
    if period.valid_until is not None and period.valid_until <= period.valid_from:
        raise Invalid("valid_until", _("must be after the first day"))


def _check_ground(ground: str) -> None:
    if not LegalDocument.objects.filter(number=ground).exists():
        raise Invalid("ground", _("is not a number in the register of legal documents"))


def _refuse_passing_on(subject: Subject, territory: Territory, on: date) -> None:
    """Inside the territory of who received it, a further decentralisation is passing on."""
    above = [place.id for place in resolve.chain_of(territory.pk, on)]
    received = Competence.objects.on(on).filter(
        Q(territory__isnull=True) | Q(territory__in=above),
        kind=TransferKind.DECENTRALISATION,
        **_subject(subject),
    )
    if received.exists():
        raise NoPassingOn


def _delegator(competence: Competence, scope: Territory, on: date) -> Agency:
    """The agency that lets another decide: whoever decides there without delegations."""
    if competence.delegated_from_id is not None and competence.agency is not None:
        return competence.agency
    holder = resolve.holder_of(competence, scope, on)
    if holder is None:
        raise OutsideScope
    return holder


def _check_delegation(
    competence: Competence, period: Period, content: str, ground: str
) -> date:
    if not content:
        raise Invalid("content", _("say what is delegated"))
    if not ground:
        raise Invalid("ground", _("name the written decision"))
    if period.valid_until is None:
        raise Invalid("valid_until", _("a delegation has a period"))
    _check_period(period)
    last = competence.valid_until
    if period.valid_from < competence.valid_from or (last and period.valid_until > last):
        raise OutsideScope
    return period.valid_until


def _check_delegate(delegator: Agency, to: Agency, since: date, until: date) -> None:
    below = to.pk != delegator.pk and to.lineage.startswith(delegator.lineage)
    there = all(_exists_throughout(agency, since, until) for agency in (delegator, to))
    if not (below and there):
        raise NotSubordinate(agency=delegator)


def _exists_throughout(agency: Agency, since: date, until: date | None) -> bool:
    ends = agency.valid_until
    return agency.valid_from <= since and (
        ends is None or (until is not None and until <= ends)
    )


def _save(competence: Competence) -> Competence:
    try:
        with transaction.atomic():
            competence.save(force_insert=True)
    except IntegrityError as error:
        # The database's own constraint, so that two registrars at once cannot pass it.
        if "one_a_day" in str(error) or "one_named_a_day" in str(error):
            raise AlreadyAssigned from error
        raise
    return competence


def _stop(competence: Competence, on: date) -> None:
    ends = competence.valid_until
    if on <= competence.valid_from or (ends is not None and on >= ends):
        raise Invalid("on", _("must lie inside the period"))
    competence.valid_until = on
    competence.save(update_fields=["valid_until"])


def _record(
    fact: object, competence: Competence, agency_id: int | None, by: Actor, at: datetime
) -> None:
    about = f"competence:{competence.pk}"
    journal.record(fact, about=about, agency_id=agency_id, by=by, at=at)
