"""
A country at work in June 2025, made by bulk: districts, old communes, and what lies on their desks.

There are no centres yet: the People's Committee that decides at a level also receives there.
The rows are those that the verbs would have made, so that the integrity checks find nothing.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, models, transaction

from haicap.accounts.models import Post, User
from haicap.common.copying import copy_rows, reset_sequence
from haicap.competence.models import Competence
from haicap.dossiers import facts
from haicap.dossiers.models import (
    Assignment,
    Charge,
    Counter,
    Decision,
    Dossier,
    Handover,
    Return,
    Step,
    Supplement,
    Suspension,
    Withdrawal,
)
from haicap.dossiers.terms import Terms, terms_of
from haicap.duties.models import Duty
from haicap.journal import actions as journal
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency, TerritoryVersion
from haicap.workdays import clock
from haicap.workdays.calendars import calendar_for
from haicap.workdays.models import WorkingHours

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
EVE = date(2025, 6, 30)
DAYS = [date(2025, 6, day) for day in (*range(9, 14), *range(16, 21), *range(23, 28))]
HOURS = [time(8), time(9, 30), time(11), time(13, 30), time(15, 30)]
# What part of all dossiers is in which state; one in twelve has ended.
STATES = [
    ("registered", 8), ("received", 14), ("processing", 46), ("supplement", 9),
    ("payment", 3), ("settled", 12), ("returned", 5), ("withdrawn", 3),
]  # fmt: skip
ENDED = {"returned", "withdrawn"}
RECEIVED = {"received", "processing", "supplement", "payment", "settled", "returned"}
DECIDED = {"settled", "returned"}
SATURDAYS = "mon-fri 07:30-11:30,13:00-17:00; sat 07:30-11:30"


@dataclass(frozen=True)
class Road:
    """What is decided by whom: the columns of a competence."""

    competence: int
    level: str
    kind: str
    field: str


@dataclass
class June:
    """What a dossier can be about, where, and who would decide."""

    versions: list[ProcedureVersion] = field(default_factory=list)
    terms: dict[int, Terms] = field(default_factory=dict)
    roads: dict[int, Road] = field(default_factory=dict)
    above: dict[int, dict[str, int]] = field(default_factory=dict)  # commune → levels
    agencies: dict[tuple[int, str, str], Agency] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    own_hours: set[int] = field(default_factory=set)

    def decider(self, procedure: int, commune: int) -> Agency:
        road = self.roads[procedure]
        return self.agencies[self.above[commune][road.level], road.kind, road.field]

    def reception(self, procedure: int, commune: int) -> Agency:
        level = self.roads[procedure].level
        return self.agencies[self.above[commune][level], "peoples_committee", ""]


def read_june() -> June:
    june = June()
    on = DAYS[-1]
    hours = WorkingHours.objects.exclude(agency_id=None)
    june.own_hours = {pk for pk in hours.values_list("agency_id", flat=True) if pk}
    for c in Competence.objects.on(DAYS[0]).filter(procedure__isnull=False):
        june.roads[c.procedure_id or 0] = Road(
            c.pk, c.level, c.agency_kind, c.agency_field
        )
    versions = ProcedureVersion.objects.on(DAYS[0]).filter(is_published=True)
    for version in versions.select_related("procedure").order_by("pk"):
        if not version.is_interconnected and version.procedure_id in june.roads:
            june.versions.append(version)
            june.terms[version.pk] = terms_of(version)
    parents = dict(TerritoryVersion.objects.on(on).values_list("territory", "parent"))
    communes = TerritoryVersion.objects.on(on).filter(level="commune").order_by("code")
    for territory, name in communes.values_list("territory", "name"):
        district = parents[territory]
        levels = {"commune": territory, "district": district or 0}
        june.above[territory] = levels | {"province": parents[district] or 0}
        june.names[territory] = name
    for agency in Agency.objects.on(on):
        june.agencies[agency.territory_id, agency.kind, agency.field] = agency
    return june


@cache
def due_of(version: int, channel: str, start: datetime, lineage: tuple[int, ...]) -> Any:
    """When a dossier of June is due; ten thousand share a moment."""
    terms = terms_of(ProcedureVersion.objects.get(pk=version))
    return clock.due(
        terms.limit(channel),
        start,
        calendar_for(lineage or None),
        [],
        terms.version.due_policy,
    ).at


def own_hours(count: int) -> None:
    """Let some districts work on Saturday mornings, so that calendars differ."""
    districts = Agency.objects.on(EVE).filter(
        territory__level="district", kind="peoples_committee"
    )
    for agency in districts.order_by("code")[:count]:
        for weekday in range(6):
            sessions = "07:30-11:30" if weekday == 5 else "07:30-11:30,13:00-17:00"
            WorkingHours.objects.create(
                agency_id=agency.pk, weekday=weekday, sessions=sessions,
                valid_from=date(2025, 1, 1), ground="QĐ",
            )  # fmt: skip


def people(count: int, seed: int = 1) -> dict[tuple[int, str], int]:
    """Give posts at committees to so many people; answers who by agency and role."""
    chance = random.Random(seed)
    committees = list(
        Agency.objects.on(EVE)
        .filter(kind="peoples_committee")
        .exclude(territory__level="province")
        .order_by("code")
        .values_list("pk", flat=True)
    )
    found: dict[tuple[int, str], int] = {}
    users, posts = [], []
    for number in range(1, count + 1):
        agency = chance.choice(committees)
        role = chance.choice(["receptionist", "specialist", "signer"])
        pk = 1_000_000 + number
        found[agency, role] = pk
        users.append((pk, f"june{number}", f"Người {number}", "!", True, EVE))
        posts.append((pk, role, agency, "", "", date(2025, 1, 1)))
    columns = ("id", "login", "name", "password", "is_active", "created_at")
    more = ("folded", "sort_key", "personal_id", "phone", "email")
    copy_rows(User, columns + more, ((*row, "", "", "", "", "") for row in users))
    reset_sequence(User)
    copy_rows(
        Post, ("person_id", "role", "agency_id", "title", "ground", "valid_from"), posts
    )
    return found


@dataclass
class Desk:
    """Rows in the making, by model."""

    rows: dict[type[models.Model], list[tuple[Any, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    told: list[tuple[object, str, int]] = field(default_factory=list)
    counters: dict[tuple[int, date], int] = field(
        default_factory=lambda: defaultdict(int)
    )


COLUMNS: dict[type[models.Model], str] = {
    Dossier: (
        "id number version_id channel state money delivery delivery_address subject"
        " applicant_name applicant_folded applicant_id phone email address answers place_id"
        " received_at_agency_id competent_id responsible_id return_at_id competence_id"
        " submitted_at received_at due_at settled_at ended_at is_late leg without"
        " secret_version simulated"
    ),
    Assignment: "dossier_id agency_id reason at",
    Duty: (
        "id kind reference work opened_at due_at agency_id role authority product is_paused"
        " closed_at outcome person_id"
    ),
    Step: "dossier_id code duty_id",
    Handover: "dossier_id from_agency_id to_agency_id note at",
    Supplement: "dossier_id faults before_reception answer at",
    Suspension: "dossier_id kind reason ground at",
    Charge: "dossier_id amount what ground method receipt at",
    Decision: (
        "dossier_id proposed proposal outcome reason document_number decided_at"
        " sent_back_reason at"
    ),
    Return: "dossier_id delivery agency_id collector at",
    Withdrawal: "dossier_id reason at",
    Counter: "agency_id day last",
}


@transaction.atomic
def fill_june(
    count: int, *, hours: int = 12, officers: int = 3000, seed: int = 1
) -> None:
    """Make so many dossiers, of which one in twelve has ended."""
    own_hours(hours)
    who = people(officers, seed)
    june, chance, desk = read_june(), random.Random(seed), Desk()
    communes = sorted(june.above)
    states = chance.choices(*zip(*STATES, strict=True), k=count)
    for number, state in enumerate(states, start=1):
        version = chance.choice(june.versions)
        place = chance.choice(communes)
        moment = datetime.combine(
            chance.choice(DAYS), chance.choice(HOURS), tzinfo=VIETNAM
        )
        _write(june, desk, number, str(state), version, place, moment, who, chance)
    desk.rows[Counter] = [(*key, last) for key, last in desk.counters.items()]
    for model, columns in COLUMNS.items():
        copy_rows(model, columns.split(), desk.rows[model])
        reset_sequence(model)
    journal.record_many(desk.told, by=None, at=datetime(2025, 6, 27, tzinfo=VIETNAM))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(
    june: June, desk: Desk, pk: int, state: str, version: ProcedureVersion, place: int,
    moment: datetime, who: dict[tuple[int, str], int], chance: random.Random,
) -> None:  # fmt: skip
    here = june.reception(version.procedure_id, place)
    decider = june.decider(version.procedure_id, place)
    received = moment + timedelta(minutes=20) if state in RECEIVED else None
    due = None
    if received is not None and state not in ("supplement", "payment"):
        lineage = tuple(decider.ancestor_ids())
        # Whoever has no hours of its own works by those of the nation: thousands share them.
        lineage = lineage if june.own_hours.intersection(lineage) else ()
        due = due_of(version.pk, "in_person", received, lineage)
    settled = received + timedelta(hours=2) if received and state in DECIDED else None
    ended = moment + timedelta(hours=3) if state in ENDED else None
    desk.counters[here.pk, moment.date()] += 1
    last = desk.counters[here.pk, moment.date()]
    number = f"{here.identifier or here.code}-{moment:%y%m%d}-{last:04d}"
    holder = decider if state in RECEIVED - {"received"} or here == decider else here
    late = None if settled is None or due is None else settled > due
    address = f"thôn {chance.randint(1, 9)}, {june.names[place]}"
    desk.rows[Dossier].append(
        (
            pk, number, version.pk, "in_person", state,
            "due" if state == "payment" else "none", "counter", "", "citizen",
            "Nguyễn Văn An", "nguyen van an", "", "", "", address, "{}", place, here.pk,
            decider.pk, holder.pk, here.pk, june.roads[version.procedure_id].competence,
            moment, received, due, settled, ended, late, "", "[]", 1, True,
        )
    )  # fmt: skip
    desk.rows[Assignment].append((pk, here.pk, "", moment))
    if holder != here:
        desk.rows[Assignment].append((pk, holder.pk, "", received))
    _legal_rows(desk, pk, state, here, decider, received or moment, settled, ended)
    step, agency = _step(state, here, decider, holder)
    if step:
        template = june.terms[version.pk].steps[step]
        paused = state in ("supplement", "payment")
        due_at = None if paused or step in ("check", "return") else due
        desk.rows[Duty].append(
            (
                pk, f"dossier.{step}", number, template.name_vi[:300], moment, due_at,
                agency.pk, template.role, "", template.product_vi or template.name_vi,
                paused, None, "", who.get((agency.pk, template.role)),
            )
        )  # fmt: skip
        desk.rows[Step].append((pk, step, pk))
    fact = facts.Submitted(
        number, str(version.procedure), version.number, "in_person", place, here.pk,
        decider.pk, None,
    )  # fmt: skip
    desk.told.append((fact, f"dossier:{pk}", here.pk))


def _step(
    state: str, here: Agency, decider: Agency, holder: Agency
) -> tuple[str, Agency]:
    if state == "registered":
        return "check", here
    if state in ENDED:
        return "", here
    return ("return", here) if state == "settled" else ("process", decider)


def _legal_rows(
    desk: Desk, pk: int, state: str, here: Agency, decider: Agency, since: datetime,
    settled: datetime | None, ended: datetime | None,
) -> None:  # fmt: skip
    later = since + timedelta(minutes=30)
    if state == "received" and here != decider:
        desk.rows[Handover].append((pk, here.pk, decider.pk, "", since))
    if state == "supplement":
        faults = '[{"about": "to-khai", "what": "Thiếu chữ ký."}]'
        desk.rows[Supplement].append((pk, faults, False, "", later))
    if state == "payment":
        desk.rows[Charge].append((pk, 50_000, "Lệ phí", "", "", "", later))
    if state in ("supplement", "payment"):
        desk.rows[Suspension].append((pk, state, "chờ", "", later))
    if settled is not None:
        desk.rows[Decision].append(
            (pk, "granted", "", "granted", "", "1/QĐ", settled, "", since)
        )
    if state == "returned":
        desk.rows[Return].append((pk, "counter", here.pk, "Nguyễn Văn An", ended))
    if state == "withdrawn":
        desk.rows[Withdrawal].append((pk, "", ended))


def numbers() -> Iterator[tuple[int, str]]:
    """Every dossier with its number."""
    yield from Dossier.objects.order_by("pk").values_list("pk", "number")


SHARE_OF_ENDED = Decimal("0.08")
