"""Which role may do what. The one table; the generated matrix is docs/permissions.md."""

from haicap.accounts import permissions as accounts
from haicap.accounts.roles import Role
from haicap.dossiers import permissions as dossiers

ROLES: dict[str, frozenset[str]] = {
    Role.RECEPTIONIST: frozenset({dossiers.VIEW, dossiers.RECEIVE}),
    Role.SPECIALIST: frozenset({dossiers.VIEW, dossiers.PROCESS}),
    Role.SIGNER: frozenset({dossiers.VIEW, dossiers.SIGN}),
    Role.LEADER: frozenset({dossiers.VIEW, accounts.MANAGE}),
    Role.CATALOGUER: frozenset({"console.open"}),
    Role.REGISTRAR: frozenset({accounts.MANAGE, "console.open", "console.change", "workdays.declare"}),
    Role.ENGINEER: frozenset({"console.open"}),
}
