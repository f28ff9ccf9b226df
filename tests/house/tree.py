"""The files of the project, read once for the tests about them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "haicap"


@cache
def tracked() -> list[Path]:
    """The files that belong to the project: those of git, the new ones included."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in sorted(set(told.stdout.split("\0"))) if name)
    return [path for path in paths if path.is_file()]


@cache
def modules(under: Path = HOUSE) -> list[Path]:
    """The Python files below a folder, migrations left out."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and path.is_relative_to(under)
        and "migrations" not in path.parts
    ]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """The path as people say it."""
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    """The name of a module of the program."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
