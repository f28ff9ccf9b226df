"""
The catalogue as files that people read and edit: reading them, and finding every fault.

No database is needed, so that a province can check its files anywhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as column
from functools import cache
from pathlib import Path as File
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Refused
from haicap.common.lines import Lined, NotYaml, Path, read
from haicap.procedures import rules
from haicap.procedures.shape import FILE

BUNDLED: Final = File(__file__).parent / "catalogue"
HEAD: Final = ("field", "field_en", "ministry")
ABOUT_VERSION: Final = frozenset({"from", "until", "decision", "change"})
"""What says since when and by whom, and not what the procedure is."""

Content = dict[str, Any]
Decision = dict[str, Any]


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a file; ``code`` is stable, ``rule`` is for people."""

    file: str
    line: int
    procedure: str
    field: str
    code: str
    rule: str = column(compare=False)

    def __str__(self) -> str:
        about = f"{self.procedure}: " if self.procedure else ""
        return f"{self.file}:{self.line}: {about}{self.field}: {self.rule} [{self.code}]"


class CatalogueRefused(Refused):
    """Files with faults; nothing of them was loaded."""

    code = "procedures.catalogue-refused"
    message = _("The catalogue has %(count)s faults; the first: %(first)s")
    status = 422

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(count=len(faults), first=str(faults[0]), faults=faults)


@dataclass
class Catalogue:
    """What files say, as far as it could be read, and every fault that was found."""

    procedures: list[Content] = column(default_factory=list)
    decisions: list[Decision] = column(default_factory=list)
    faults: list[Fault] = column(default_factory=list)

    def sound(self) -> "Catalogue":
        """
        Give the catalogue back if nothing is wrong with it.

        :raises CatalogueRefused: if there is a fault
        """
        if self.faults:
            raise CatalogueRefused(self.faults)
        return self

    def names(self) -> dict[str, Content]:
        """The procedures by slug and, where there is one, by code."""
        found = {p["slug"]: p for p in self.procedures if "slug" in p}
        return found | {p["code"]: p for p in self.procedures if "code" in p}


def bundled_files() -> list[File]:
    """The files that come with the program."""
    return sorted(BUNDLED.glob("*.yaml"))


@cache
def bundled() -> Catalogue:
    """The bundled catalogue, read once."""
    return read_files(bundled_files())


def check(files: Iterable[File], known: dict[str, Content] | None = None) -> list[Fault]:
    """
    Find every fault of the files, in the order of the lines.

    ``known`` are procedures outside them that legs and decisions may name.
    """
    return read_files(files, known).faults


def read_files(
    files: Iterable[File], known: dict[str, Content] | None = None
) -> Catalogue:
    """Read files as one catalogue."""
    texts = ((file.name, file.read_text(encoding="utf-8")) for file in files)
    return read_texts(texts, known)


def read_texts(
    texts: Iterable[tuple[str, str]], known: dict[str, Content] | None = None
) -> Catalogue:
    """Read named texts as one catalogue."""
    sources = [_Source(name, text) for name, text in texts]
    found = Catalogue()
    for source in sources:
        found.procedures += source.procedures()
        found.decisions += source.decisions()
    names = (known or {}) | found.names()
    _check_duplicates(sources)
    for source in sources:
        source.check_against(names)
        found.faults += sorted(source.faults)
    return found


def content_hash(procedure: Content) -> str:
    """Hash what a procedure says, whatever the order of its keys and since whenever."""
    said = {key: value for key, value in procedure.items() if key not in ABOUT_VERSION}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class _Source:
    """One file, its reading, and what is wrong in it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.told: set[Path] = set()
        self.lined = Lined()
        self.data: dict[str, Any] = {}
        try:
            self.lined = read(text)
        except NotYaml as error:
            self.faults.append(Fault(name, error.line, "", "", "not-yaml", str(error)))
            return
        if self.lined.data is None:
            self.lined.data = {}
        for path in self.lined.repeated:
            self.tell(path, "duplicate-key", _("stands here a second time"))
        self.data = FILE(self.lined.data, (), self.tell)
        for index, procedure in self.each():
            rules.check_procedure(procedure, ("procedures", index), self.tell)
            for key in HEAD:
                procedure.setdefault(key, self.data.get(key, ""))
            if not procedure["field"]:
                rule = _("must be given here or at the head of the file")
                self.tell(("procedures", index, "field"), "missing-key", rule)

    def each(self) -> Iterator[tuple[int, Content]]:
        return iter(enumerate(self.data.get("procedures", [])))

    def procedures(self) -> list[Content]:
        return [procedure for _index, procedure in self.each()]

    def decisions(self) -> list[Decision]:
        found: list[Decision] = self.data.get("decisions", [])
        return found

    def check_against(self, names: dict[str, Content]) -> None:
        for index, procedure in self.each():
            rules.check_legs(procedure, names, ("procedures", index), self.tell)
        for index, decision in enumerate(self.decisions()):
            rules.check_decision(decision, names, ("decisions", index), self.tell)

    def tell(self, path: Path, code: str, rule: str | Promise) -> None:
        """Keep a fault; what is given but badly is not told of as missing too."""
        badly = any(told[: len(path)] == path for told in self.told)
        if badly and code.startswith("missing-part"):
            return
        self.told.add(path)
        about = self._about(path)
        inner = path[2:] if about else path
        where = ".".join(str(part) for part in inner)
        line = self.lined.line(path)
        self.faults.append(Fault(self.name, line, about, where, code, str(rule)))

    def _about(self, path: Path) -> str:
        """The procedure (or decision) a fault lies in, as its file calls it."""
        named = {"procedures": ("slug", "code", "name"), "decisions": ("number",)}
        if len(path) < 2 or path[0] not in named or not isinstance(path[1], int):
            return ""
        part = self.lined.data[path[0]][path[1]]
        said = part if isinstance(part, dict) else {}
        keys = [said[key] for key in named[str(path[0])] if said.get(key)]
        return str(keys[0]) if keys else f"{path[0]} {path[1] + 1}"


def _check_duplicates(sources: list[_Source]) -> None:
    for key, code in (("slug", "duplicate-slug"), ("code", "duplicate-code")):
        seen: dict[str, str] = {}
        for source in sources:
            for index, procedure in source.each():
                said = procedure.get(key)
                if said in seen:
                    rule = _("“%(value)s” stands already in %(place)s")
                    place = {"value": said, "place": seen[said]}
                    source.tell(("procedures", index, key), code, rule % place)
                elif said:
                    line = source.lined.line(("procedures", index, key))
                    seen[said] = f"{source.name}:{line}"
