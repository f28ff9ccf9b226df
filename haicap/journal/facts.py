"""Declaring a fact: a frozen dataclass of ids, codes and dates, with its sentence."""

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar, Protocol, TypeVar

from django.utils.functional import Promise


class Fact(Protocol):
    """Any frozen dataclass that ``@fact`` has named."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


F = TypeVar("F")

KINDS: dict[str, type] = {}
_NAMES: dict[type, str] = {}
_SENTENCES: dict[str, str | Promise] = {}


def fact(kind: str, sentence: str | Promise) -> Callable[[type[F]], type[F]]:
    """
    Name a fact: ``@fact("dossier.accepted", _("%(by)s received the dossier."))``.

    A kind is never renamed and never changes its meaning; add a new one. Fields hold
    ids, codes, numbers and ISO dates: the journal is kept for ever, people's words are
    not. The sentence may use ``%(by)s`` and the fields.
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
    """Give the fields of a fact as they are kept."""
    return dataclasses.asdict(something)
