"""
Reading a plan from a file that people write, and finding what cannot be read, by its line.

    key: 2027-01-01-two-communes
    title: Two communes become one
    ground: 1/NQ-UBTVQH16
    effective: 2027-01-01
    units:
      - code: "14758"
        kind: ward
        name: Hàm Rồng
        parent: "38"
        from:
          - "14758"
          - {code: "14761", kind: part, share: 0.4, holds: [Thôn 1, Phố Bà Triệu]}
    endings: [{code: "001", into: "01"}]
    agencies:
      found: [{code: "14758.9", kind: service_centre, name_vi: …, unit: "14758", parent: "14758"}]
      close: ["38.14"]
      rename: [{code: "38", name_vi: …, name_en: …}]
      heirs: [{code: "001", to: ["00004"]}]
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path as File
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.lines import Lined, NotYaml, Path, read
from haicap.units.models import AgencyKind, Kind, SuccessionKind
from haicap.units.reorganise.faults import Fault
from haicap.units.reorganise.plan import (
    EVERY_MEASURE,
    Ending,
    Heir,
    Office,
    Origin,
    Plan,
    Unit,
)

Made = dict[str, Any]

HEAD = {"key", "title", "ground", "effective", "source", "units", "endings", "agencies"}
UNIT = {
    "code", "kind", "name", "parent", "from", "keeps", "latitude", "longitude",
    "area_km2", "population", "ground", "source",
}  # fmt: skip
ORIGIN = {
    "code", "kind", "share", "shares", "suggested", "doubtful", "holds", "source",
}  # fmt: skip
ENDING = {"code", "into"}
AGENCIES = {"found", "close", "rename", "heirs"}
OFFICE = {
    "code", "kind", "name_vi", "name_en", "unit", "parent", "field", "identifier",
    "ground", "assumed", "source",
}  # fmt: skip
NAME = {"code", "name_vi", "name_en"}
HEIR = {"code", "to"}
NUMBERS = ("latitude", "longitude", "area_km2", "population")
YES = {"yes", "true", "1"}


def read_plan(path: File) -> tuple[Plan | None, list[Fault]]:
    """Read a file; gives the plan, as far as it could be read, and every fault in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        said = _("the file is not text in UTF-8")
        return None, [Fault(path.name, 1, "", "not-text", said)]
    return parse(text, path.name)


def parse(text: str, file: str) -> tuple[Plan | None, list[Fault]]:
    """Read the text of a plan; ``file`` is what faults call it."""
    try:
        lined = read(text)
    except NotYaml as error:
        said = _("this is not YAML: %(problem)s")
        details: dict[str, object] = {"problem": str(error)}
        return None, [Fault(file, error.line, "", "not-yaml", said, details)]
    reader = _Reader(lined, file)
    return reader.plan(), sorted(reader.faults)


@dataclass
class _Reader:
    """Goes over the values with their lines; notes what is wrong and goes on."""

    lined: Lined
    file: str
    faults: list[Fault] = field(default_factory=list)

    def say(self, path: Path, code: str, rule: str | Promise, **details: object) -> None:
        line = self.lined.line(path)
        where = ".".join(str(part) for part in path)
        self.faults.append(Fault(self.file, line, where, code, rule, details))

    def mapping(self, said: Any, path: Path, known: set[str] | None) -> Made:
        """Values by name; ``known`` are the names that there may be, None for any."""
        if not isinstance(said, dict):
            self.say(path, "shape", _("here is something else than names with values"))
            return {}
        for name in said.keys() - (said.keys() if known is None else known):
            self.say((*path, name), "field", _("there is no such field"))
        return said

    def items(self, said: Made, name: str, path: Path) -> Iterator[tuple[Any, Path]]:
        values = said.get(name) or []
        if not isinstance(values, list):
            self.say((*path, name), "shape", _("here is something else than a list"))
            return
        for number, value in enumerate(values):
            yield value, (*path, name, number)

    def text(self, said: Made, name: str, path: Path, *, needed: bool = False) -> str:
        value = said.get(name, "")
        if not isinstance(value, str):
            self.say((*path, name), "shape", _("here is something else than a text"))
            return ""
        if needed and not value.strip():
            self.say((*path, name), "missing", _("this is missing"))
        return value.strip()

    def word(self, said: Made, name: str, path: Path, allowed: list[str]) -> str:
        value = self.text(said, name, path)
        if value not in allowed:
            words = ", ".join(allowed)
            self.say((*path, name), "word", _("write one of: %(words)s"), words=words)
        return value

    def plan(self) -> Plan | None:
        """The whole plan; None when not even its head can be read."""
        said = self.mapping(self.lined.data, (), HEAD)
        for path in self.lined.repeated:
            self.say(path, "repeated", _("this is told twice"))
        on = self.day(said)
        head = {
            name: self.text(said, name, (), needed=True)
            for name in ("key", "title", "ground")
        }
        if on is None:
            return None
        offices = self.mapping(said.get("agencies") or {}, ("agencies",), AGENCIES)
        here: Path = ("agencies",)
        return Plan(
            **head,
            effective_on=on,
            units=tuple(self.unit(*each) for each in self.items(said, "units", ())),
            endings=tuple(self.ending(*each) for each in self.items(said, "endings", ())),
            offices=tuple(
                self.office(*each) for each in self.items(offices, "found", here)
            ),
            closes=tuple(str(v) for v, _path in self.items(offices, "close", here)),
            names=dict(self.name(*each) for each in self.items(offices, "rename", here)),
            heirs=tuple(self.heir(*each) for each in self.items(offices, "heirs", here)),
            source=self.text(said, "source", ()),
            file=self.file,
        )

    def day(self, said: Made) -> date | None:
        try:
            return date.fromisoformat(self.text(said, "effective", ()))
        except ValueError:
            self.say(("effective",), "day", _("write the day as 2025-07-01"))
            return None

    def unit(self, value: Any, path: Path) -> Unit:
        said = self.mapping(value, path, UNIT)
        plain = {
            name: self.text(said, name, path)
            for name in ("keeps", "latitude", "longitude", "ground", "source")
        }
        numbers = {name: self.number(said, name, path) for name in NUMBERS}
        return Unit(
            code=self.text(said, "code", path, needed=True),
            kind=self.word(said, "kind", path, Kind.values),
            name=self.text(said, "name", path, needed=True),
            parent=self.text(said, "parent", path, needed=True),
            origins=tuple(self.origin(*each) for each in self.items(said, "from", path)),
            **(plain | numbers),
            line=self.lined.line(path),
        )

    def number(self, said: Made, name: str, path: Path) -> str:
        value = self.text(said, name, path)
        if value and _decimal(value) is None:
            self.say((*path, name), "number", _("this is not a number"))
            return ""
        return value

    def origin(self, value: Any, path: Path) -> Origin:
        said = (
            {"code": value}
            if isinstance(value, str)
            else self.mapping(value, path, ORIGIN)
        )
        kinds = [k for k in SuccessionKind.values if k != SuccessionKind.ABOLISHED]
        how = {"kind": SuccessionKind.WHOLE.value, **said}
        return Origin(
            code=self.text(said, "code", path, needed=True),
            kind=self.word(how, "kind", path, kinds),
            suggested=self.text(said, "suggested", path) in YES,
            is_doubtful=self.text(said, "doubtful", path) in YES,
            shares=self.shares(said, path),
            holds=tuple(str(name) for name, _path in self.items(said, "holds", path)),
            source=self.text(said, "source", path),
            line=self.lined.line(path),
        )

    def shares(self, said: Made, path: Path) -> dict[str, Decimal]:
        given = dict(self.mapping(said.get("shares") or {}, (*path, "shares"), None))
        if "share" in said:
            given[EVERY_MEASURE] = said["share"]
        found = {}
        for measure, value in given.items():
            share = _decimal(str(value))
            where = (*path, "shares", measure) if measure else (*path, "share")
            if share is None:
                self.say(where, "number", _("this is not a number"))
            else:
                found[measure] = share
        return found

    def ending(self, value: Any, path: Path) -> Ending:
        said = self.mapping(value, path, ENDING)
        code, into = (self.text(said, n, path, needed=True) for n in ("code", "into"))
        return Ending(code, into, self.lined.line(path))

    def office(self, value: Any, path: Path) -> Office:
        said = self.mapping(value, path, OFFICE)
        plain: Made = {
            name: self.text(said, name, path, needed=name in ("code", "name_vi", "unit"))
            for name in OFFICE - {"kind", "assumed"}
        }
        return Office(
            **plain,
            kind=self.word(said, "kind", path, AgencyKind.values),
            is_assumed=self.text(said, "assumed", path) in YES,
            line=self.lined.line(path),
        )

    def name(self, value: Any, path: Path) -> tuple[str, tuple[str, str]]:
        said = self.mapping(value, path, NAME)
        called = self.text(said, "name_vi", path, needed=True)
        code = self.text(said, "code", path, needed=True)
        return code, (called, self.text(said, "name_en", path))

    def heir(self, value: Any, path: Path) -> Heir:
        said = self.mapping(value, path, HEIR)
        to = tuple(str(code) for code, _path in self.items(said, "to", path))
        if not to:
            self.say((*path, "to"), "missing", _("this is missing"))
        return Heir(self.text(said, "code", path), to, self.lined.line(path))


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
