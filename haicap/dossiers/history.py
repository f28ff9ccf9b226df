"""The facts of a dossier as people read them."""

from collections.abc import Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from haicap.dossiers.models import Delivery, Outcome, Satisfaction, SuspensionKind
from haicap.journal.facts import told
from haicap.journal.models import Entry

_CODES: dict[str, Any] = {
    "outcome": Outcome,
    "grade": Satisfaction,
    "delivery": Delivery,
    "kind": SuspensionKind,
}


def sentence(entry: Entry, names: Mapping[int, str]) -> str:
    """
    Tell a fact in the language of the reader; ``names`` are those of the accounts.

    Nobody's name means the applicant, who came with the secret of the slip; a name that
    the reader may not know is simply not among them.
    """
    who = _("The applicant") if entry.by_id is None else names.get(entry.by_id, "—")
    return told(entry.kind, {k: _word(k, v) for k, v in entry.data.items()}, by=who)


def _word(name: str, value: Any) -> Any:
    if name in _CODES and value in _CODES[name].values:
        return str(_CODES[name](value).label)
    if name == "amount" and isinstance(value, int):
        return formats.number_format(value, use_l10n=True, force_grouping=True)
    return value
