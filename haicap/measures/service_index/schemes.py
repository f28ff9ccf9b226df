"""The versions of the index, read from their files and checked to the line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common import lines
from haicap.common.errors import Invalid, NotFound
from haicap.measures.measure import Words
from haicap.measures.service_index.scheme import (
    Bundle,
    Criterion,
    Empty,
    Group,
    Judged,
    Scheme,
    TimeLimit,
    Watched,
)

DATA = Path(__file__).parents[1] / "data" / "service_index"
Place = tuple[str | int, ...]
Said = Mapping[str, Any]


class LineRefused(Invalid):
    """A line of a scheme breaks a rule; names file, line, field and rule."""

    code = "measures.scheme-line-refused"
    message = _("%(file)s:%(line)s %(field)s: %(rule)s")


class NoScheme(NotFound):
    """No version of the index was in force; ``first`` is the day of the earliest."""

    code = "measures.no-scheme"
    message = _(
        "No service index was in force on %(value)s; the first is from %(first)s."
    )


def scheme_on(day: date, folder: Path = DATA) -> Scheme:
    """
    Give the version in force on the day.

    :raises NoScheme: before the first one
    """
    schemes = all_schemes(folder)
    for scheme in schemes:
        if scheme.is_valid(day):
            return scheme
    first = min(scheme.valid_from for scheme in schemes)
    raise NoScheme(value=day.isoformat(), first=first.isoformat())


@lru_cache(maxsize=4)
def all_schemes(folder: Path = DATA) -> tuple[Scheme, ...]:
    """
    Read every file of the folder, the newest version first.

    :raises LineRefused: if a line breaks a rule
    """
    found = [read(path) for path in sorted(folder.glob("*.yaml"))]
    return tuple(sorted(found, key=lambda scheme: scheme.valid_from, reverse=True))


def read(path: Path) -> Scheme:
    """
    Read one file.

    :raises LineRefused: if a line breaks a rule
    """
    try:
        lined = lines.read(path.read_text("utf-8"))
    except lines.NotYaml as error:
        said = {"file": path.name, "line": error.line}
        raise LineRefused("yaml", str(error), **said) from error
    return _Reader(path.name, lined).scheme()


@dataclass(frozen=True)
class _Reader:
    """One file, with the line of each of its values."""

    file: str
    lined: lines.Lined

    def scheme(self) -> Scheme:
        said = self.lined.data
        found = Scheme(
            ground=self.text(said, "ground", ()),
            title=self.words(said, "title", ()),
            valid_from=self.day(said, "valid_from", ()) or date.min,
            valid_until=self.day(said, "valid_until", ()),
            source=said.get("source", ""),
            note=said.get("note", ""),
            groups=tuple(self.groups(said)),
            watched=tuple(
                Watched(
                    self.whole(each, "number", at) or 0,
                    self.words(each, "name", at),
                    self.levels(each, at),
                )
                for each, at in self.each(said, "watched", ())
            ),
            groupings={
                name: tuple(self.bundles(said, name))
                for name in said.get("groupings", {})
            },
            limits=tuple(
                TimeLimit(
                    self.text(each, "code", at),
                    self.whole(each, "before", at),
                    self.whole(each, "after", at),
                    Judged(each["level"]) if "level" in each else None,
                    self.whole(each, "sure", at) or 0,
                )
                for each, at in self.each(said, "limits", ())
            ),
        )
        codes = [each.code for group in found.groups for each in group.criteria]
        if len(codes) != len(set(codes)):
            raise self.refusal(("groups",), "code", _("must be there only once"))
        return found

    def groups(self, said: Said) -> Iterator[Group]:
        for each, at in self.each(said, "groups", ()):
            criteria = tuple(
                self.criterion(one, where)
                for one, where in self.each(each, "criteria", at)
            )
            points = self.number(each, "points", at)
            if sum((one.points for one in criteria), Fraction(0)) != points:
                rule = _("must be the sum of the points of its criteria")
                raise self.refusal(at, "points", rule)
            code = self.text(each, "code", at)
            yield Group(code, self.words(each, "name", at), points, criteria)

    def criterion(self, said: Said, at: Place) -> Criterion:
        target = self.number(said, "target", at) if "target" in said else Fraction(1)
        if not 0 < target <= 1:
            raise self.refusal(at, "target", _("must lie between 0 and 1"))
        if said.get("empty") not in set(Empty):
            raise self.refusal(at, "empty", _("must be full, zero or unknown"))
        return Criterion(
            code=self.text(said, "code", at),
            points=self.number(said, "points", at),
            name=self.words(said, "name", at),
            numerator=self.words(said, "numerator", at),
            denominator=self.words(said, "denominator", at),
            empty=Empty(said["empty"]),
            sure=self.whole(said, "sure", at) or 0,
            number=self.whole(said, "number", at),
            target=target,
            levels=self.levels(said, at),
            note=said.get("note", ""),
        )

    def bundles(self, said: Said, name: str) -> Iterator[Bundle]:
        names = {group["code"]: group for group in said["groups"]}
        for each, at in self.each(said["groupings"], name, ("groupings",)):
            codes = tuple(each.get("groups", ()))
            if not codes or not set(codes) <= set(names):
                raise self.refusal(at, "groups", _("must name groups of this file"))
            only = names[codes[0]] if "name_vi" not in each else each
            yield Bundle(self.words(only, "name", at), codes)

    def each(self, said: Said, key: str, at: Place) -> Iterator[tuple[Said, Place]]:
        for index, one in enumerate(said.get(key, ())):
            yield one, (*at, key, index)

    def text(self, said: Said, key: str, at: Place) -> str:
        if not said.get(key):
            raise self.refusal(at, key, _("must not be empty"))
        return str(said[key])

    def words(self, said: Said, key: str, at: Place) -> Words:
        return Words(self.text(said, f"{key}_vi", at), self.text(said, f"{key}_en", at))

    def levels(self, said: Said, at: Place) -> frozenset[Judged]:
        named = said.get("levels", list(Judged))
        if not set(named) <= set(Judged):
            rule = _("must be among ministry, province and commune")
            raise self.refusal(at, "levels", rule)
        return frozenset(Judged(level) for level in named)

    def number(self, said: Said, key: str, at: Place) -> Fraction:
        try:
            return Fraction(self.text(said, key, at))
        except ValueError as error:
            raise self.refusal(at, key, _("must be a number such as 0.80")) from error

    def whole(self, said: Said, key: str, at: Place) -> int | None:
        if not said.get(key):
            return None
        if not str(said[key]).isdecimal():
            raise self.refusal(at, key, _("must be a whole number"))
        return int(said[key])

    def day(self, said: Said, key: str, at: Place) -> date | None:
        if not said.get(key):
            return None
        try:
            return date.fromisoformat(said[key])
        except ValueError as error:
            raise self.refusal(at, key, _("must be a day such as 2025-07-01")) from error

    def refusal(self, at: Place, field: str, rule: str | Promise) -> LineRefused:
        line = self.lined.line((*at, field))
        return LineRefused(field, rule, file=self.file, line=line)
