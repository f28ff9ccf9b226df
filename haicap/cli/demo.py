"""
The demonstration: people to sign in as, and a little simulated traffic, made by the actions.

Everything here is invented and says so; the units, agencies and procedures are real.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import click
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from rich.console import Console
from rich.progress import track
from rich.table import Table

from haicap.accounts import actions as accounts
from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.cli.demo_seals import make_seals
from haicap.common.errors import Refused
from haicap.dossiers import actions as dossiers
from haicap.dossiers.actions.submission import Applicant, Request, Upload
from haicap.dossiers.models import Dossier
from haicap.dossiers.terms import terms_of
from haicap.drills import actions as drills
from haicap.drills.models import Drill
from haicap.papers import actions as papers
from haicap.procedures.models import ProcedureVersion
from haicap.units import agencies
from haicap.units.models import Agency, AgencyKind, TerritoryVersion

PASSWORD = "haicap-demo"  # noqa: S105 (it is printed: a demonstration has no secrets)
COMMUNE = "14758"  # phường Hàm Rồng, tỉnh Thanh Hóa: a province of the ordinary model
FROM = date(2025, 7, 1)
SEED = 20250701
DRILLED = 1300  # dossiers of the small drill
# The smallest file that is a PDF.
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as: the agency is found by its place, kind and field."""

    login: str
    name: str
    role: str = ""
    at: str = ""  # code of the agency today
    title: str = ""


PEOPLE = (
    Person("an", "Nguyễn Văn An"),
    Person("lan", "Lê Thị Lan", Role.RECEPTIONIST, f"{COMMUNE}.9", "Công chức Trung tâm"),
    Person(
        "minh", "Trần Quang Minh", Role.SPECIALIST, COMMUNE, "Công chức tư pháp – hộ tịch"
    ),
    Person("hoa", "Phạm Thanh Hoa", Role.SIGNER, COMMUNE, "Phó Chủ tịch UBND phường"),
    Person(
        "dung", "Vũ Tiến Dũng", Role.SPECIALIST, f"{COMMUNE}.7", "Cán bộ Công an phường"
    ),
    Person("khanh", "Đỗ Gia Khánh", Role.SIGNER, f"{COMMUNE}.7", "Trưởng Công an phường"),
    Person("thu", "Bùi Minh Thu", Role.SPECIALIST, "38.71", "Chuyên viên BHXH tỉnh"),
    Person("phuc", "Hoàng Đức Phúc", Role.SIGNER, "38.71", "Phó Giám đốc BHXH tỉnh"),
    Person("tam", "Ngô Thanh Tâm", Role.LEADER, "38", "Phó Chủ tịch UBND tỉnh"),
    Person(
        "quan", "Đinh Công Quân", Role.CATALOGUER, "38", "Kiểm soát thủ tục hành chính"
    ),
    Person(
        "linh", "Trịnh Khánh Linh", Role.SPECIALIST, "00.03", "Chuyên viên Cục Lãnh sự"
    ),
    Person("duc", "Lý Anh Đức", Role.REGISTRAR, "", "Quản trị đơn vị và thẩm quyền"),
    Person("ky", "Mai Văn Kỷ", Role.ENGINEER, "", "Kỹ sư vận hành"),
)


def make_demo() -> None:
    """Make the people and a few dossiers by hand, and a small drill of the whole nation."""
    _make_by_hand()
    # After the transaction of the others: a drill writes in sessions of its own.
    now = timezone.now()
    if Drill.objects.filter(ended_at=None).exists():
        drills.resume(at=now)
    elif not Drill.objects.exists():
        # Until yesterday, so that lists and boards show what is going on.
        yesterday = timezone.localdate(now) - timedelta(days=1)
        drills.make_small(dossiers=DRILLED, until=yesterday, at=now)


@transaction.atomic
def _make_by_hand() -> None:
    """All of it or nothing, once."""
    if User.objects.filter(login=PEOPLE[0].login).exists():
        return
    now = timezone.now()
    today = timezone.localdate(now)
    for person in PEOPLE:
        _make(person, today, now)
    signers = [person.login for person in PEOPLE if person.role == Role.SIGNER]
    make_seals(list(User.objects.filter(login__in=signers)), FROM, now)
    _traffic(now)


def _make(person: Person, today: date, now: datetime) -> None:
    user = accounts.open_account(
        login=person.login, name=person.name, password=PASSWORD, by=None, at=now
    )
    if person.role:
        agency = agencies.by_code(person.at, today) if person.at else None
        accounts.appoint(
            user,
            role=person.role,
            agency=agency,
            title=person.title,
            valid_from=FROM,
            ground="",
            by=None,
            at=now,
        )


def introduce(address: str) -> None:
    """Print where the program is and who there is to sign in as."""
    console = Console()
    table = Table(title=f"Mật khẩu / password: {PASSWORD}", title_justify="left")
    for column in ("Tên đăng nhập / login", "Họ tên / name", "Chức danh / post"):
        table.add_column(column)
    for person in PEOPLE:
        table.add_row(person.login, person.name, person.title or "Công dân / citizen")
    console.print(
        f"\n[bold]Haicap[/bold]: {address}/ (cổng / portal), {address}/desk/ (bàn làm việc / "
        f"desk), {address}/console/ (quản trị / console), {address}/api/v1/docs (API)\n"
        "Dữ liệu mô phỏng / the dossiers and people are simulated.\n"
    )
    console.print(table)
    console.print("Ctrl+C: dừng / stop\n")


@click.command()
def demo() -> None:
    """Make demonstration accounts and a little simulated traffic, where there are none."""
    from haicap.cli import setup_django

    setup_django()
    make_demo()


# ── traffic ──────────────────────────────────────────────────────────────────────────

NAMES = (
    "Lò Thị Pành", "Nguyễn Thị Ả Dờ", "Thào Chấn Dương", "Đặng Thuỳ Ưởng", "Lý Văn Được",
    "Y Moan Êñuôl", "Hoàng Thị Mỵ", "Vừ Mí Sùng", "Phùng Quốc Ệ", "Trịnh Đình Khải",
)  # fmt: skip
PROCEDURES = ("1.001193", "1.000894", "1.000656", "1.004873", "2.000986", "1.000110")
HOUR = timedelta(hours=1)


@dataclass
class Scene:
    """What the simulated officers share: themselves, the place, and a seeded chance."""

    chance: random.Random
    people: dict[str, User]
    place: TerritoryVersion
    centre: Agency


def _traffic(now: datetime) -> None:
    today = timezone.localdate(now)
    place = TerritoryVersion.objects.on(today).get(code=COMMUNE, level="commune")
    scene = Scene(
        chance=random.Random(SEED),  # noqa: S311 (a play, not a secret)
        people={user.login: user for user in User.objects.all()},
        place=place,
        centre=agencies.centre_for(place.territory, today),
    )
    versions = list(
        ProcedureVersion.objects.on(today)
        .filter(procedure__code__in=PROCEDURES)
        .select_related("procedure")
    )
    for number in track(range(16), description="Simulating a little traffic"):
        start = _in_hours(now - timedelta(days=12) + timedelta(hours=15 * number))
        _play(scene, versions[number % len(versions)], start, now)


def _in_hours(moment: datetime) -> datetime:
    """Move a moment into office hours: people are at work by day."""
    local = timezone.localtime(moment)
    if local.hour >= 16:
        local = local.replace(hour=8) + timedelta(days=1)
    elif local.hour < 8:
        local = local.replace(hour=8)
    return local + timedelta(
        days=max(0, 7 - local.weekday()) if local.weekday() > 4 else 0
    )


def _play(
    scene: Scene, version: ProcedureVersion, start: datetime, now: datetime
) -> None:
    """Make one request, take it on, and mark it and its parts for what they are."""
    dossier = dossiers.submit(
        version, _request(scene, version), by=scene.people["lan"], at=start
    )
    _go_on(scene, dossier, start, now)
    played = Q(pk=dossier.pk) | Q(bundle=dossier)
    Dossier.objects.filter(played).update(simulated=True)


def _go_on(scene: Scene, dossier: Dossier, start: datetime, now: datetime) -> None:
    """Take it as far as chance and the time since then allow."""
    at = start
    for scene_step in (_receive, _take, _propose, _decide, _return):
        at = _in_hours(at + timedelta(hours=scene.chance.choice((1, 3, 8, 26))))
        if at > now or scene.chance.random() < 0.15:
            return
        try:
            scene_step(scene, dossier, at)
        except Refused:
            return  # an inter-connected dossier is taken on by the officers of its parts
        dossier.refresh_from_db()


def _request(scene: Scene, version: ProcedureVersion) -> Request:
    name = scene.chance.choice(NAMES)
    case = version.cases.order_by("order", "pk").first()
    asked = terms_of(version).components_of(case.pk if case else None)
    file = papers.store(BytesIO(PAPER), at=timezone.now())
    uploads = [
        Upload(file, "to-khai.pdf", component.code)
        for component in asked
        if component.is_required and not component.replaced_by_data
    ]
    return Request(
        place=scene.place.territory,
        channel=scene.chance.choice(sorted(terms_of(version).channels)),
        applicant=Applicant(
            name=name,
            personal_id=f"038{scene.chance.randrange(10**9):09d}",
            phone=f"09{scene.chance.randrange(10**8):08d}",
        ),
        answers={q["name"]: _answer(q) for q in version.form() if q.get("required")},
        case=case,
        centre=scene.centre,
        uploads=uploads,
    )


def _answer(question: dict[str, Any]) -> str:
    if question["kind"] == "choice":
        return str(question["choices"][0]["value"])
    kinds = {
        "date": "2025-06-20",
        "id": "038090001234",
        "phone": "0912345678",
        "number": "1",
    }
    return kinds.get(question["kind"], "Mô phỏng")


def _receive(scene: Scene, dossier: Dossier, at: datetime) -> None:
    dossiers.accept(dossier, by=scene.people["lan"], at=at)


def _take(scene: Scene, dossier: Dossier, at: datetime) -> None:
    dossiers.start(dossier, by=scene.people[_by_agency(dossier, "minh", "dung")], at=at)


def _propose(scene: Scene, dossier: Dossier, at: datetime) -> None:
    by = scene.people[_by_agency(dossier, "minh", "dung")]
    if scene.chance.random() < 0.2:
        fault = {"about": "", "what": "Bản chụp không rõ, đề nghị bổ sung"}
        dossiers.ask_supplement(dossier, faults=[fault], by=by, at=at)
    else:
        dossiers.propose(dossier, outcome="granted", proposal="", by=by, at=at)


def _decide(scene: Scene, dossier: Dossier, at: datetime) -> None:
    by = scene.people[_by_agency(dossier, "hoa", "khanh")]
    dossiers.decide(dossier, outcome="granted", document_number="MP-1", by=by, at=at)


def _return(scene: Scene, dossier: Dossier, at: datetime) -> None:
    by, collector = scene.people["lan"], dossier.applicant_name
    dossiers.return_result(dossier, delivery="counter", collector=collector, by=by, at=at)


def _by_agency(dossier: Dossier, committee: str, police: str) -> str:
    return police if dossier.competent.kind == AgencyKind.VERTICAL else committee
