"""Which rules are in force on a day: the bundled files, made into tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.standards.points import Between, Line, Scaled
from haicap.standards.reading import DATA, Place, Reader, Said, opened, quantities
from haicap.standards.table import (
    Classes,
    ClassRule,
    Criterion,
    Least,
    Quantity,
    Reduction,
    Requirement,
    Rules,
    Scale,
    ScoreTable,
    Settled,
    Standards,
    StandardTable,
    Told,
    Way,
    Words,
)

HEAD = (
    "what document title_vi title_en valid_from valid_until source note_vi note_en tables"
)
CLASSES = {"special", "I", "II", "III"}
R = TypeVar("R", bound=Rules)


class NoRules(NotFound):
    """No rules of this sort were in force on the day; ``first`` is the day of the earliest."""

    code = "standards.no-rules"
    message = _("No rules were in force on %(value)s; the first are from %(first)s.")


def classes_on(day: date) -> Classes:
    """
    Give the classification in force on the day.

    :raises NoRules: before the first one
    """
    return _on(day, (each for each in bundled() if isinstance(each, Classes)))


def standards_on(day: date) -> Standards:
    """
    Give the standards in force on the day.

    :raises NoRules: before the first ones
    """
    return _on(day, (each for each in bundled() if isinstance(each, Standards)))


def _on(day: date, versions: Iterable[R]) -> R:
    all_ = sorted(versions, key=lambda each: each.valid_from)
    for each in all_:
        if each.is_valid(day):
            return each
    raise NoRules(value=day.isoformat(), first=all_[0].valid_from.isoformat())


@lru_cache(maxsize=1)
def known() -> dict[str, Quantity]:
    """Give the figures that rules may ask for, by name."""
    return quantities()


@lru_cache(maxsize=1)
def bundled() -> tuple[Rules, ...]:
    """
    Read every bundled file of rules.

    :raises RuleRefused: if a line breaks a rule
    """
    return tuple(read(path) for path in sorted((DATA / "rules").glob("*.yaml")))


def read(path: Path, figures: Mapping[str, Quantity] | None = None) -> Rules:
    """
    Read one file.

    :raises RuleRefused: if a line breaks a rule
    """
    reader = opened(path)
    maker = _Maker(reader, known() if figures is None else figures)
    said = reader.lined.data
    what = reader.one_of(said, "what", (), "classification standards")
    return maker.classes(said) if what == "classification" else maker.standards(said)


@dataclass(frozen=True)
class _Maker:
    """Makes tables of what a file says."""

    reader: Reader
    figures: Mapping[str, Quantity]

    def head(self, said: Said) -> dict[str, Any]:
        """What every file begins with."""
        r = self.reader
        since, until = r.day(said, "valid_from", ()), r.day(said, "valid_until", ())
        if since is None:
            raise r.refusal((), "valid_from", _("must not be empty"))
        if until is not None and until <= since:
            raise r.refusal((), "valid_until", _("must be after the first day"))
        return {
            "document": r.text(said, "document", ()),
            "title": r.words(said, "title", ()),
            "valid_from": since,
            "valid_until": until,
            "source": r.text(said, "source", ()),
            "note": r.note(said, ()),
        }

    def classes(self, said: Said) -> Classes:
        """A version of the classification."""
        r = self.reader
        r.only(said, (), f"{HEAD} between priority settled classes")
        priority = said.get("priority") or {}
        return Classes(
            **self.head(said),
            between=Between(r.one_of(said, "between", (), "linear whole unknown")),
            settled=tuple(self.settled(*each) for each in r.each(said, "settled", ())),
            classes=tuple(self.class_(*each) for each in r.each(said, "classes", ())),
            tables=tuple(self.scores(*each) for each in r.each(said, "tables", ())),
            priority_most=r.number(priority, "most", ("priority",)),
            priority_note=r.note(priority, ("priority",)),
        )

    def settled(self, said: Said, at: Place) -> Settled:
        """Units whose class the law names."""
        r = self.reader
        r.only(said, at, "class codes kinds clause")
        codes = frozenset(said.get("codes") or ())
        kinds = r.kinds(said, at, needed=not codes)
        return Settled(self.code(said, at), codes, kinds, said.get("clause", ""))

    def class_(self, said: Said, at: Place) -> ClassRule:
        """From how many points a class begins."""
        r = self.reader
        r.only(said, at, "class from kinds bare when clause")
        return ClassRule(
            code=self.code(said, at),
            start=r.number(said, "from", at),
            kinds=r.kinds(said, at),
            bare=r.yes(said, "bare", at),
            when=self.yes_no(said, "when", at),
            clause=said.get("clause", ""),
        )

    def code(self, said: Said, at: Place) -> str:
        """One of the classes."""
        if said.get("class") not in CLASSES:
            raise self.reader.refusal(at, "class", _("must be special, I, II or III"))
        return str(said["class"])

    def scores(self, said: Said, at: Place) -> ScoreTable:
        """The criteria for some kinds of unit."""
        r = self.reader
        r.only(said, at, "kinds clause criteria")
        made = tuple(self.criterion(*each) for each in r.each(said, "criteria", at))
        codes = [each.code for each in made]
        if len(codes) != len(set(codes)) or not codes:
            raise r.refusal(at, "criteria", _("must be there, each only once"))
        return ScoreTable(r.kinds(said, at), said.get("clause", ""), made)

    def criterion(self, said: Said, at: Place) -> Criterion:
        """One line of a table of points."""
        r = self.reader
        r.only(
            said, at,
            "code group title_vi title_en clause ways most sure note_vi note_en",
        )  # fmt: skip
        ways = tuple(self.way(*each) for each in r.each(said, "ways", at))
        mosts = [way.fixed if way.line is None else way.line.most for way in ways]
        ends = [each for each in mosts if each is not None]
        most = max(ends) if ends and len(ends) == len(mosts) else None
        return Criterion(
            code=r.text(said, "code", at),
            group=r.text(said, "group", at),
            title=r.words(said, "title", at),
            clause=said.get("clause", ""),
            ways=ways,
            most=most if ways else r.number(said, "most", at),
            sure=r.sure(said, at),
            note=r.note(said, at),
        )

    def way(self, said: Said, at: Place) -> Way:
        """One way to earn points."""
        r = self.reader
        r.only(
            said, at,
            "when value points from per add most falls at_least scales clause",
        )  # fmt: skip
        points = r.needed(said, "points", at)
        value = self.figure(said, "value", at, Told.NUMBER) if "value" in said else ""
        return Way(
            when=self.yes_no(said, "when", at),
            value=value,
            fixed=points,
            line=self.line(said, at) if value else None,
            scales=tuple(self.scale(*each) for each in r.each(said, "scales", at)),
            clause=said.get("clause", ""),
        )

    def line(self, said: Said, at: Place) -> Line:
        """Start, steps and end."""
        r = self.reader
        step = r.number(said, "per", at)
        if step == 0:
            raise r.refusal(at, "per", _("must be above 0"))
        points, most = r.needed(said, "points", at), r.number(said, "most", at)
        if most is not None and most < points:
            raise r.refusal(at, "most", _("must not be below the first points"))
        return Line(
            start=r.needed(said, "from", at),
            points=points,
            step=step,
            add=r.number(said, "add", at),
            most=most,
            falls=r.yes(said, "falls", at),
            at_least=r.number(said, "at_least", at),
        )

    def scale(self, said: Said, at: Place) -> Scale:
        """A reduced level."""
        r = self.reader
        r.only(said, at, "when percent what clause")
        what = Scaled(r.one_of(said, "what", at, "start both unknown"))
        when = self.figure(said, "when", at, Told.YES_NO)
        return Scale(when, r.percent(said, "percent", at), what, said.get("clause", ""))

    def standards(self, said: Said) -> Standards:
        """A version of the standards."""
        r = self.reader
        r.only(said, (), HEAD)
        made = tuple(self.standard(*each) for each in r.each(said, "tables", ()))
        return Standards(**self.head(said), tables=made)

    def standard(self, said: Said, at: Place) -> StandardTable:
        """What units of some kinds must have."""
        r = self.reader
        r.only(said, at, "kinds clause requirements note_vi note_en")
        asked = tuple(self.requirement(*e) for e in r.each(said, "requirements", at))
        return StandardTable(
            r.kinds(said, at), said.get("clause", ""), asked, r.note(said, at)
        )

    def requirement(self, said: Said, at: Place) -> Requirement:
        """One thing that a unit must have."""
        r = self.reader
        r.only(said, at, "value least leasts clause open sure note_vi note_en")
        value = self.figure(said, "value", at)
        leasts = tuple(self.least(*each) for each in r.each(said, "leasts", at))
        if not leasts:
            is_yes = self.figures[value].told == Told.YES_NO
            said = {**said, "least": "1"} if is_yes else said
            leasts = (Least("", r.needed(said, "least", at), "", ()),)
        if leasts[-1].when:
            raise r.refusal(at, "leasts", _("the last must be for all others"))
        note: Words = r.note(said, at)
        is_open = r.yes(said, "open", at)
        return Requirement(
            value, said.get("clause", ""), leasts, is_open, r.sure(said, at), note
        )

    def least(self, said: Said, at: Place) -> Least:
        """A least number with its reductions."""
        r = self.reader
        r.only(said, at, "when least clause reductions")
        reductions = tuple(
            Reduction(
                self.figure(one, "when", where, Told.YES_NO),
                r.percent(one, "percent", where),
                one.get("clause", ""),
            )
            for one, where in r.each(said, "reductions", at)
        )
        return Least(
            self.yes_no(said, "when", at), r.needed(said, "least", at),
            said.get("clause", ""), reductions,
        )  # fmt: skip

    def yes_no(self, said: Said, key: str, at: Place) -> str:
        """A yes-or-no figure, or nothing."""
        return self.figure(said, key, at, Told.YES_NO) if key in said else ""

    def figure(self, said: Said, key: str, at: Place, told: Told | None = None) -> str:
        """A figure that is known, told in this way."""
        name = self.reader.text(said, key, at)
        of = self.figures.get(name)
        if of is None or (told is not None and of.told != told):
            rule = _("is not a figure of this sort in quantities.yaml")
            raise self.reader.refusal(at, key, rule)
        return name
