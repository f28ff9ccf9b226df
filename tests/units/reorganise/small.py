"""
A small country of its own: a few provinces with a few communes, and dossiers on their way.

Everything is of invented names and codes, in a database without the bundled units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from haicap.accounts.models import User
from haicap.common.copying import copy_rows, reset_sequence
from haicap.common.text import fold
from haicap.competence import load as competences
from haicap.competence.resolve import decider_for
from haicap.dossiers.models import Assignment, Dossier, Step
from haicap.duties.models import Duty
from haicap.journal import actions as journal
from haicap.procedures.models import Procedure, ProcedureVersion
from haicap.units.agencies import centre_for
from haicap.units.load_names import CENTRE, COMMITTEE, POLICE
from haicap.units.load_territories import VERSION_COLUMNS, Version
from haicap.units.models import (
    Agency,
    AgencyKind,
    Kind,
    Level,
    Territory,
    TerritoryVersion,
)
from haicap.units.words import full_name
from tests.given import VIETNAM

SINCE = date(2025, 7, 1)
ON = date(2027, 1, 4)
NIGHT = datetime(2027, 1, 4, tzinfo=VIETNAM)
MORNING = datetime(2026, 12, 28, 9, 0, tzinfo=VIETNAM)
AT_COMMUNE, AT_PROVINCE = "1.001193", "1.010727"


def empty() -> None:
    """Take the bundled units away, with all that hangs on them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE units_territory, units_agency, units_reorganisation CASCADE"
        )
    competences.load()


@dataclass
class Country:
    """Its territories by code, and its agencies by code."""

    territories: dict[str, Territory] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    communes: dict[str, str] = field(default_factory=dict)  # code → province


def found(shape: Mapping[str, Sequence[str]]) -> Country:
    """Found a country: communes by province, all by code."""
    country = Country()
    codes = ["VN", *shape, *(code for codes in shape.values() for code in codes)]
    numbers = {code: number for number, code in enumerate(codes, start=1)}
    rows = [(1, Level.NATION, "VN")]
    versions = [
        Version(1, Level.NATION, Kind.NATION, "VN", "Việt Nam", None, SINCE, source="")
    ]
    for province, communes in shape.items():
        for code, above in ((province, "VN"), *((code, province) for code in communes)):
            level = Level.PROVINCE if above == "VN" else Level.COMMUNE
            rows.append((numbers[code], level, code))
            kind = Kind.PROVINCE if above == "VN" else Kind.COMMUNE
            versions.append(
                Version(
                    numbers[code], level, kind, code, f"Tên {code}", numbers[above], SINCE
                )
            )
    copy_rows(Territory, ("id", "level", "key"), rows)
    copy_rows(TerritoryVersion, VERSION_COLUMNS, (v.row() for v in versions))
    reset_sequence(Territory)
    country.territories = {t.key: t for t in Territory.objects.all()}
    for province, communes in shape.items():
        top = _offices(country, province, Kind.PROVINCE, None)
        for code in communes:
            country.communes[code] = province
            _offices(country, code, Kind.COMMUNE, top)
    return country


def _offices(country: Country, code: str, kind: str, above: Agency | None) -> Agency:
    place = country.territories[code]
    province = country.territories[country.communes.get(code, code)]
    head = _office(country, code, place, province, "", COMMITTEE, kind, above)
    centre = ".90" if above is None else ".9"
    _office(country, code, place, province, centre, CENTRE, kind, head)
    if above is not None:
        _office(country, code, place, province, ".7", POLICE, kind, head)
    return head


def _office(
    country: Country, code: str, place: Territory, province: Territory, suffix: str,
    called: object, kind: str, above: Agency | None,
) -> Agency:  # fmt: skip
    kinds = {
        COMMITTEE: AgencyKind.PEOPLES_COMMITTEE,
        CENTRE: AgencyKind.SERVICE_CENTRE,
        POLICE: AgencyKind.VERTICAL,
    }
    vi, en = called.at(kind, f"Tên {code}")  # type: ignore[attr-defined]
    agency = Agency(
        kind=kinds[called], code=code + suffix, name_vi=vi, name_en=en, folded=fold(vi),  # type: ignore[index]
        field="police" if called == POLICE else "", territory=place, province=province,
        parent=above, valid_from=SINCE, lineage="/",
    )  # fmt: skip
    agency.save()
    agency.lineage = f"{above.lineage if above else '/'}{agency.pk}/"
    agency.save()
    country.agencies[agency.code] = agency
    return agency


def version(code: str) -> ProcedureVersion:
    """The version of a procedure on the eve."""
    return ProcedureVersion.objects.on(ON - timedelta(days=7)).get(procedure__code=code)


@transaction.atomic
def dossier(
    place: str, *, code: str = AT_COMMUNE, state: str = "processing", address: str = ""
) -> Dossier:
    """A dossier that was submitted at a place a week before, as far as the state tells."""
    asked = version(code)
    territory = TerritoryVersion.objects.on(MORNING.date()).get(code=place).territory
    decided = decider_for(asked.procedure_id, territory.pk, MORNING.date())
    centre = centre_for(territory, MORNING.date())
    is_early = state == "registered"
    holder = centre.pk if is_early else decided.agency_id
    number = Dossier.objects.count() + 1
    made = Dossier.objects.create(
        number=f"{centre.code}-261228-{number:04d}", version=asked, channel="in_person",
        state=state, delivery="counter", applicant_name="Nguyễn Văn An",
        applicant_folded="nguyen van an", address=address, place=territory,
        received_at_agency=centre, competent_id=decided.agency_id, responsible_id=holder,
        return_at=centre, competence_id=decided.competence_id, submitted_at=MORNING,
        received_at=None if is_early else MORNING,
        settled_at=MORNING if state in ("settled", "returned") else None,
        ended_at=MORNING if state in ("stopped", "returned") else None,
    )  # fmt: skip
    Assignment.objects.create(dossier=made, agency=centre, at=MORNING)
    if holder != centre.pk:
        Assignment.objects.create(dossier=made, agency_id=holder, at=MORNING)
    step = {"registered": "check", "settled": "return"}.get(state, "process")
    if made.ended_at is None:
        agency = centre.pk if step != "process" else decided.agency_id
        duty = Duty.objects.create(
            kind=f"dossier.{step}", reference=made.number, work="x", opened_at=MORNING,
            agency_id=agency, role="specialist", product="x",
        )  # fmt: skip
        Step.objects.create(dossier=made, code=step, duty=duty)
    fact = _submitted(made)
    journal.record(fact, about=made.about, agency_id=centre.pk, by=None, at=MORNING)
    return made


def _submitted(made: Dossier) -> object:
    from haicap.dossiers import facts

    return facts.Submitted(
        made.number, str(made.version.procedure), made.version.number, made.channel,
        made.place_id, made.received_at_agency_id, made.competent_id, None,
    )  # fmt: skip


def registrar(login: str = "registrar") -> User:
    """Somebody who keeps the units of the whole nation."""
    from haicap.accounts import actions

    person = actions.open_account(login=login, name="Người", by=None, at=MORNING)
    actions.appoint(
        person, role="registrar", agency=None, valid_from=SINCE, ground="", by=None,
        at=MORNING,
    )  # fmt: skip
    return User.objects.get(pk=person.pk)


def name_of(code: str, kind: str = Kind.COMMUNE) -> str:
    """What a unit of this country is called."""
    return full_name(kind, f"Tên {code}")


def procedures() -> list[Procedure]:
    """Those that dossiers here are about."""
    return list(Procedure.objects.filter(code__in=[AT_COMMUNE, AT_PROVINCE]))
