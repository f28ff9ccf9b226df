"""Every verb is tested, and looks like a verb of this house."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import HOUSE, ROOT, modules, parsed

LAST_TWO = ["by", "at"]


def verbs() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every verb that a room offers in its actions and that is told the moment."""
    for path in modules():
        inside = path.relative_to(HOUSE)
        if "actions" not in inside.with_suffix("").parts:
            continue
        offered = exported(path.parent) if path.parent.name == "actions" else None
        for node in parsed(path).body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and "at" in names(node.args.kwonlyargs)
                and (offered is None or node.name in offered)
            ):
                yield inside.parts[0], node


def exported(folder: Path) -> set[str]:
    """What a folder of actions offers; the rest of it is for its own files."""
    return {
        alias.asname or alias.name
        for node in parsed(folder / "__init__.py").body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def names(arguments: list[ast.arg]) -> list[str]:
    return [argument.arg for argument in arguments]


def used_in_tests() -> dict[str, set[str]]:
    """By room: every name that a test file uses which imports from that room."""
    used: dict[str, set[str]] = defaultdict(set)
    for path in modules(ROOT / "tests"):
        said = set(words(path))
        for room in imported_rooms(path):
            used[room] |= said
    return used


def words(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "haicap":
                rooms = parts[1:2] or names_of(node)
                found |= set(rooms)
    return found


def names_of(node: ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names]


def test_every_verb_is_used_by_a_test_of_its_room() -> None:
    used = used_in_tests()

    assert [f"{room}.{v.name}" for room, v in verbs() if v.name not in used[room]] == []


def test_every_verb_is_told_who_and_when_last() -> None:
    for room, verb in verbs():
        keywords = names(verb.args.kwonlyargs)
        if "by" in keywords:
            assert keywords[-2:] == LAST_TWO, f"{room}.{verb.name}({', '.join(keywords)})"
        else:
            assert keywords[-1] == "at", f"{room}.{verb.name}({', '.join(keywords)})"
