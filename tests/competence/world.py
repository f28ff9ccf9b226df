"""Places, things and people that the tests of this room use, all of the bundled data."""

from datetime import date

from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.competence.models import Competence
from haicap.procedures.models import Procedure
from haicap.units.models import Agency, AgencyKind, Territory, TerritoryVersion
from tests import given

BEFORE = date(2025, 6, 30)
AFTER = date(2025, 7, 2)
FROM = date(2025, 9, 1)
UNTIL = date(2026, 3, 1)
BIRTH = "1.001193"  # commune before and after
FOREIGN_BIRTH = "2.000528"  # district before, commune after
DRILLING = "1.004122"  # decentralised to the department of a province (Decree 136/2025)
ENVIRONMENT = "1.010727"  # the People's Committee of the province
NEW_PENSION = "1.014027"  # new from 1 July 2025
HOAN_KIEM = "00070"


def place(code: str, on: date = AFTER) -> Territory:
    return TerritoryVersion.objects.on(on).get(code=code, level=_level(code)).territory


def _level(code: str) -> str:
    return {2: "province", 3: "district", 5: "commune"}[len(code)]


def procedure(code: str) -> Procedure:
    return Procedure.objects.get(code=code)


def rule(code: str, on: date = AFTER) -> Competence:
    """The competence for the whole country."""
    found = Competence.objects.on(on)
    return found.get(procedure__code=code, territory=None, delegated_from=None)


def committee(code: str, on: date = AFTER) -> Agency:
    return Agency.objects.on(on).get(
        territory=place(code, on), kind=AgencyKind.PEOPLES_COMMITTEE
    )


def department(code: str, field: str) -> Agency:
    return Agency.objects.on(AFTER).get(
        territory=place(code), kind=AgencyKind.DEPARTMENT, field=field
    )


def registrar(agency: Agency) -> User:
    return given.officer(Role.REGISTRAR, agency, f"registrar-{agency.code}")


def national_registrar() -> User:
    """A post without an agency is for the whole nation."""
    return given.officer(Role.REGISTRAR, None, "registrar-of-the-nation")
