"""Every variable of the environment that the program reads is documented, and no other."""

import ast
import re

from tests.house.tree import ROOT, modules, parsed

DOCUMENTED = set(
    re.findall(
        r"^\| `([A-Z_]+)`",
        (ROOT / "docs/operate/settings.md").read_text("utf-8"),
        re.MULTILINE,
    )
)


def read_in(module: ast.Module) -> set[str]:
    """The variables that a file reads or sets."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Subscript) and is_environ(node.value):
            found |= constants([node.slice])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of_environ = is_environ(node.func.value) or node.func.attr == "getenv"
            found |= constants(node.args[:1]) if of_environ else set()
    return found


def is_environ(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def constants(nodes: list[ast.expr]) -> set[str]:
    return {
        n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def test_the_page_names_what_the_program_reads() -> None:
    read = {name for path in modules() for name in read_in(parsed(path))}

    assert read == DOCUMENTED
