"""The index of a unit for a period: counted here, completed by what is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid, NotFound
from haicap.measures.observed.places import place
from haicap.measures.registry import nearest
from haicap.measures.service_index import counting
from haicap.measures.service_index.counting import Asked
from haicap.measures.service_index.schemes import scheme_on
from haicap.measures.service_index.scoring import Part, Ratio, Score, score


class NoCriterion(NotFound):
    """The index has no criterion of this name; ``nearest`` is the one most like it."""

    code = "measures.no-criterion"
    message = _("The index has no criterion “%(value)s”; the nearest is “%(nearest)s”.")


class NoGrouping(NotFound):
    """The index has no grouping of this name; ``nearest`` is one that it has."""

    code = "measures.no-grouping"
    message = _("The index has no grouping “%(value)s”; the nearest is “%(nearest)s”.")


@dataclass(frozen=True)
class Index:
    """The score of a unit, with the period and until when the data reach."""

    asked: Asked
    score: Score
    given: frozenset[str]
    data_as_of: datetime | None


def index(
    code: str, *, since: date, until: date, given: Mapping[str, Ratio] | None = None
) -> Index:
    """
    Compute the index of the unit with this code, for the days from ``since`` until ``until``.

    ``given`` are ratios from elsewhere, by criterion; they win over what is counted here.

    :raises NoTerritory: if there is no such unit on the last day
    :raises NoCriterion: if something is given for what is no criterion
    :raises NoScheme: if no index was in force on the last day
    :raises Invalid: if the period has no day or the unit is neither province nor commune
    """
    if since >= until:
        raise Invalid("until", _("The period must have at least one day."))
    last = date.fromordinal(until.toordinal() - 1)
    scheme = scheme_on(last)
    for name in given or {}:
        if name not in scheme.criteria:
            raise NoCriterion(value=name, nearest=nearest(name, scheme.criteria))
    asked = Asked(place(code, last), since, until)
    found = {**counting.counted(asked), **(given or {})}
    return Index(
        asked,
        score(scheme, found, asked.level),
        frozenset(given or {}),
        counting.as_of(asked),
    )


def ratio(text: str) -> Ratio:
    """
    Read “1200/1300”.

    :raises Invalid: if it is not two numbers, none below zero
    """
    above, _stroke, below = text.partition("/")
    try:
        return Ratio(float(above), float(below))
    except ValueError as error:
        rule = _("must be a numerator and a denominator, such as 1200/1300")
        raise Invalid("given", rule) from error


def parts_of(found: Index, grouping: str | None) -> tuple[Part, ...]:
    """
    Give the groups of the index, or those of another grouping.

    :raises NoGrouping: with the nearest name
    """
    if grouping is None:
        return found.score.parts
    known = found.score.scheme.groupings
    if grouping not in known:
        raise NoGrouping(value=grouping, nearest=nearest(grouping, known))
    return found.score.grouped(grouping)
