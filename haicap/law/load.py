"""The bundled register of legal documents; every row is checked before one is written."""

import csv
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from haicap.common.copying import copy_rows
from haicap.common.errors import Invalid
from haicap.law.models import (
    Clause,
    DocumentType,
    LegalDocument,
    Relation,
    RelationKind,
)

DATA = Path(__file__).parent / "data"
PROVISION = re.compile(r"Art \d+[a-z]?(\(\d+\))?(\([a-zđ]\))?")
DOCUMENT_COLUMNS = [
    "number",
    "type",
    "issuer",
    "issued_on",
    "date_note",
    "effective_on",
    "expires_on",
    "field",
    "title",
    "number_verified",
    "note",
    "provenance",
    "confidence",
]

Row = dict[str, str]


class RowRefused(Invalid):
    """A row of a register file breaks a rule; names file, line, field and rule."""

    code = "law.row-refused"
    message = lazy("%(file)s:%(line)s %(field)s: %(rule)s")

    def __init__(self, where: "Where", field: str, rule: str | Promise) -> None:
        super().__init__(field, rule, file=where.file, line=where.line)


@dataclass(frozen=True)
class Where:
    """A line of a file, for people."""

    file: str
    line: int


@dataclass(frozen=True)
class Register:
    """The rows of the three files, checked."""

    documents: dict[str, Row]
    clauses: list[Row]
    relations: list[Row]

    FILES: ClassVar[tuple[str, ...]] = ("documents.csv", "clauses.csv", "relations.csv")

    def __len__(self) -> int:
        return len(self.documents) + len(self.clauses) + len(self.relations)


def load(folder: Path = DATA) -> int:
    """
    Bring the register into the database; answers how many rows the files hold.

    Rows that are there already are made equal to the files, rows of others are left alone.

    :raises RowRefused: if a row breaks a rule; then nothing is written
    """
    register = read(folder)
    with transaction.atomic():
        ids = _load_documents(register)
        _load_clauses(register, ids)
        _load_relations(register, ids)
    return len(register)


def read(folder: Path = DATA) -> Register:
    """
    Read and check the files of a register.

    :raises RowRefused: if a row breaks a rule
    """
    documents: dict[str, Row] = {}
    for where, row in _rows(folder / "documents.csv", DOCUMENT_COLUMNS):
        _check_document(where, row)
        _once(where, "number", row["number"], documents)
        documents[row["number"]] = row
    return Register(
        documents,
        list(_parts(folder / "clauses.csv", documents, _check_clause)),
        list(_parts(folder / "relations.csv", documents, _check_relation)),
    )


def _rows(path: Path, columns: list[str]) -> Iterator[tuple[Where, Row]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != columns:
            rule = _("the first line must name the columns %(columns)s")
            raise RowRefused(
                Where(path.name, 1), "columns", rule % {"columns": ",".join(columns)}
            )
        for row in reader:
            where = Where(path.name, reader.line_num)
            if None in row or None in row.values():
                raise RowRefused(
                    where,
                    "columns",
                    _("the line has more or fewer columns than the first"),
                )
            yield where, {name: value.strip() for name, value in row.items()}


def _parts(
    path: Path, documents: dict[str, Row], check: Callable[[Where, Row], None]
) -> Iterator[Row]:
    columns = (
        ["number", "clause", "summary"]
        if check is _check_clause
        else ["number", "kind", "other", "note"]
    )
    seen: set[str] = set()
    for where, row in _rows(path, columns):
        check(where, row)
        for field in {"number", "other"} & row.keys():
            if row[field] not in documents:
                rule = _("“%(value)s” is not a document of the register")
                raise RowRefused(where, field, rule % {"value": row[field]})
        key = " ".join(list(row.values())[:-1])
        _once(where, columns[1], key, seen)
        seen.add(key)
        yield row


def _check_document(where: Where, row: Row) -> None:
    for field in ("number", "issuer", "title"):
        if not row[field]:
            raise RowRefused(where, field, _("must not be empty"))
    _one_of(where, "type", row, DocumentType.values)
    _one_of(where, "number_verified", row, ["yes", "no"])
    issued, effective, expires = (
        _day(where, field, row) for field in ("issued_on", "effective_on", "expires_on")
    )
    if row["date_note"] and issued:
        raise RowRefused(where, "date_note", _("is only for a day that is not known"))
    if effective and expires and expires <= effective:
        raise RowRefused(where, "expires_on", _("must be after the effective date"))
    confidence = row["confidence"]
    if confidence and not (confidence.isdecimal() and int(confidence) <= 100):
        raise RowRefused(where, "confidence", _("must be a percentage from 0 to 100"))


def _check_clause(where: Where, row: Row) -> None:
    if not PROVISION.fullmatch(row["clause"]):
        rule = _("“%(value)s” must look like Art 54(8) or Art 21(2)(a)")
        raise RowRefused(where, "clause", rule % {"value": row["clause"]})


def _check_relation(where: Where, row: Row) -> None:
    _one_of(where, "kind", row, RelationKind.values)
    if row["number"] == row["other"]:
        raise RowRefused(where, "other", _("a document has no relation to itself"))


def _one_of(where: Where, field: str, row: Row, allowed: list[str]) -> None:
    if row[field] not in allowed:
        rule = _("“%(value)s” must be one of %(allowed)s")
        said = {"value": row[field], "allowed": ", ".join(allowed)}
        raise RowRefused(where, field, rule % said)


def _once(where: Where, field: str, said: str, seen: Container[str]) -> None:
    if said in seen:
        rule = _("“%(value)s” stands here a second time")
        raise RowRefused(where, field, rule % {"value": said})


def _day(where: Where, field: str, row: Row) -> date | None:
    if not row[field]:
        return None
    try:
        return date.fromisoformat(row[field])
    except ValueError as error:
        rule = _("“%(value)s” must be a day such as 2025-07-01")
        raise RowRefused(where, field, rule % {"value": row[field]}) from error


def _load_documents(register: Register) -> dict[str, int]:
    wanted = {number: _document(row) for number, row in register.documents.items()}
    fields = [f.attname for f in LegalDocument._meta.fields if f.attname != "id"]
    kept = {d.number: d for d in LegalDocument.objects.filter(number__in=wanted)}
    for number, document in kept.items():
        wanted[number].pk = document.pk
    changed = [wanted[n] for n, d in kept.items() if _differs(d, wanted[n], fields)]
    LegalDocument.objects.bulk_update(changed, [f for f in fields if f != "number"])
    new = (document for number, document in wanted.items() if number not in kept)
    copy_rows(LegalDocument, fields, ([getattr(d, f) for f in fields] for d in new))
    return dict(
        LegalDocument.objects.filter(number__in=wanted).values_list("number", "pk")
    )


def _differs(one: LegalDocument, other: LegalDocument, fields: list[str]) -> bool:
    return any(getattr(one, f) != getattr(other, f) for f in fields)


def _document(row: Row) -> LegalDocument:
    plain = {f: row[f] for f in ("number", "type", "issuer", "field", "title", "note")}
    days = ("issued_on", "effective_on", "expires_on")
    return LegalDocument(
        **plain,
        **{f: date.fromisoformat(row[f]) if row[f] else None for f in days},
        date_note=row["date_note"],
        is_number_verified=row["number_verified"] == "yes",
        provenance=row["provenance"],
        confidence=int(row["confidence"]) if row["confidence"] else None,
    )


def _load_clauses(register: Register, ids: dict[str, int]) -> None:
    wanted = [
        Clause(
            document_id=ids[row["number"]], label=row["clause"], summary=row["summary"]
        )
        for row in register.clauses
    ]
    Clause.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["document", "label"],
        update_fields=["summary"],
    )


def _load_relations(register: Register, ids: dict[str, int]) -> None:
    wanted = [
        Relation(
            document_id=ids[row["number"]],
            kind=row["kind"],
            other_id=ids[row["other"]],
            note=row["note"],
        )
        for row in register.relations
    ]
    Relation.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["document", "kind", "other"],
        update_fields=["note"],
    )
