"""The journal is kept for ever: facts hold ids, codes, numbers and dates, never words."""

import ast
import dataclasses
import re
import typing
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType

from haicap.journal.facts import KINDS, sentence_of
from tests.house.tree import modules, parsed

KIND = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")
ALLOWED = {int, str, bool, date, datetime, Decimal, NoneType}

# What people write or are called: it belongs to the rows, where it can be erased.
WORDS = re.compile(
    r"(.*_)?(reason|comment|note|title|address|phone|email|answer|text|name|person_name"
    r"|applicant|personal_id|proposal|message)"
)


def kinds() -> dict[str, type]:
    """The facts of the program, without those that tests declare."""
    return {
        kind: cls for kind, cls in KINDS.items() if cls.__module__.startswith("haicap.")
    }


def test_every_declared_fact_is_known_when_the_program_has_started() -> None:
    declared = {kind for path in modules() for kind in declarations(parsed(path))}

    assert declared == set(kinds())


def declarations(module: ast.Module) -> list[str]:
    """The kinds that a file declares with ``@fact``."""
    return [
        decorator.args[0].value
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == "fact"
        and isinstance(decorator.args[0], ast.Constant)
        and isinstance(decorator.args[0].value, str)
    ]


def test_facts_are_frozen_and_well_named() -> None:
    for kind, cls in kinds().items():
        assert KIND.fullmatch(kind), kind
        assert dataclasses.is_dataclass(cls)
        assert vars(cls)["__dataclass_params__"].frozen, f"{kind} can be changed"


def test_facts_hold_no_words() -> None:
    for kind, cls in kinds().items():
        for name, said in typing.get_type_hints(cls).items():
            assert plain(said) <= ALLOWED, f"{kind}.{name}: {said}"
            if str in plain(said):
                assert not WORDS.fullmatch(name), f"{kind}.{name} would be kept for ever"


def plain(said: object) -> set[object]:
    """The simple types of which a type consists."""
    origin = typing.get_origin(said)
    if origin in (typing.Union, UnionType, tuple, list):
        parts = [part for part in typing.get_args(said) if part is not Ellipsis]
        return {each for part in parts for each in plain(part)}
    return {said}


def test_every_sentence_can_be_told_from_the_fields() -> None:
    for kind, cls in kinds().items():
        places: dict[str, object] = dict.fromkeys(typing.get_type_hints(cls), 1)

        assert str(sentence_of(kind)) % {**places, "by": "Lan"}
