"""
Integrity checks: each is one file that finds rows which ought not to be there.

A room keeps its checks under ``<room>/checks/``: a ``.sql`` file with a head of comments, or
a ``.py`` file whose docstring is that head and whose ``rows()`` gives the faults. The head
names title, severity (error or warning), why (with the law or the rule) and remedy; a title
in Vietnamese is ``title-vi``. The first column of a row says what is at fault.
"""

import ast
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils.translation import get_language

ROOMS = Path(__file__).resolve().parents[1]
KEYS = ("title", "severity", "why", "remedy")
SEVERITIES = ("error", "warning")
LINE = re.compile(r"^([a-z]+(?:-vi)?): (.+)$")


class BadCheck(Exception):
    """The head of a check is not complete; a fault of this program."""


@dataclass(frozen=True)
class Check:
    """One rule of integrity, as its file states it."""

    name: str
    room: str
    path: Path
    head: dict[str, str]

    @property
    def severity(self) -> str:
        return self.head["severity"]

    def text(self, key: str) -> str:
        """Give title, why or remedy in the active language, else in English."""
        if (get_language() or "").startswith("vi"):
            return self.head.get(f"{key}-vi", self.head[key])
        return self.head[key]


@dataclass(frozen=True)
class Outcome:
    """What a check found: how many faults, and the first of them."""

    check: Check
    count: int
    rows: list[tuple[str, ...]] = field(default_factory=list)
    seconds: float = 0.0
    broken: str = ""  # what the database said when the check itself could not run

    @property
    def is_error(self) -> bool:
        return bool(self.broken) or (self.count > 0 and self.check.severity == "error")


def find_checks(folder: Path = ROOMS) -> list[Check]:
    """
    List every check of every room, by room and name.

    :raises BadCheck: if a head is not complete or a name is used twice
    """
    paths = [*folder.glob("*/checks/*.sql"), *folder.glob("*/checks/*.py")]
    found = [_read(path) for path in sorted(paths) if path.stem != "__init__"]
    names = [check.name for check in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise BadCheck(f"checks named twice: {', '.join(sorted(twice))}")
    return found


def run(check: Check, limit: int = 20) -> Outcome:
    """Run a check without any right to write; gives at most ``limit`` rows, but counts all."""
    begun = time.perf_counter()
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            count, rows = _faults(check, limit)
    except DatabaseError as error:
        return Outcome(check, 0, [], time.perf_counter() - begun, str(error).strip())
    return Outcome(check, count, rows, time.perf_counter() - begun)


def _faults(check: Check, limit: int) -> tuple[int, list[tuple[str, ...]]]:
    if check.path.suffix == ".sql":
        return _faults_of_sql(check.path.read_text(encoding="utf-8"), limit)
    module = import_module(f"haicap.{check.room}.checks.{check.name}")
    rows: Callable[[], Iterable[tuple[Any, ...]]] = module.rows
    faults = iter(rows())
    first = [_text(row) for row in islice(faults, limit)]
    return len(first) + sum(1 for _ in faults), first


def _faults_of_sql(query: str, limit: int) -> tuple[int, list[tuple[str, ...]]]:
    # A count beside the first rows, so that a million faults cost no memory here.
    body = query.strip().rstrip(";")
    counted = f"SELECT count(*) OVER (), f.* FROM (\n{body}\n) f LIMIT {max(limit, 1):d}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counted)
        found = cursor.fetchall()
    count = found[0][0] if found else 0
    return count, [_text(row[1:]) for row in found[:limit]]


def _text(row: Iterable[Any]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in row)


def _read(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        lines = [line[3:] for line in text.splitlines() if line.startswith("-- ")]
    else:
        lines = (ast.get_docstring(ast.parse(text)) or "").splitlines()
    head = _head(lines)
    missing = [key for key in KEYS if not head.get(key)]
    if missing or head["severity"] not in SEVERITIES:
        raise BadCheck(
            f"{path.name}: the head lacks {', '.join(missing) or 'a severity'}"
        )
    return Check(path.stem, path.parents[1].name, path, head)


def _head(lines: Iterable[str]) -> dict[str, str]:
    """Read ``key: text`` lines; a line that continues one is indented by two spaces."""
    head: dict[str, str] = {}
    key = ""
    for line in lines:
        begun = LINE.match(line)
        if begun:
            key = begun[1]
            head[key] = begun[2].strip()
        elif key and line.startswith("  "):
            head[key] += " " + line.strip()
    return head
