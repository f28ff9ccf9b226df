"""Which role may do what. The one table; the generated matrix is docs/permissions.md."""

from haicap.accounts import permissions as accounts
from haicap.accounts.roles import Role
from haicap.competence import permissions as competence
from haicap.dossiers import permissions as dossiers
from haicap.measures import permissions as measures
from haicap.procedures import permissions as procedures
from haicap.signatures import permissions as signatures
from haicap.specimens import permissions as specimens
from haicap.standards import permissions as standards
from haicap.units import permissions as units
from haicap.villages import permissions as villages
from haicap.workdays import permissions as workdays

ROLES: dict[str, frozenset[str]] = {
    Role.RECEPTIONIST: frozenset(
        {
            dossiers.VIEW,
            dossiers.RECEIVE,
            specimens.VIEW,
            dossiers.RESOLVE,
        }
    ),
    Role.SPECIALIST: frozenset(
        {
            dossiers.VIEW,
            dossiers.PROCESS,
            specimens.PROCESS,
            specimens.VIEW,
        }
    ),
    Role.SIGNER: frozenset(
        {
            dossiers.VIEW,
            dossiers.SIGN,
            specimens.VIEW,
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
            specimens.KEEP,
            specimens.VIEW,
            standards.ENTER,
            villages.ARRANGE,
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
            signatures.KEEP,
            specimens.KEEP,
            specimens.VIEW,
            standards.ENTER,
            units.MAINTAIN,
            villages.ARRANGE,
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
