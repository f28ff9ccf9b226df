"""Which role may do what. The one table; the generated matrix is docs/permissions.md."""

from haicap.accounts import permissions as accounts
from haicap.accounts.roles import Role
from haicap.competence import permissions as competence
from haicap.dossiers import permissions as dossiers
from haicap.measures import permissions as measures
from haicap.procedures import permissions as procedures
from haicap.units import permissions as units
from haicap.workdays import permissions as workdays

ROLES: dict[str, frozenset[str]] = {
    Role.RECEPTIONIST: frozenset(
        {
            dossiers.VIEW,
            dossiers.RECEIVE,
            dossiers.RESOLVE,
        }
    ),
    Role.SPECIALIST: frozenset(
        {
            dossiers.VIEW,
            dossiers.PROCESS,
        }
    ),
    Role.SIGNER: frozenset(
        {
            dossiers.VIEW,
            dossiers.SIGN,
        }
    ),
    Role.LEADER: frozenset(
        {
            accounts.MANAGE,
            accounts.giving(Role.RECEPTIONIST),
            accounts.giving(Role.SIGNER),
            accounts.giving(Role.SPECIALIST),
            dossiers.VIEW,
            measures.DECLARE,
            measures.VIEW,
        }
    ),
    Role.CATALOGUER: frozenset(
        {
            "console.open",
            procedures.PUBLISH,
        }
    ),
    Role.REGISTRAR: frozenset(
        {
            accounts.MANAGE,
            *(accounts.giving(role) for role in Role if role != Role.CITIZEN),
            competence.MANAGE,
            "console.change",
            "console.open",
            dossiers.RESOLVE,
            measures.DECLARE,
            measures.VIEW,
            units.MAINTAIN,
            units.REORGANISE,
            workdays.DECLARE,
        }
    ),
    Role.ENGINEER: frozenset(
        {
            "console.open",
            measures.VIEW,
        }
    ),
}
