"""The class of a unit and whether it meets its standards, each with all that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.standards import judging
from haicap.standards.judging import Judged, Verdict
from haicap.standards.names import amount
from haicap.standards.rules import classes_on, standards_on
from haicap.standards.scoring import Score, score
from haicap.standards.table import Classes, Settled, Standards, StandardTable
from haicap.standards.values import Known, known_of
from haicap.units.find import by_code
from haicap.units.models import TerritoryVersion


class NoTable(NotFound):
    """The rules of the day say nothing of units of this kind."""

    code = "standards.no-table"
    message = _("%(document)s says nothing of units of the kind “%(value)s”.")


@dataclass(frozen=True)
class Classified:
    """The class of a unit on a day; ``settled`` where the law names it without points."""

    unit: TerritoryVersion
    on: date
    rules: Classes
    known: Mapping[str, Known]
    settled: Settled | None
    score: Score | None

    @property
    def decided(self) -> str:
        """The class; empty when it cannot be decided."""
        if self.settled is not None:
            return self.settled.code
        return self.score.decided if self.score is not None else ""


@dataclass(frozen=True)
class Checked:
    """Whether a unit meets the standards of its kind on a day."""

    unit: TerritoryVersion
    on: date
    rules: Standards
    known: Mapping[str, Known]
    table: StandardTable
    judged: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """What can be said of all of them together."""
        return judging.together(self.judged)


def read_given(said: Mapping[str, str]) -> dict[str, Fraction]:
    """
    Read figures that are given to try.

    :raises NoQuantity: if there is no figure of a name
    :raises Invalid: if one is filled in badly
    """
    return {name: amount(name, text) for name, text in said.items()}


def classify(
    code: str, on: date, given: Mapping[str, Fraction] | None = None
) -> Classified:
    """
    Classify the unit with this code by the rules of the day.

    :raises NoTerritory: if there is no such unit on the day
    :raises NoRules: before the first rules
    :raises NoTable: if the rules say nothing of units of its kind
    """
    unit, rules = by_code(code, on), classes_on(on)
    known = known_of(unit, on, given)
    settled = next(
        (e for e in rules.settled if unit.code in e.codes or unit.kind in e.kinds), None
    )
    values = {name: each.amount for name, each in known.items()}
    scored = None if settled is not None else score(rules, unit.kind, values)
    if settled is None and scored is None:
        raise NoTable(document=rules.document, value=str(unit.get_kind_display()))
    return Classified(unit, on, rules, known, settled, scored)


def check(code: str, on: date, given: Mapping[str, Fraction] | None = None) -> Checked:
    """
    Judge the unit with this code by the standards of the day.

    :raises NoTerritory: if there is no such unit on the day
    :raises NoRules: before the first rules
    :raises NoTable: if the rules say nothing of units of its kind
    """
    unit, rules = by_code(code, on), standards_on(on)
    table = rules.table(unit.kind)
    if table is None:
        raise NoTable(document=rules.document, value=str(unit.get_kind_display()))
    known = known_of(unit, on, given)
    values = {name: each.amount for name, each in known.items()}
    return Checked(unit, on, rules, known, table, tuple(judging.judge(table, values)))
