"""What belongs into the repository, and what does not."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT, name_of, tracked

# Paths of one machine. Written in pieces, so that this file passes its own test.
OF_ONE_MACHINE = re.compile(
    "|".join(["/wo" + "rk/", "/tm" + "p/bash", "/ro" + "ot/", "/ho" + "me/[a-z]"])
)
BINARY = {".gz", ".mo", ".woff2", ".otf", ".ttf", ".png", ".jpg", ".ico", ".pdf"}
LARGEST = 1_500_000


def test_no_file_names_a_machine() -> None:
    wrong = {
        f"{name_of(path)}: {found[0]}"
        for path in tracked()
        if path.suffix not in BINARY
        for found in [OF_ONE_MACHINE.search(path.read_text("utf-8"))]
        if found
    }

    assert wrong == set()


def test_no_file_is_large() -> None:
    assert {name_of(p) for p in tracked() if p.stat().st_size > LARGEST} == set()


def test_the_lock_file_names_versions_and_no_server() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith("#")]

    assert [line for line in wanted if "==" not in line] == []
    assert [line for line in wanted if "://" in line or line.startswith("-")] == []


def dependencies() -> list[str]:
    """The lines of pyproject.toml that name a dependency."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [
        line for line in text.splitlines() if line.strip()[1:].startswith(tuple(wanted))
    ]


@pytest.mark.parametrize("line", dependencies())
def test_every_dependency_says_why(line: str) -> None:
    _, _, reason = line.partition("# ")

    assert reason.strip(), line


def test_run_time_dependencies_are_few() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert len(tomllib.load(file)["project"]["dependencies"]) < 25
