"""The bundled competences; every row is checked before one is written."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.copying import copy_rows
from haicap.common.errors import Invalid
from haicap.competence import rules
from haicap.competence.models import Competence, Organ, Task, TransferKind
from haicap.law.models import LegalDocument
from haicap.procedures.models import Procedure
from haicap.units.models import AgencyKind, Level

DATA = Path(__file__).parent / "data"
COLUMNS = [
    "subject",
    "kind",
    "level",
    "agency_kind",
    "agency_field",
    "organ",
    "valid_from",
    "valid_until",
    "ground",
    "clause",
    "conditions_vi",
    "conditions_en",
    "is_assumed",
    "note",
]
# As they stand in the file; the rest of a competence is empty for the whole country.
PLAIN = [
    "kind",
    "level",
    "agency_kind",
    "agency_field",
    "organ",
    "ground",
    "clause",
    "conditions_vi",
    "conditions_en",
    "note",
]
CHOICES = {
    "kind": [kind for kind in TransferKind.values if kind != TransferKind.DELEGATION],
    "level": Level.values,
    "agency_kind": AgencyKind.values,
    "organ": ["", *Organ.values],
    "is_assumed": ["yes", "no"],
}

Row = dict[str, str]


class RowRefused(Invalid):
    """A row of the file breaks a rule; names file, line, field and rule."""

    code = "competence.row-refused"
    message = _("%(file)s:%(line)s %(field)s: %(rule)s")


@dataclass(frozen=True)
class Known:
    """What a row may point to."""

    procedures: dict[str, int]  # by code and by slug
    tasks: dict[str, int]
    grounds: set[str]

    def subject(self, said: str) -> tuple[int | None, int | None] | None:
        """Give the ids of procedure and task, one of them None; None when unknown."""
        if said.startswith("task:"):
            task = self.tasks.get(said.removeprefix("task:"))
            return (None, task) if task else None
        procedure = self.procedures.get(said)
        return (procedure, None) if procedure else None


@transaction.atomic
def load(folder: Path = DATA) -> int:
    """
    Bring in the competences of subjects that have none yet; answers how many rows the file has.

    What a registrar has recorded since is left alone.

    :raises RowRefused: if a row breaks a rule; then nothing is written
    """
    _load_tasks(folder / "tasks.csv")
    known = _known()
    rows = list(_checked(folder / "competences.csv", known))
    taken = set(Competence.objects.values_list("procedure_id", "task_id"))
    new = [row for row in rows if known.subject(row["subject"]) not in taken]
    columns = [*PLAIN, "content", "procedure_id", "task_id"]
    columns += ["valid_from", "valid_until", "is_assumed"]
    copy_rows(Competence, columns, (_values(row, known) for row in new))
    return len(rows)


def _load_tasks(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        tasks = [Task(**row) for row in csv.DictReader(file)]
    Task.objects.bulk_create(
        tasks,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name_vi", "name_en"],
    )


def _known() -> Known:
    procedures = {}
    for pk, code, slug in Procedure.objects.values_list("pk", "code", "slug"):
        procedures.update({slug: pk} | ({code: pk} if code else {}))
    return Known(
        procedures,
        dict(Task.objects.values_list("code", "pk")),
        set(LegalDocument.objects.values_list("number", flat=True)),
    )


def _checked(path: Path, known: Known) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            rule = _("the first line must name the columns of the format")
            raise RowRefused("columns", rule, file=path.name, line=1)
        for row in reader:
            fault = _fault(row, known)
            if fault:
                raise RowRefused(*fault, file=path.name, line=reader.line_num)
            yield row


def _fault(row: Row, known: Known) -> tuple[str, str | Promise] | None:
    for field, allowed in CHOICES.items():
        if row[field] not in allowed:
            return field, _("is not one of the allowed words")
    if not rules.is_agency_of_level(row["level"], row["agency_kind"]):
        return "agency_kind", _("there is no such agency at this level")
    if known.subject(row["subject"]) is None:
        return "subject", _("is neither a procedure nor a task")
    if row["ground"] and row["ground"] not in known.grounds:
        return "ground", _("is not a number in the register of legal documents")
    return _fault_of_period(row)


def _fault_of_period(row: Row) -> tuple[str, str | Promise] | None:
    for field in ("valid_from", "valid_until"):
        try:
            date.fromisoformat(row[field] or "9999-12-31")
        except ValueError:
            return field, _("is not a day such as 2025-07-01")
    if not row["valid_from"]:
        return "valid_from", _("must not be empty")
    if row["valid_until"] and row["valid_until"] <= row["valid_from"]:
        return "valid_until", _("must be after the first day")
    return None


def _values(row: Row, known: Known) -> list[object]:
    procedure, task = known.subject(row["subject"]) or (None, None)
    days = [date.fromisoformat(row[f]) if row[f] else None for f in COLUMNS[6:8]]
    plain = [row[field] for field in PLAIN]
    return [*plain, "", procedure, task, *days, row["is_assumed"] == "yes"]
