"""What people read can be translated: the sentence stands in the code as it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import modules, name_of, parsed

TRANSLATE = {
    "_", "_p", "_n", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy",
    "pgettext", "pgettext_lazy",
}  # fmt: skip
UNNAMED = re.compile(r"%[sdr]")


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every call that asks for a translation."""
    for path in modules():
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in TRANSLATE
            ):
                yield path, node


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    wrong = [
        f"{name_of(path)}:{call.lineno}"
        for path, call in calls()
        if any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in call.args)
        or any(isinstance(arg, ast.Call) for arg in call.args)
    ]

    assert wrong == []


def test_a_sentence_with_several_places_names_them() -> None:
    wrong = [
        f"{name_of(path)}:{call.lineno}"
        for path, call in calls()
        for arg in call.args
        if isinstance(arg, ast.Constant)
        and isinstance(arg.value, str)
        and len(UNNAMED.findall(arg.value)) > 1
    ]

    assert wrong == []
