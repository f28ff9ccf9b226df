"""All that is derived from declared figures, each with its formula in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.measures.derivations.dossiers import DOSSIERS
from haicap.measures.derivations.government import MEANS, ORGANISATION
from haicap.measures.derivations.people import PEOPLE
from haicap.measures.derived import Derived
from haicap.measures.registry import nearest

DERIVED: Final[Mapping[str, Derived]] = {
    each.name: each for each in (*ORGANISATION, *PEOPLE, *DOSSIERS, *MEANS)
}


class NoDerived(NotFound):
    """Nothing is derived under this name; ``nearest`` is the name most like it."""

    code = "measures.no-derived"
    message = _("Nothing is derived as “%(value)s”; the nearest is “%(nearest)s”.")


def derived(name: str) -> Derived:
    """
    Give a derived value by its name.

    :raises NoDerived: if there is none; names the nearest
    """
    if name not in DERIVED:
        raise NoDerived(value=name, nearest=nearest(name, DERIVED))
    return DERIVED[name]
