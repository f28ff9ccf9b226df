"""Which role may do what. The one table; the generated matrix is docs/permissions.md."""

from haicap.accounts import permissions as accounts
from haicap.accounts.roles import Role
from haicap.competence import permissions as competence
from haicap.dossiers import permissions as dossiers
from haicap.procedures import permissions as procedures
from haicap.units import permissions as units
from haicap.workdays import permissions as workdays

ROLES: dict[str, frozenset[str]] = {
    Role.RECEPTIONIST: frozenset(
        {
            dossiers.VIEW,
            dossiers.RECEIVE,
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
            dossiers.VIEW,
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
            competence.MANAGE,
            "console.change",
            "console.open",
            units.MAINTAIN,
            workdays.DECLARE,
        }
    ),
    Role.ENGINEER: frozenset(
        {
            "console.open",
        }
    ),
}

# Nobody gives a role that may do more than his own: who leads an agency may therefore do
# what its people may do, or he could not appoint them.
for staff in (Role.RECEPTIONIST, Role.SPECIALIST, Role.SIGNER):
    ROLES[Role.LEADER] |= ROLES[staff]
