"""The register of specimens: add, end, introduce; receive, process, send back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import Actor, require
from haicap.common.errors import Invalid
from haicap.common.text import clean, fold
from haicap.journal import actions as journal
from haicap.papers.models import File
from haicap.specimens import facts
from haicap.specimens.lifecycle import (
    IntroductionMove,
    IntroductionState,
    state_after,
)
from haicap.specimens.models import Introduction, Specimen, SpecimenKind
from haicap.specimens.permissions import KEEP, PROCESS
from haicap.specimens.refusals import AlreadyEnded, IntroductionMoveRefused, NumberUsed
from haicap.units.models import Agency

IMAGES = ("image/png", "image/jpeg")


@dataclass(frozen=True)
class Holder:
    """Whose signature it is: the name and the title that stand below it."""

    name: str
    title: str
    person: User | None = None


@transaction.atomic
def add(
    agency: Agency,
    *,
    image: File,
    valid_from: date,
    holder: Holder | None = None,
    ground: str = "",
    by: User | None,
    at: datetime,
) -> Specimen:
    """
    Add the specimen of a signature, or of the agency's seal when there is no ``holder``.

    Without ``by`` the program itself does it, when it sets up a demonstration.

    :raises Invalid: if the image is no picture, or name or title of a holder is missing
    :raises NotAllowed: if ``by`` does not keep the specimens of the agency
    """
    if by is not None:
        require(by, KEEP, agency.pk)
    if image.media_type not in IMAGES:
        raise Invalid("image", _("A specimen is a picture: PNG or JPEG."))
    name, title = (clean(holder.name), clean(holder.title)) if holder else ("", "")
    if holder is not None and not name:
        raise Invalid("name", _("Write whose signature it is."))
    if holder is not None and not title:
        raise Invalid("title", _("Write the title that stands below the signature."))
    made = Specimen.objects.create(
        kind=SpecimenKind.SIGNATURE if holder else SpecimenKind.SEAL,
        agency=agency,
        person=holder.person if holder else None,
        holder=name,
        title=title,
        folded=fold(f"{name} {title} {agency.name_vi} {agency.code}")[:500],
        image=image,
        ground=ground.strip(),
        valid_from=valid_from,
        added_at=at,
        added_by=by,
    )
    told = facts.Added(
        kind=made.kind,
        agency=agency.pk,
        person=made.person_id,
        valid_from=valid_from.isoformat(),
    )
    journal.record(told, about=made.about, agency_id=agency.pk, by=by, at=at)
    return made


@transaction.atomic
def end(
    specimen: Specimen, *, valid_until: date, reason: str, by: User, at: datetime
) -> Specimen:
    """
    End a specimen: from the day on it is no longer valid. It stays for older papers.

    :raises Invalid: without a reason, or with a day that is not after its first
    :raises AlreadyEnded: if it was ended
    :raises NotAllowed: if ``by`` does not keep the specimens of the agency
    """
    specimen = Specimen.objects.select_for_update().get(pk=specimen.pk)
    require(by, KEEP, specimen.agency_id)
    if not reason.strip():
        raise Invalid("reason", _("Write why it is no longer used."))
    if specimen.valid_until is not None:
        raise AlreadyEnded(day=f"{specimen.valid_until:%d/%m/%Y}")
    if valid_until <= specimen.valid_from:
        raise Invalid("valid_until", _("The end must be after the first day."))
    specimen.valid_until, specimen.end_reason = valid_until, reason.strip()
    specimen.save()
    told = facts.Ended(valid_until=valid_until.isoformat())
    journal.record(told, about=specimen.about, agency_id=specimen.agency_id, by=by, at=at)
    return specimen


@transaction.atomic
def introduce(
    agency: Agency,
    *,
    specimens: Sequence[Specimen],
    to: Agency,
    number: str,
    by: User,
    at: datetime,
) -> Introduction:
    """
    Introduce specimens of the agency to another one, by a letter with a number.

    :raises Invalid: without a number or a specimen, or with one of another agency
    :raises NumberUsed: if a letter of this number introduced before
    :raises NotAllowed: if ``by`` does not keep the specimens of the agency
    """
    require(by, KEEP, agency.pk)
    said = number.strip()
    if not said:
        raise Invalid("number", _("Write the number of the letter."))
    if not specimens or any(each.agency_id != agency.pk for each in specimens):
        raise Invalid("specimens", _("Choose specimens of this agency, at least one."))
    Agency.objects.select_for_update().get(pk=agency.pk)
    if Introduction.objects.filter(agency=agency, number=said).exists():
        raise NumberUsed(number=said)
    made = Introduction.objects.create(
        agency=agency,
        to=to,
        number=said,
        state=IntroductionState.SENT,
        sent_at=at,
        sent_by=by,
    )
    made.specimens.set(specimens)
    told = facts.Introduced(agency=agency.pk, to=to.pk, count=len(specimens))
    journal.record(told, about=made.about, agency_id=agency.pk, by=by, at=at)
    return made


@transaction.atomic
def receive(introduction: Introduction, *, by: User, at: datetime) -> Introduction:
    """
    Note that the letter has arrived.

    :raises IntroductionMoveRefused: if it arrived before
    :raises NotAllowed: if ``by`` does not process introductions there
    """
    row = _moved(introduction, IntroductionMove.RECEIVE, by)
    row.received_at, row.received_by = at, by
    row.save()
    _tell(row, facts.Received(agency=row.agency_id), by=by, at=at)
    return row


@transaction.atomic
def process(introduction: Introduction, *, by: User, at: datetime) -> Introduction:
    """
    Enter the introduced specimens: papers may be compared with them from now on.

    :raises IntroductionMoveRefused: if it was not received, or is processed
    :raises NotAllowed: if ``by`` does not process introductions there
    """
    row = _moved(introduction, IntroductionMove.PROCESS, by)
    row.processed_at, row.processed_by = at, by
    row.save()
    _tell(row, facts.Processed(agency=row.agency_id), by=by, at=at)
    return row


@transaction.atomic
def send_back(
    introduction: Introduction, *, reason: str, by: User, at: datetime
) -> Introduction:
    """
    Send the letter back, with the reason.

    :raises Invalid: without a reason
    :raises IntroductionMoveRefused: if it was not received, or is processed
    :raises NotAllowed: if ``by`` does not process introductions there
    """
    row = _moved(introduction, IntroductionMove.SEND_BACK, by)
    if not reason.strip():
        raise Invalid("reason", _("Write why it is sent back."))
    row.processed_at, row.processed_by, row.remark = at, by, reason.strip()
    row.save()
    _tell(row, facts.SentBack(agency=row.agency_id), by=by, at=at)
    return row


def _moved(introduction: Introduction, move: IntroductionMove, by: Actor) -> Introduction:
    row = Introduction.objects.select_for_update().get(pk=introduction.pk)
    require(by, PROCESS, row.to_id)
    after = state_after(row.state, move)
    if after is None:
        state = IntroductionState(row.state).label
        raise IntroductionMoveRefused(state=state, move=move.label)
    row.state = after
    return row


def _tell(row: Introduction, fact: object, *, by: User, at: datetime) -> None:
    journal.record(fact, about=row.about, agency_id=row.to_id, by=by, at=at)
