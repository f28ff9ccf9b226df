"""Who is signed in, and what there is to do."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Body, Path, Router

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Invalid, NotFound
from haicap.dossiers import reading
from haicap.dossiers.permissions import FOR_DUTY, VIEW
from haicap.duties import actions
from haicap.duties.models import Duty
from haicap.web.api import shapes
from haicap.web.api.auth import PERSON, person_of
from haicap.web.api.once import Answer, once
from haicap.web.api.operations import does, reads
from haicap.web.api.reading import PageNumber, next_of
from haicap.web.api.schemas import answers as out
from haicap.web.api.schemas.base import Page
from haicap.web.api.schemas.dossiers import GiveIn, NothingIn

router = Router(tags=["Worklists and duties"])

DutyId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@reads(router, "/me", answers=out.Me, auth=PERSON)
def get_me(request: HttpRequest) -> out.Me:
    """Tell who is signed in, with posts, permissions and how much there is to do."""
    person = person_of(request)
    return shapes.me(person, reading.counts(person, timezone.now()))


@reads(router, "/worklists/{name}", answers=Page[out.DutyRow], auth=PERSON)
def get_worklist(
    request: HttpRequest,
    name: Annotated[reading.Worklist, Path()],
    page: PageNumber = 1,
) -> Page[out.DutyRow]:
    """List the open duties of a worklist, the most urgent first."""
    duties = reading.duties_in(name, person_of(request), timezone.now())
    found = reading.page_of(duties, page)
    return Page(
        items=[shapes.duty_row(duty) for duty in found.duties],
        next=next_of(request, page) if found.has_next else None,
    )


@does(router, "/duties/{pk}/take", answers=out.DutyOut, action=actions.take)
def take_duty(
    request: HttpRequest,
    response: HttpResponse,
    pk: DutyId,
    wanted: Annotated[NothingIn, Body()] = NothingIn(),  # noqa: B008
) -> out.DutyOut:
    """Become the clear person of a duty of one's agency."""
    person, at = person_of(request), timezone.now()
    duty = _duty(pk, person)

    def take() -> Answer:
        permission = FOR_DUTY[duty.kind]
        return {"duty": actions.take(duty, permission=permission, by=person, at=at).pk}

    once(request, response, wanted, take, by=person, at=at)
    return shapes.duty(_duty(pk, person))


@does(router, "/duties/{pk}/give", answers=out.DutyOut, action=actions.give)
def give_duty(
    request: HttpRequest,
    response: HttpResponse,
    pk: DutyId,
    wanted: Annotated[GiveIn, Body()],
) -> out.DutyOut:
    """Make somebody of the agency the clear person of a duty."""
    person, at = person_of(request), timezone.now()
    duty = _duty(pk, person)
    to = User.objects.filter(login=wanted.to, is_active=True).first()

    def give() -> Answer:
        permission = FOR_DUTY[duty.kind]
        # Whether there is such an account is told to nobody who may not give the duty.
        require(person, permission, duty.agency_id)
        if to is None:
            raise Invalid("to", _("There is no such account."))
        actions.give(duty, to=to, permission=permission, by=person, at=at)
        return {"duty": duty.pk}

    once(request, response, wanted, give, by=person, at=at)
    return shapes.duty(_duty(pk, person))


def _duty(pk: int, person: User) -> Duty:
    """
    Give a duty of a dossier at an agency whose dossiers the person may see.

    :raises NotFound: if there is none, or it is not for this person to know of
    """
    seen = Duty.objects.filter(scope_of(person, VIEW).filter("agency"), pk=pk)
    duty = seen.filter(kind__in=FOR_DUTY).select_related("agency", "person").first()
    if duty is None:
        raise NotFound(what="duty", value=pk)
    return duty
