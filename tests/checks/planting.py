"""Tools for planting faults."""

from collections.abc import Callable

from haicap.competence.models import Competence
from haicap.dossiers.lifecycle import State
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency, TerritoryVersion
from tests import given
from tests.checks.soil import bare, row, sql
from tests.dossiers.every import in_state

Plant = Callable[[], object]

VERSIONS, AGENCIES = "units_territoryversion", "units_agency"
COMPETENCES = "competence_competence"
WARD = "(SELECT territory_id FROM units_territoryversion WHERE code = '00070' AND valid_until IS NULL)"
COMMITTEE = f"(SELECT id FROM units_agency WHERE kind = 'peoples_committee' AND territory_id = {WARD})"
BIRTH = (
    "(SELECT v.id FROM procedures_procedureversion v JOIN procedures_procedure p"
    " ON p.id = v.procedure_id WHERE p.code = '1.001193')"
)
RULE = (
    "(SELECT c.id FROM competence_competence c JOIN procedures_procedure p"
    " ON p.id = c.procedure_id WHERE p.code = '1.001193' AND c.valid_until IS NULL)"
)
DECENTRALISED = (
    "(SELECT min(id) FROM competence_competence WHERE kind = 'decentralisation')"
)


def said(table: str, statement: str) -> Plant:
    """A plant that is one statement on one table."""

    def plant() -> None:
        bare(table)
        sql(statement)

    return plant


def ward(change: str) -> Plant:
    """Change the present version of the ward of Hoàn Kiếm."""
    where = "code = '00070' AND valid_until IS NULL"
    return said(VERSIONS, f"UPDATE units_territoryversion SET {change} WHERE {where}")


def committee(change: str) -> Plant:
    """Change the People's Committee of Hoàn Kiếm."""
    return said(AGENCIES, f"UPDATE units_agency SET {change} WHERE id = {COMMITTEE}")


def rule(change: str) -> Plant:
    """Change the competence for births."""
    return said(
        COMPETENCES, f"UPDATE competence_competence SET {change} WHERE id = {RULE}"
    )


def twin_of_version(**changed: object) -> Plant:
    """Copy the present version of the ward, changed."""

    def plant() -> None:
        bare(VERSIONS)
        twin = TerritoryVersion.objects.get(code="00070", valid_until=None)
        twin.pk = None
        for name, value in changed.items():
            setattr(twin, name, value)
        twin.save()

    return plant


def twin_of_agency(kind: str, **changed: object) -> Plant:
    """Copy an agency of Hà Nội, changed."""

    def plant() -> None:
        bare(AGENCIES)
        found = Agency.objects.filter(kind=kind, valid_until=None, code__startswith="01")
        twin = found.order_by("code").first()
        assert twin is not None
        twin.pk = None
        for name, value in changed.items():
            setattr(twin, name, value)
        twin.save()

    return plant


def version(change: str) -> Plant:
    """Change the version of the birth registration."""
    table = "procedures_procedureversion"
    return said(table, f"UPDATE {table} SET {change} WHERE id = {BIRTH}")


def part_of_version(table: str, statement: str) -> Plant:
    """Change a part of the birth registration; ``%s`` is its version."""
    return said(table, statement.replace("%s", BIRTH))


def delegation(**changed: object) -> Plant:
    """A delegation of the competence for births, changed."""

    def plant() -> None:
        bare(COMPETENCES)
        origin = Competence.objects.get(
            procedure__code="1.001193", valid_until=None, territory=None
        )
        made = Competence(
            procedure=origin.procedure,
            kind="delegation",
            level="commune",
            agency_kind="department",
            agency=Agency.objects.get(code="00070.2"),
            territory=TerritoryVersion.objects.get(
                code="00070", valid_until=None
            ).territory,
            delegated_from=origin,
            valid_from="2025-09-01",
            valid_until="2026-03-01",
            ground="1/QĐ-UBND",
            content="Ký",
        )
        for name, value in changed.items():
            setattr(made, name, value)
        made.save()
        if made.delegated_from_id and changed.get("content") == "again":
            made.delegated_from_id, made.pk = made.pk, None
            made.save()

    return plant


def dossier(state: State, statement: str, *tables: str) -> Plant:
    """Change a dossier that came into a state by its verbs; ``%s`` is its id."""

    def plant() -> None:
        made = in_state(state)
        bare("dossiers_dossier", *tables)
        sql(statement.replace("%s", str(made.pk)))

    return plant


def two_dossiers(statement: str) -> Plant:
    """Change one of two dossiers: ``%s`` is its id, ``%o`` the other's."""

    def plant() -> None:
        one, other = given.submitted(), given.submitted()
        bare("dossiers_dossier")
        sql(statement.replace("%s", str(one.pk)).replace("%o", str(other.pk)))

    return plant


def person(change: str) -> Plant:
    """Change the account of somebody with a post."""

    def plant() -> None:
        lan = given.receptionist()
        given.citizen()
        bare("accounts_user", "accounts_post", "accounts_token")
        sql(change.replace("%s", str(lan.pk)))

    return plant


def entry(**values: object) -> Plant:
    """An entry of the journal, written past the actions."""

    def plant() -> None:
        bare("journal_entry")
        row("journal_entry", kind="dossier.received", about="dossier:1", **values)

    return plant


def competence_row(**values: object) -> Plant:
    """A competence, written past the actions."""

    def plant() -> None:
        bare(COMPETENCES)
        birth = ProcedureVersion.objects.get(procedure__code="1.001193")
        row(COMPETENCES, procedure_id=birth.procedure_id, **values)

    return plant
