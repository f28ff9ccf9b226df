"""Dossiers: submit, find, read; and the files that go with them."""

from dataclasses import asdict
from typing import Annotated

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Body, File, Path, Query, Router
from ninja.files import UploadedFile

from haicap.common.errors import Invalid, ManyInvalid, NotFound
from haicap.dossiers import actions
from haicap.dossiers.actions.submission import Applicant, Request, Upload
from haicap.dossiers.door import Party
from haicap.dossiers.known import Known
from haicap.dossiers.models import Dossier, UnresolvedMove
from haicap.dossiers.numbers import secret_of
from haicap.dossiers.reading import (
    detail_of,
    history_of,
    search,
    unresolved,
    visible,
)
from haicap.dossiers.terms import terms_of
from haicap.papers import actions as papers
from haicap.papers.models import File as Paper
from haicap.procedures import find as procedures
from haicap.procedures.models import ProcedureVersion
from haicap.units import agencies
from haicap.units import find as units
from haicap.units.models import Territory
from haicap.web.api import reading, shapes
from haicap.web.api.auth import PARTY, PERSON, party_of, person_of
from haicap.web.api.once import Answer, once
from haicap.web.api.operations import does, reads
from haicap.web.api.reading import PageNumber
from haicap.web.api.schemas import answers as out
from haicap.web.api.schemas.base import Page
from haicap.web.api.schemas.dossiers import SubmitIn, TrackIn, UploadIn
from haicap.web.slips import open_slip

router = Router(tags=["Dossiers"])

Number = Annotated[str, Path(max_length=40, examples=["14758-250707-0001"])]
SALT = "haicap.api.file"
WEEK = 7 * 24 * 60 * 60


def uploads_of(sent: list[UploadIn], by: Party) -> list[Upload]:
    """
    Give the files that the party has sent before.

    Their ids are signed for the party: a guessed one opens nobody's papers.

    :raises ManyInvalid: for every id that is not one of the party's own
    """
    found: list[Upload] = []
    faults: dict[str, str | Promise] = {}
    for place, each in enumerate(sent):
        try:
            file_id, owner = signing.loads(each.file, salt=SALT, max_age=WEEK)
        except signing.BadSignature:
            owner = None
        if owner == by.pk:
            # The row is there, because we signed its id; nothing more of it is needed.
            found.append(Upload(Paper(pk=file_id), each.name, each.component))
        else:
            rule = _("Send the file first, and name the id it was given.")
            faults[f"files.{place}.file"] = rule
    if faults:
        raise ManyInvalid(faults)
    return found


def _kept(file: UploadedFile, by: Party) -> out.FileOut:
    kept = papers.store(file, at=timezone.now())
    return out.FileOut(
        id=signing.dumps([kept.pk, by.pk], salt=SALT),
        size=kept.size,
        media_type=kept.media_type,
        sha256=kept.sha256,
    )


@does(router, "/files", answers=out.FileOut, action=papers.store, status=201, once=False)
def send_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> out.FileOut:
    """Send a file (multipart) before naming it in a dossier; the same bytes are kept once."""
    return _kept(file, person_of(request))


@does(
    router,
    "/dossiers/{number}/files",
    answers=out.FileOut,
    action=papers.store,
    auth=PARTY,
    status=201,
    once=False,
)
def send_file_for(
    request: HttpRequest, number: Number, file: Annotated[UploadedFile, File()]
) -> out.FileOut:
    """Send a file for a dossier, also as the holder of its slip."""
    party = party_of(request)
    reading.found(number, party)
    return _kept(file, party)


@does(
    router,
    "/dossiers",
    answers=out.Submitted,
    action=actions.submit,
    refuses=(
        procedures.ProcedureUnknown,
        units.NoTerritory,
        agencies.NoAgency,
    ),
    status=201,
)
def submit_dossier(
    request: HttpRequest, response: HttpResponse, wanted: Annotated[SubmitIn, Body()]
) -> out.Submitted:
    """Submit a dossier; it gets its number, and the secret for the slip."""
    person, at = person_of(request), timezone.now()

    def submit() -> Answer:
        day = timezone.localdate(at)
        known = Known()
        version = known.version(wanted.procedure, day)
        place = known.place(wanted.place, day)
        asked = _request(wanted, version, place, uploads_of(wanted.files, person))
        dossier = actions.submit(version, asked, known=known, by=person, at=at)
        return shapes.moved(dossier).model_dump(mode="json")

    answer = once(request, response, wanted, submit, by=person, at=at)
    # Derived, so that it stands in no table: neither the journal's nor the commands'.
    secret = secret_of(Dossier(number=answer["number"]))
    response.headers["Location"] = f"{request.path}/{answer['number']}"
    return out.Submitted(**answer, secret=secret)


def _request(
    wanted: SubmitIn,
    version: ProcedureVersion,
    place: Territory,
    uploads: list[Upload],
) -> Request:
    day = reading.today()
    cases = {case.code: case for case in terms_of(version).cases}
    if wanted.case is not None and wanted.case not in cases:
        raise Invalid("case", _("This case belongs to another procedure."))
    centre = None if wanted.centre is None else agencies.by_code(wanted.centre, day)
    return Request(
        place=place,
        channel=wanted.channel,
        applicant=Applicant(**wanted.applicant.model_dump()),
        answers=wanted.answers,
        case=cases.get(wanted.case or ""),
        centre=centre,
        delivery=wanted.delivery,
        delivery_address=wanted.delivery_address,
        uploads=uploads,
        present={code: (p.originals, p.copies) for code, p in wanted.papers.items()},
    )


@reads(router, "/dossiers", answers=Page[out.DossierRow], auth=PERSON)
def list_dossiers(
    request: HttpRequest,
    q: Annotated[
        str, Query(max_length=100, description="Number, personal id, phone or name.")
    ] = "",
    page: PageNumber = 1,
) -> Page[out.DossierRow]:
    """List or find the dossiers that one may see: one's own and those of one's agencies."""
    person = person_of(request)
    rows = reading.named(search(q, person) if q.strip() else visible(person))
    return reading.page_of(
        request,
        rows.order_by("-submitted_at", "-pk"),
        page,
        lambda each: out.DossierRow(**shapes.row_fields(each)),
    )


@reads(router, "/unresolved-moves", answers=Page[out.Unresolved], auth=PERSON)
def list_unresolved_moves(
    request: HttpRequest, page: PageNumber = 1
) -> Page[out.Unresolved]:
    """List the dossiers of which one must say, after a reorganisation, where they belong."""
    moves = unresolved(person_of(request))
    return reading.page_of(request, moves, page, _unresolved)


def _unresolved(move: UnresolvedMove) -> out.Unresolved:
    return out.Unresolved(
        number=move.dossier.number,
        reason=move.reason,
        interim=move.interim.code,
        candidates=[
            out.Candidate(**asdict(each))
            for each in move.named_candidates(timezone.localdate())
        ],
    )


@reads(
    router,
    "/dossiers/{number}",
    answers=out.DossierOut,
    refuses=(NotFound,),
    auth=PERSON,
)
def get_dossier(request: HttpRequest, number: Number) -> out.DossierOut:
    """Give a dossier with its papers, files, duties, money and decisions."""
    dossier = reading.whole(number, person_of(request))
    return shapes.dossier(detail_of(dossier), reading.rows_of(dossier), request.path)


@reads(
    router,
    "/dossiers/{number}/journal",
    answers=list[out.EntryOut],
    refuses=(NotFound,),
    auth=PERSON,
)
def get_journal(request: HttpRequest, number: Number) -> list[out.EntryOut]:
    """Tell what happened to a dossier, in order."""
    dossier = reading.found(number, person_of(request))
    return [shapes.entry(each, shapes.who_of(each)) for each in history_of(dossier)]


@reads(
    router,
    "/dossiers/{number}/files/{pk}",
    answers=None,
    refuses=(NotFound,),
    auth=PERSON,
)
def get_file(
    request: HttpRequest, number: Number, pk: Annotated[int, Path(ge=1, le=2**63 - 1)]
) -> HttpResponse:
    """Give the bytes of a file of a dossier."""
    dossier = reading.found(number, person_of(request))
    of_it = [dossier.pk, *([dossier.bundle_id] if dossier.bundle_id else [])]
    kept = (
        dossier.attachments.model.objects.filter(dossier__in=of_it, pk=pk)
        .select_related("file")
        .first()
    )
    if kept is None:
        raise NotFound(what="file", value=pk)
    return HttpResponse(
        papers.read(kept.file),
        content_type=kept.file.media_type,
        headers={"Content-Disposition": "attachment"},
    )


@does(
    router,
    "/tracking",
    answers=out.Tracked,
    action=open_slip,
    auth=None,
    once=False,
)
def track_dossier(
    request: HttpRequest, wanted: Annotated[TrackIn, Body()]
) -> out.Tracked:
    """Follow a dossier by what stands on its slip; nothing personal is told."""
    dossier = open_slip(request, wanted.number, wanted.secret)
    return shapes.tracked(detail_of(dossier), reading.charges_of(dossier))
