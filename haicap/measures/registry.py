"""All measures by name, and the refusals when a name is not one."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.measures.declared import reception, registers, results, service
from haicap.measures.dimensions import DIMENSIONS
from haicap.measures.measure import Measure
from haicap.measures.service_index import measures as service_index

MEASURES: Final[Mapping[str, Measure]] = {
    each.name: each
    for each in (
        *reception.MEASURES,
        *results.MEASURES,
        *service.MEASURES,
        *registers.MEASURES,
        *service_index.MEASURES,
    )
}


class NoMeasure(NotFound):
    """There is no such measure; ``nearest`` is the name most like it."""

    code = "measures.no-measure"
    message = _("There is no measure “%(value)s”; the nearest is “%(nearest)s”.")


class NoDimension(NotFound):
    """The measure cannot be told by this; ``nearest`` is one that it can."""

    code = "measures.no-dimension"
    message = _(
        "“%(measure)s” cannot be told by “%(value)s”; the nearest is “%(nearest)s”."
    )


def measure(name: str) -> Measure:
    """
    Give a measure by its name.

    :raises NoMeasure: if there is none; names the nearest
    """
    if name not in MEASURES:
        raise NoMeasure(value=name, nearest=nearest(name, MEASURES))
    return MEASURES[name]


def require_dimensions(of: Measure, names: Iterable[str]) -> None:
    """
    Let only dimensions pass by which the measure is declared.

    :raises NoDimension: naming the nearest
    """
    for name in names:
        if name not in of.dimensions:
            allowed = [each for each in DIMENSIONS if each in of.dimensions]
            raise NoDimension(measure=of.name, value=name, nearest=nearest(name, allowed))


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like another."""
    known = list(words)
    return get_close_matches(word, known, n=1, cutoff=0.0)[0]
