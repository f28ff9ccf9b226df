"""Declaring a fact: a frozen dataclass of ids, codes and dates, with its sentence."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeVar

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime


class Fact(Protocol):
    """Any frozen dataclass that ``@fact`` has named."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


F = TypeVar("F")

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")

KINDS: dict[str, type] = {}
_NAMES: dict[type, str] = {}
_SENTENCES: dict[str, str | Promise] = {}


def fact(kind: str, sentence: str | Promise) -> Callable[[type[F]], type[F]]:
    """
    Name a fact: ``@fact("dossier.accepted", _("%(by)s received the dossier."))``.

    A kind is never renamed and never changes its meaning; add a new one. Fields hold
    ids, codes, numbers and dates: the journal is kept for ever, people's words are not.
    The sentence may use ``%(by)s`` and the fields.
    """

    def name(cls: type[F]) -> type[F]:
        if kind in KINDS:
            raise ValueError(f"fact {kind} is declared twice")
        KINDS[kind] = cls
        _NAMES[cls] = kind
        _SENTENCES[kind] = sentence
        return cls

    return name


def kind_of(something: object) -> str:
    """
    Give the name of a fact.

    :raises KeyError: if its class was not declared with ``@fact``
    """
    return _NAMES[type(something)]


def sentence_of(kind: str) -> str | Promise:
    """Give the sentence of a kind, still with its places."""
    return _SENTENCES[kind]


def data_of(something: Any) -> dict[str, Any]:
    """Give the fields of a fact as they are kept: dates in ISO form, fractions as text."""
    return {
        name: _kept(getattr(something, name)) for name in something.__dataclass_fields__
    }


def told(kind: str, data: Mapping[str, Any], *, by: str) -> str:
    """
    Tell a fact as a sentence in the language of the reader.

    A kind that this program does not know (yet, or any more) is told by its name.
    """
    if kind not in KINDS:
        return kind
    shown = {name: _shown(value) for name, value in data.items()}
    return str(_SENTENCES[kind]) % _Places(shown, by=by)


def _shown(value: Any) -> Any:
    """A field as people read it: a moment in local time, nothing as a dash."""
    if value is None:
        return "—"
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return date_format(localtime(datetime.fromisoformat(value)), "H:i d/m/Y")
    return value


class _Places(dict[str, Any]):
    """The places of a sentence; a field that an old entry has not is a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | float):
        # As text: PostgreSQL writes 1e20 and -0.0 down differently, and the hash would
        # not hold.
        return str(value)
    if isinstance(value, tuple | list):
        return [_kept(each) for each in value]
    return value
