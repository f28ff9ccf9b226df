"""Which role may do what. The one table; the generated matrix is docs/permissions.md."""

from haicap.accounts.roles import Role
from haicap.dossiers import permissions as dossiers
from haicap.units import permissions as units
from haicap.workdays import permissions as workdays

ROLES: dict[str, frozenset[str]] = {
    Role.RECEPTIONIST: frozenset({dossiers.VIEW, dossiers.RECEIVE}),
    Role.SPECIALIST: frozenset({dossiers.VIEW, dossiers.PROCESS}),
    Role.SIGNER: frozenset({dossiers.VIEW, dossiers.SIGN}),
    Role.LEADER: frozenset({dossiers.VIEW}),
    Role.CATALOGUER: frozenset({"console.open"}),
    Role.REGISTRAR: frozenset(
        {"console.open", "console.change", units.MAINTAIN, workdays.DECLARE}
    ),
    Role.ENGINEER: frozenset({"console.open"}),
}
