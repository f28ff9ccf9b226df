"""
The small world of the tests, built by calling actions.

A real commune of the bundled data with its centre, its People's Committee and its people:
Lan receives, Minh processes, Hoa signs, An asks.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from haicap.accounts import actions as accounts
from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.dossiers import actions as dossiers
from haicap.dossiers.actions.submission import Request
from haicap.dossiers.models import Delivery, Dossier, UnresolvedMove
from haicap.dossiers.terms import terms_of
from haicap.papers import actions as papers
from haicap.procedures.models import Case, Channel, Component, ProcedureVersion
from haicap.units import agencies
from haicap.units.models import (
    Agency,
    AgencyKind,
    Reorganisation,
    Territory,
    TerritoryVersion,
)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2025, 7, 7, 9, 0, tzinfo=VIETNAM)
TODAY = MONDAY.date()
BIRTH = "1.001193"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def commune(code: str = "14758", on: date = TODAY) -> Territory:
    """A commune of Thanh Hóa, a province of the ordinary model."""
    return TerritoryVersion.objects.on(on).get(code=code, level="commune").territory


def centre(place: Territory | None = None) -> Agency:
    """The centre that serves the place."""
    return agencies.centre_for(place or commune(), TODAY)


def committee(place: Territory | None = None) -> Agency:
    """The People's Committee of the place."""
    return Agency.objects.on(TODAY).get(
        territory=place or commune(), kind=AgencyKind.PEOPLES_COMMITTEE
    )


def citizen(login: str = "an") -> User:
    """Somebody with an account and no post."""
    return User.objects.filter(login=login).first() or accounts.open_account(
        login=login, name="Nguyễn Văn An", password="mat-khau-cua-an", by=None, at=MONDAY
    )


def officer(role: str, agency: Agency | None, login: str) -> User:
    """Somebody with a post; without an agency it is for the whole nation."""
    person = User.objects.filter(login=login).first()
    if person is None:
        person = accounts.open_account(
            login=login,
            name=f"Cán bộ {login}",
            password="mat-khau-can-bo",
            by=None,
            at=MONDAY,
        )
        accounts.appoint(
            person,
            role=role,
            agency=agency,
            valid_from=date(2025, 7, 1),
            ground="",
            by=None,
            at=MONDAY,
        )
        person = User.objects.get(pk=person.pk)
    return person


def receptionist(place: Territory | None = None, login: str = "lan") -> User:
    """Receives at the centre of the place."""
    return officer(Role.RECEPTIONIST, centre(place), login)


def specialist(agency: Agency | None = None, login: str = "minh") -> User:
    """Processes at the People's Committee."""
    return officer(Role.SPECIALIST, agency or committee(), login)


def signer(agency: Agency | None = None, login: str = "hoa") -> User:
    """Signs for the People's Committee."""
    return officer(Role.SIGNER, agency or committee(), login)


def version(code: str = BIRTH, on: date = TODAY) -> ProcedureVersion:
    """The version of a procedure that is in force."""
    return (
        ProcedureVersion.objects.on(on)
        .select_related("procedure")
        .get(procedure__code=code)
    )


def upload(component: str = "", name: str = "giay.pdf") -> dossiers.Upload:
    """A small PDF."""
    return dossiers.Upload(papers.store(BytesIO(PDF), at=MONDAY), name, component)


def case(of: ProcedureVersion) -> Case | None:
    """The first case, where there are cases."""
    return of.cases.order_by("order", "pk").first()


def needed(of: ProcedureVersion) -> list[Component]:
    """The papers that must be there in the first case."""
    asked = terms_of(of).components_of(getattr(case(of), "pk", None))
    return [c for c in asked if c.is_required and not c.replaced_by_data]


def uploads(of: ProcedureVersion) -> list[dossiers.Upload]:
    """A file for every paper that must be there."""
    return [upload(component.code) for component in needed(of)]


def request(
    of: ProcedureVersion | None = None,
    *,
    channel: str = Channel.ONLINE,
    place: Territory | None = None,
    centre: Agency | None = None,
    answers: Mapping[str, Any] | None = None,
    files: Sequence[dossiers.Upload] | None = None,
    name: str = "Nguyễn Văn An",
) -> Request:
    """A request that is well filled in."""
    of = of or version()
    return Request(
        place=place or commune(),
        channel=channel,
        applicant=dossiers.Applicant(
            name=name, personal_id="038090001234", phone="0912345678"
        ),
        answers=answers if answers is not None else answers_for(of),
        case=case(of),
        centre=centre,
        delivery=Delivery.COUNTER,
        uploads=files if files is not None else uploads(of),
    )


def answers_for(of: ProcedureVersion) -> dict[str, Any]:
    """An answer to every question of the form, right in its kind."""
    by_kind = {
        "date": "2025-06-20",
        "id": "038090001234",
        "phone": "0912345678",
        "number": "1",
        "email": "an@example.vn",
    }
    said: dict[str, Any] = {}
    for question in of.form():
        if question["kind"] == "choice":
            said[question["name"]] = question["choices"][0]["value"]
        else:
            said[question["name"]] = by_kind.get(question["kind"], "Nguyễn Thị Bình")
    return said


def submitted(
    by: User | None = None, at: datetime = MONDAY, of: ProcedureVersion | None = None
) -> Dossier:
    """A dossier that waits to be received."""
    of = of or version()
    return dossiers.submit(of, request(of), by=by or citizen(), at=at)


def received(at: datetime = MONDAY, of: ProcedureVersion | None = None) -> Dossier:
    """A dossier that was received and sent to who decides."""
    return dossiers.accept(submitted(at=at, of=of), by=receptionist(), at=at)


def processing(at: datetime = MONDAY, of: ProcedureVersion | None = None) -> Dossier:
    """A dossier in the hands of Minh."""
    dossier = received(at, of)
    return dossiers.start(dossier, by=specialist(dossier.competent), at=at + HOUR)


def proposed(at: datetime = MONDAY, of: ProcedureVersion | None = None) -> Dossier:
    """A dossier that waits for the signer."""
    dossier = processing(at, of)
    return dossiers.propose(
        dossier,
        outcome="granted",
        proposal="",
        by=specialist(dossier.competent),
        at=at + 2 * HOUR,
    )


def settled(at: datetime = MONDAY, of: ProcedureVersion | None = None) -> Dossier:
    """A dossier with a result."""
    dossier = proposed(at, of)
    return dossiers.decide(
        dossier,
        outcome="granted",
        document_number="12/TLKS",
        by=signer(dossier.competent),
        at=at + 3 * HOUR,
    )


def returned(at: datetime = MONDAY, of: ProcedureVersion | None = None) -> Dossier:
    """A dossier whose result was handed over."""
    return dossiers.return_result(
        settled(at, of), collector="Nguyễn Văn An", by=receptionist(), at=at + 4 * HOUR
    )


def unresolved() -> Dossier:
    """Its place was split, and the centre has it until somebody says where it belongs."""
    dossier = processing()
    event = Reorganisation.objects.latest("pk")
    move = UnresolvedMove.objects.create(
        dossier=dossier, reorganisation=event, reason="split", interim=centre()
    )
    move.candidates.create(territory=dossier.place, suggested=True)
    dossier.moved_on = event.effective_on
    dossier.save()
    return dossier
