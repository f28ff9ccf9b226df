"""The versions of the rules, read from their files and checked to the line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common import lines
from haicap.common.errors import Invalid
from haicap.standards.table import Quantity, Told, Words
from haicap.units.models import Kind

DATA = Path(__file__).parent / "data"
Place = tuple[str | int, ...]
Said = Mapping[str, Any]


class RuleRefused(Invalid):
    """A line of a file of rules breaks a rule; names file, line, field and rule."""

    code = "standards.rule-refused"
    message = _("%(file)s:%(line)s %(field)s: %(rule)s")


def opened(path: Path) -> "Reader":
    """
    Open one file.

    :raises RuleRefused: if it is not YAML, or says something twice
    """
    try:
        lined = lines.read(path.read_text("utf-8"))
    except lines.NotYaml as error:
        raise RuleRefused("yaml", str(error), file=path.name, line=error.line) from error
    reader = Reader(path.name, lined)
    for at in lined.repeated:
        raise reader.refusal(at[:-1], str(at[-1]), _("must be there only once"))
    return reader


def quantities(path: Path = DATA / "quantities.yaml") -> dict[str, Quantity]:
    """
    Read the figures that rules may ask for.

    :raises RuleRefused: if a line breaks a rule
    """
    reader = opened(path)
    found: dict[str, Quantity] = {}
    for index, each in enumerate(reader.lined.data):
        at = (index,)
        reader.only(each, at, "name told title_vi title_en unit most")
        name = reader.text(each, "name", at)
        if name in found:
            raise reader.refusal(at, "name", _("must be there only once"))
        if each.get("told") not in set(Told):
            raise reader.refusal(at, "told", _("must be number, yes-no or points"))
        title, unit = reader.words(each, "title", at), each.get("unit", "")
        found[name] = Quantity(
            name, title, Told(each["told"]), unit, reader.number(each, "most", at)
        )
    return found


@dataclass(frozen=True)
class Reader:
    """One file, with the line of each of its values."""

    file: str
    lined: lines.Lined

    def each(self, said: Said, key: str, at: Place) -> Iterator[tuple[Said, Place]]:
        """Give the parts of a list with their places."""
        for index, one in enumerate(said.get(key) or ()):
            yield one, (*at, key, index)

    def only(self, said: Said, at: Place, known: str) -> None:
        """Refuse a key that is not known: it would be left out in silence."""
        for key in said:
            if key not in known.split():
                raise self.refusal(at, key, _("is not known here"))

    def text(self, said: Said, key: str, at: Place) -> str:
        """Give a text that must be there."""
        if not said.get(key):
            raise self.refusal(at, key, _("must not be empty"))
        return str(said[key])

    def words(self, said: Said, key: str, at: Place) -> Words:
        """Give a text in both languages, which must be there."""
        return Words((self.text(said, f"{key}_vi", at), self.text(said, f"{key}_en", at)))

    def note(self, said: Said, at: Place, key: str = "note") -> Words:
        """Give a text in both languages, or in neither."""
        if f"{key}_vi" in said or f"{key}_en" in said:
            return self.words(said, key, at)
        return Words(("", ""))

    def number(self, said: Said, key: str, at: Place) -> Fraction | None:
        """Give a number exactly as it is written; None where it is left out."""
        if not said.get(key):
            return None
        try:
            found = Fraction(said[key])
        except (ValueError, ZeroDivisionError) as error:
            raise self.refusal(at, key, _("must be a number such as 0.5")) from error
        if found < 0:
            raise self.refusal(at, key, _("must not be negative"))
        return found

    def needed(self, said: Said, key: str, at: Place) -> Fraction:
        """Give a number that must be there."""
        found = self.number(said, key, at)
        if found is None:
            raise self.refusal(at, key, _("must not be empty"))
        return found

    def percent(self, said: Said, key: str, at: Place) -> Fraction:
        """Give a percentage above 0."""
        found = self.needed(said, key, at)
        if not 0 < found <= 100:
            raise self.refusal(at, key, _("must be a percentage"))
        return found

    def sure(self, said: Said, at: Place) -> int | None:
        """Give how sure the numbers are."""
        return int(self.percent(said, "sure", at)) if said.get("sure") else None

    def yes(self, said: Said, key: str, at: Place) -> bool:
        """Give a yes or a no; no where it is left out."""
        if said.get(key, "no") not in ("yes", "no"):
            raise self.refusal(at, key, _("must be yes or no"))
        return bool(said.get(key) == "yes")

    def one_of(self, said: Said, key: str, at: Place, allowed: str) -> str:
        """Give one of some words."""
        if said.get(key) not in allowed.split():
            raise self.refusal(at, key, _("is not one of the words that it may be"))
        return str(said[key])

    def kinds(self, said: Said, at: Place, *, needed: bool = True) -> frozenset[str]:
        """Give kinds of unit."""
        kinds = frozenset(said.get("kinds") or ())
        if (needed and not kinds) or not kinds <= set(Kind.values):
            raise self.refusal(at, "kinds", _("must name kinds of unit"))
        return kinds

    def day(self, said: Said, key: str, at: Place) -> date | None:
        """Give a day; None where it is left out."""
        if not said.get(key):
            return None
        try:
            return date.fromisoformat(said[key])
        except ValueError as error:
            raise self.refusal(at, key, _("must be a day such as 2025-07-01")) from error

    def refusal(self, at: Place, field: str, rule: str | Promise) -> RuleRefused:
        """Make a refusal that names the line."""
        line = self.lined.line((*at, field))
        return RuleRefused(field, rule, file=self.file, line=line)
