"""Models answer, actions change: nobody else writes to the database."""

import ast
from pathlib import Path

from tests.house.tree import HOUSE, modules, parsed

WRITES = {
    "save", "create", "delete", "bulk_create", "bulk_update",
    "get_or_create", "update_or_create",
}  # fmt: skip

# Files that write and are no actions, each with why it may.
MAY_WRITE = {
    "accounts/models.py": "the manager that Django's own sign-in needs",
    "accounts/throttle.py": "an attempt is counted before the password is looked at",
    "journal/follow.py": "the cursor moves in the transaction of the follower's work",
    "journal/commands.py": "a command is claimed in the transaction that it is done in",
    "cli/load.py": "remembers which state of the bundled data was loaded",
}


def test_only_actions_and_loaders_write() -> None:
    found = {
        f"{path.relative_to(HOUSE)}:{line}"
        for path in modules()
        if not may_write(path)
        for line in writes(parsed(path))
    }

    assert found == set()


def test_every_exception_is_still_needed() -> None:
    for name in MAY_WRITE:
        assert writes(parsed(HOUSE / name)), f"{name} writes no more"


def may_write(path: Path) -> bool:
    inside = path.relative_to(HOUSE)
    return (
        "actions" in inside.with_suffix("").parts
        or path.name.startswith("load")
        or path.name.startswith("demo")
        or str(inside) in MAY_WRITE
    )


def writes(module: ast.Module) -> list[int]:
    """The lines on which something is saved, made, changed or deleted."""
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if is_write(call)]


def is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr == "update":
        # A query is updated by names; dictionaries and digests are given a thing.
        on = call.func.value
        is_dunder = isinstance(on, ast.Attribute) and on.attr.startswith("__")
        return bool(call.keywords) and not call.args and not is_dunder
    return call.func.attr in WRITES
