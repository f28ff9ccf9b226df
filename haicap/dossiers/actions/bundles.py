"""Inter-connected dossiers: parts that start when what they wait for has a result."""

from datetime import datetime

from django.utils.timezone import localdate

from haicap.accounts.models import User
from haicap.dossiers import clock, facts
from haicap.dossiers.actions.common import iso, open_step, set_due, tell
from haicap.dossiers.actions.sending import send_to_competent
from haicap.dossiers.known import Known
from haicap.dossiers.lifecycle import ENDED, State
from haicap.dossiers.models import Assignment, Dossier, Outcome, Part
from haicap.dossiers.numbers import next_number
from haicap.dossiers.refusals import VersionNotInForce
from haicap.dossiers.terms import terms_of
from haicap.procedures.models import Leg, ProcedureVersion

DONE = (*ENDED, State.SETTLED)


def start_ready_legs(bundle: Dossier, *, by: User, at: datetime) -> int:
    """
    Start every part whose predecessors were granted; gives how many began.

    The caller holds the lock of the bundle.
    """
    legs = {leg.leg: leg for leg in bundle.legs.all()}
    granted = set(
        bundle.legs.filter(decisions__outcome=Outcome.GRANTED).values_list(
            "leg", flat=True
        )
    )
    begun = 0
    for leg in terms_of(bundle.version).legs:
        is_wanted = leg.code not in bundle.without
        if is_wanted and leg.code not in legs and granted.issuperset(leg.waits_for):
            _start(bundle, leg, by=by, at=at)
            begun += 1
    return begun


def go_on(part: Dossier, *, by: User, at: datetime) -> None:
    """After the end of a part: start what waited for it, or settle the whole."""
    bundle = Dossier.objects.select_related(
        "version__procedure",
        "place",
        "competent",
        "responsible",
        "place_now",
        "received_at_agency",
        "return_at",
    ).get(legs=part)
    begun = start_ready_legs(bundle, by=by, at=at)
    is_open = bundle.legs.exclude(state__in=DONE).exists()
    if begun or is_open or bundle.state != State.PROCESSING:
        return
    bundle.state = State.SETTLED
    bundle.settled_at = at
    due_at = clock.reckon(bundle).at
    bundle.is_late = None if due_at is None else at > due_at
    bundle.save()
    open_step(bundle, "return", agency=bundle.return_at, due_at=None, at=at)
    tell(
        bundle,
        facts.Settled(due_at=iso(bundle.due_at), is_late=bundle.is_late),
        by=by,
        at=at,
    )


# What a part takes over from the whole: the applicant says it once.
SHARED = (
    "channel",
    "delivery",
    "delivery_address",
    "subject",
    "applicant_name",
    "applicant_folded",
    "applicant_id",
    "phone",
    "email",
    "address",
    "answers",
    "account",
    "submitted_by",
    "submitted_at",
    "helped_at",
    "return_at",
)


def _start(bundle: Dossier, leg: Leg, *, by: User, at: datetime) -> None:
    """Make the dossier of a part: received now, decided by whoever is competent today."""
    day = localdate(at)
    version = ProcedureVersion.objects.on(day).filter(procedure=leg.procedure).first()
    if version is None:
        raise VersionNotInForce(procedure=str(leg.procedure), day=f"{day:%d/%m/%Y}")
    decider = Known().decider(leg.procedure_id, bundle.present_place, day)
    centre = bundle.return_at
    part = Dossier(
        **{name: getattr(bundle, name) for name in SHARED},
        number=next_number(centre, decider.agency, at),
        version=version,
        state=State.RECEIVED,
        place=bundle.present_place,
        received_at_agency=centre,
        received_at=at,
        responsible=centre,
        competent=decider.agency,
        competence=decider.competence,
        bundle=bundle,
        leg=leg.code,
    )
    part.save(force_insert=True)
    _share_papers(bundle, part, leg)
    set_due(part)
    part.save(update_fields=["due_at"])
    Assignment.objects.create(dossier=part, agency=centre, by=by, at=at)
    send_to_competent(part, by=by, at=at)
    told = facts.LegStarted(
        leg=leg.code,
        number=part.number,
        competent=decider.agency.pk,
        due_at=iso(part.due_at),
    )
    tell(part, told, by=by, at=at)


def _share_papers(bundle: Dossier, part: Dossier, leg: Leg) -> None:
    """
    Papers are asked once: what the whole has, or an earlier result gives, is there.

    The files themselves stay with the whole and are read from there.
    """
    given = {
        other.gives: other.code
        for other in terms_of(bundle.version).legs
        if other.gives and other.code in leg.waits_for
    }
    present = set(
        bundle.parts.filter(is_present=True).values_list("component__code", flat=True)
    )
    Part.objects.bulk_create(
        Part(
            dossier=part,
            component=component,
            is_present=component.code in present or component.code in given,
            from_data=bool(component.replaced_by_data),
            from_leg=given.get(component.code, ""),
        )
        for component in terms_of(part.version).components_of(None)
    )
