"""Which role may do what. The one table; the generated matrix is docs/permissions.md."""

from haicap.accounts.roles import Role

ROLES: dict[str, frozenset[str]] = {
    Role.RECEPTIONIST: frozenset(),
    Role.SPECIALIST: frozenset(),
    Role.SIGNER: frozenset(),
    Role.LEADER: frozenset(),
    Role.CATALOGUER: frozenset({"console.open"}),
    Role.REGISTRAR: frozenset({"console.open", "console.change"}),
    Role.ENGINEER: frozenset({"console.open"}),
}
