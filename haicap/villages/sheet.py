"""Reading a CSV file of villages: every fault by file and line, before anything is written."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.common.text import clean
from haicap.villages.models import VillageKind

COLUMNS = (
    "commune", "code", "kind", "name", "valid_from", "ground", "households", "population",
    "counted_on", "source",
)  # fmt: skip
SHOWN = 20
T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line."""

    file: str
    line: int
    field: str
    rule: str | Promise

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.field}: {self.rule}"


class SheetRefused(Invalid):
    """A file of villages has faults; ``faults`` are all of them."""

    code = "villages.sheet-refused"
    message = _("%(count)s faults, and nothing was loaded:\n%(said)s")

    def __init__(self, faults: list[Fault]) -> None:
        said = "\n".join(str(fault) for fault in faults[:SHOWN])
        more = "\n…" if len(faults) > SHOWN else ""
        first = faults[0]
        super().__init__(first.field, first.rule, count=len(faults), said=said + more)
        self.faults = faults


@dataclass(frozen=True)
class Row:
    """A village of the file, checked by itself."""

    line: int
    commune: str
    code: str
    kind: str
    name: str
    valid_from: date
    ground: str
    households: int | None
    population: int | None
    counted_on: date | None
    source: str


@dataclass(frozen=True)
class Sheet:
    """The rows of a file and the faults of the others."""

    file: str
    digest: str
    rows: list[Row]
    faults: list[Fault]


def read(path: Path) -> Sheet:
    """
    Read a file; a row that has a fault is left out, its fault is told.

    :raises SheetRefused: if it is no text in UTF-8, or its first line is not the columns
    """
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fault = Fault(path.name, line, "file", _("must be text in UTF-8"))
        raise SheetRefused([fault]) from error
    reader = csv.DictReader(StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        rule = _("the first line must name the columns %(columns)s")
        said = str(rule) % {"columns": ",".join(COLUMNS)}
        raise SheetRefused([Fault(path.name, 1, "columns", said)])
    rows, faults = [], []
    for said_row in reader:
        checker = _Checker(path.name, reader.line_num, said_row)
        row = checker.row()
        faults += checker.faults
        rows += [row] if row is not None else []
    return Sheet(path.name, hashlib.sha256(raw).hexdigest(), rows, faults)


class _Checker:
    """Reads one line and gathers its faults."""

    def __init__(self, file: str, line: int, said: Mapping[str, str | None]) -> None:
        self.file, self.line, self.said = file, line, said
        self.faults: list[Fault] = []

    def row(self) -> Row | None:
        """The village of the line; None if it has a fault."""
        if None in self.said or None in self.said.values():
            self.fault("columns", _("the line has more or fewer columns than the first"))
            return None
        row = Row(
            line=self.line,
            commune=self.text("commune", 10),
            code=self.text("code", 20, needed=False),
            kind=self.kind(),
            name=self.text("name", 120),
            valid_from=self.day("valid_from") or date.min,
            ground=self.text("ground", 120),
            households=self.number("households"),
            population=self.number("population"),
            counted_on=self.day("counted_on", needed=False),
            source=self.text("source", 200),
        )
        counts = (row.households, row.population) != (None, None)
        if counts != (row.counted_on is not None):
            self.fault("counted_on", _("stands with counts, and only with them"))
        return None if self.faults else row

    def fault(self, field: str, rule: str | Promise) -> None:
        """Note what is wrong."""
        self.faults.append(Fault(self.file, self.line, field, rule))

    def value(self, field: str) -> str:
        """What the line says."""
        return clean(self.said[field] or "")

    def text(self, field: str, longest: int, *, needed: bool = True) -> str:
        """A text of at most so many characters."""
        said = self.value(field)
        if (needed and not said) or len(said) > longest:
            rule = _("1 to %(most)s characters") if needed else _("at most %(most)s")
            self.fault(field, str(rule) % {"most": longest})
        return said

    def kind(self) -> str:
        """The kind of village."""
        said = self.value("kind")
        if said not in VillageKind.values:
            self.fault("kind", _("village or residential_group"))
        return said

    def day(self, field: str, *, needed: bool = True) -> date | None:
        """A day; None where there is none."""
        return self.read(
            field, date.fromisoformat, _("must be a day such as 2025-07-01"), needed
        )

    def number(self, field: str) -> int | None:
        """A whole number; None where there is none."""
        rule = _("a whole number from 0 to 1,000,000")
        found = self.read(field, int, rule, False)
        if found is not None and not 0 <= found <= 1_000_000:
            self.fault(field, rule)
        return found

    def read(
        self, field: str, how: Callable[[str], T], rule: str | Promise, needed: bool
    ) -> T | None:
        """A value that is written in a certain way."""
        said = self.value(field)
        if not said and not needed:
            return None
        try:
            return how(said)
        except ValueError:
            self.fault(field, rule)
            return None


def doubled(rows: list[Row], file: str) -> Iterator[Fault]:
    """Tell which villages stand in the file twice."""
    seen: dict[tuple[str, str], int] = {}
    codes: dict[str, int] = {}
    for row in rows:
        key = row.commune, row.name.casefold()
        for field, first in (
            ("name", seen.setdefault(key, row.line)),
            ("code", codes.setdefault(row.code, row.line) if row.code else row.line),
        ):
            if first != row.line:
                rule = _("stands in line %(first)s already")
                yield Fault(file, row.line, field, str(rule) % {"first": first})
