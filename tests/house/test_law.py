"""The map of the law names documents, functions and tests that exist."""

import ast
import csv
from functools import reduce
from importlib import import_module

import pytest

from tests.house.tree import HOUSE, ROOT, parsed


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MAP = rows("docs/law/map.csv")
REGISTER = {row["number"] for row in rows("haicap/law/data/documents.csv")}


def test_it_is_worth_reading() -> None:
    assert len(MAP) >= 20


@pytest.mark.parametrize("row", MAP, ids=lambda row: f"{row['document']} {row['clause']}")
def test_a_line_names_what_exists(row: dict[str, str]) -> None:
    assert row["document"] in REGISTER
    assert row["rule"]
    module, _, inside = row["function"].partition(":")
    assert reduce(getattr, inside.split("."), import_module(module)) is not None
    file, *within = row["test"].split("::")
    assert names(parsed(ROOT / file), within), row["test"]


def names(tree: ast.Module | ast.ClassDef, path: list[str]) -> bool:
    """Tell whether a test is there, by class and name."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == path[0]:
            return len(path) == 1 or (
                isinstance(node, ast.ClassDef) and names(node, path[1:])
            )
    return False


def test_every_clause_that_the_register_knows_is_written_as_there() -> None:
    known = {
        (row["number"], row["clause"]) for row in rows("haicap/law/data/clauses.csv")
    }
    cited = {
        (row["document"], row["clause"]) for row in MAP if row["clause"].startswith("Art")
    }

    assert cited <= known
    assert (HOUSE / "law").is_dir()
