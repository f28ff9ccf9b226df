"""Submitting: online by the applicant, or at a counter or from the post by an officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.text import clean, fold
from haicap.dossiers import clock, facts, rules
from haicap.dossiers.actions.common import open_step, tell
from haicap.dossiers.known import Decider, Known
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import (
    Assignment,
    Attachment,
    Delivery,
    Dossier,
    Part,
    Subject,
)
from haicap.dossiers.numbers import next_number
from haicap.dossiers.permissions import RECEIVE
from haicap.dossiers.terms import Terms, terms_of
from haicap.papers.models import File
from haicap.procedures.models import Case, Channel, ProcedureVersion
from haicap.units.models import Agency, Territory


@dataclass(frozen=True)
class Applicant:
    """Who asks: as written on the identity card; the address as people say it."""

    name: str
    personal_id: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    subject: str = Subject.CITIZEN


@dataclass(frozen=True)
class Upload:
    """A stored file, its name, and the component (its code) that it belongs to."""

    file: File
    name: str
    component: str = ""


@dataclass(frozen=True)
class Request:
    """
    What is asked for, where, and with which papers.

    ``centre`` is where it is received (None: the centre of the place); ``present`` counts
    the papers that an officer has in hand: {component code: (originals, copies)};
    ``without`` names the optional legs of a service that are not asked for.
    """

    place: Territory
    channel: str
    applicant: Applicant
    answers: Mapping[str, Any] = field(default_factory=dict)
    case: Case | None = None
    centre: Agency | None = None
    delivery: str = Delivery.COUNTER
    delivery_address: str = ""
    uploads: Sequence[Upload] = ()
    present: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    without: Sequence[str] = ()


@transaction.atomic
def submit(
    version: ProcedureVersion,
    request: Request,
    *,
    known: Known | None = None,
    by: User,
    at: datetime,
) -> Dossier:
    """
    Submit a dossier; it has a number and waits to be received.

    An applicant submits online for himself. In person and by post an officer of the centre
    writes it in, and also online for somebody who needs help (then ``helped_at`` says so).
    ``known`` spares asking for reference data that the caller has asked for.

    :raises ManyInvalid: with every field that is badly filled in
    :raises VersionNotInForce: if the version may not be asked for on the day
    :raises ChannelNotOffered: if the procedure is not filed this way
    :raises NotACentre: if the agency asked for receives no dossiers
    :raises NobodyDecides: if the record names nobody for the procedure, there, that day
    :raises OutsideProvince: if the centre is of another province than the competent agency
    :raises NotAllowed: if an officer is needed and ``by`` is none of that centre
    """
    day = localdate(at)
    terms = terms_of(version)
    rules.require_in_force(version, day)
    rules.require_channel(terms, request.channel)
    known = known or Known()
    decider = known.decider(version.procedure_id, request.place, day)
    centre = rules.centre_of(request.centre, request.place, decider.agency, day, known)
    is_officer = by.may(RECEIVE, centre.pk)
    if request.channel != Channel.ONLINE and not is_officer:
        require(by, RECEIVE, centre.pk)
    rules.require_well_filled_in(terms, request, day)

    dossier = _make(version, request, decider, centre, by=by, at=at)
    dossier.account = None if is_officer else by
    dossier.helped_at = (
        centre if is_officer and request.channel == Channel.ONLINE else None
    )
    dossier.save(force_insert=True)
    Assignment.objects.create(dossier=dossier, agency=centre, by=by, at=at)
    _add_papers(dossier, terms, request, by=by, at=at)
    due_at = clock.within(clock.CHECK_WITHIN, at, centre, known)
    open_step(dossier, "check", agency=centre, due_at=due_at, at=at)
    tell(dossier, _told(dossier, terms), by=by, at=at)
    return dossier


def _told(dossier: Dossier, terms: Terms) -> facts.Submitted:
    return facts.Submitted(
        number=dossier.number,
        procedure=str(terms.version.procedure),
        version=terms.version.number,
        channel=dossier.channel,
        place=dossier.place_id,
        received_at_agency=dossier.received_at_agency_id,
        competent=dossier.competent_id,
        helped_at=dossier.helped_at_id,
    )


def _make(
    version: ProcedureVersion,
    request: Request,
    decider: Decider,
    centre: Agency,
    *,
    by: User,
    at: datetime,
) -> Dossier:
    applicant = request.applicant
    return Dossier(
        number=next_number(centre, decider.agency, at),
        version=version,
        case=request.case,
        channel=request.channel,
        state=State.REGISTERED,
        delivery=request.delivery,
        delivery_address=clean(request.delivery_address),
        subject=applicant.subject,
        applicant_name=clean(applicant.name),
        applicant_folded=fold(applicant.name),
        applicant_id=applicant.personal_id.strip(),
        phone=applicant.phone.strip(),
        email=applicant.email.strip(),
        address=clean(applicant.address),
        answers=dict(request.answers),
        without=list(request.without),
        submitted_by=by,
        place=request.place,
        received_at_agency=centre,
        competent=decider.agency,
        competence=decider.competence,
        responsible=centre,
        return_at=centre,
        submitted_at=at,
    )


def _add_papers(
    dossier: Dossier, terms: Terms, request: Request, *, by: User, at: datetime
) -> None:
    components = {c.code: c for c in terms.components_of(dossier.case_id)}
    handed_in = {upload.component for upload in request.uploads}
    Part.objects.bulk_create(
        Part(
            dossier=dossier,
            component=component,
            originals=request.present.get(code, (0, 0))[0],
            copies=request.present.get(code, (0, 0))[1],
            is_present=code in handed_in or any(request.present.get(code, ())),
            from_data=bool(component.replaced_by_data),
        )
        for code, component in components.items()
    )
    Attachment.objects.bulk_create(
        Attachment(
            dossier=dossier,
            component=components.get(upload.component),
            file=upload.file,
            name=upload.name[:200],
            added_at=at,
            added_by=by,
        )
        for upload in request.uploads
    )
