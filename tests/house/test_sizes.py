"""Small enough to be read: files of at most 400 lines, functions of at most 40."""

import ast

from tests.house.tree import functions, modules, name_of

LONGEST_FILE = 400
LONGEST_FUNCTION = 40  # without its docstring

# Longer ones with their length: they may shrink, and nothing may be added here.
LONGER_FILES: dict[str, int] = {}
LONGER_FUNCTIONS = {
    "haicap/competence/actions.py delegate": 47,
}


def test_files_are_short() -> None:
    lengths = {name_of(p): p.read_text("utf-8").count("\n") for p in modules()}

    assert too_long(lengths, LONGEST_FILE, LONGER_FILES) == {}


def test_functions_are_short() -> None:
    lengths: dict[str, int] = {}
    for path in modules():
        for function in functions(path):
            name = f"{name_of(path)} {function.name}"
            lengths[name] = max(length_of(function), lengths.get(name, 0))

    assert too_long(lengths, LONGEST_FUNCTION, LONGER_FUNCTIONS) == {}


def test_what_became_short_is_no_longer_excused() -> None:
    lengths = {name_of(p): p.read_text("utf-8").count("\n") for p in modules()}
    functions_now = {
        f"{name_of(path)} {function.name}": length_of(function)
        for path in modules()
        for function in functions(path)
    }

    for name in LONGER_FILES:
        assert lengths[name] > LONGEST_FILE, f"{name} is short now: take it off the list"
    for name in LONGER_FUNCTIONS:
        assert functions_now[name] > LONGEST_FUNCTION, f"{name} is short now"


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    said = function.body[0]
    return whole - ((said.end_lineno or 0) - said.lineno + 1)


def too_long(
    lengths: dict[str, int], most: int, excused: dict[str, int]
) -> dict[str, int]:
    return {name: n for name, n in lengths.items() if n > excused.get(name, most)}
