"""Documents name what exists: links, rooms, commands, decisions."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from haicap.cli import COMMANDS, haicap
from haicap.procedures import forms
from tests import given
from tests.house.tree import HOUSE, ROOT, name_of, tracked

README = (ROOT / "README.md").read_text("utf-8")
PAGES = [path for path in tracked() if path.suffix == ".md"]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
LONGEST_DECISION = 30
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
CODE = re.compile(r"`haicap ([^`\n]+)`|^ +haicap (.+)$", re.MULTILINE)


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_short_and_has_its_parts(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text.startswith(f"# {path.name[:4]}. ")
    assert text.count("\n") <= LONGEST_DECISION
    parts = re.findall(r"^## (\w+)$", text, re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequences"]


def test_links_lead_somewhere() -> None:
    broken = {
        f"{name_of(page)}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    }

    assert broken == set()


def test_paths_of_the_program_exist() -> None:
    named = re.compile(r"`((?:haicap|tests|docs|scripts)/[\w./*-]+)`")
    broken = {
        f"{name_of(page)}: {path}"
        for page in PAGES
        for path in named.findall(page.read_text("utf-8"))
        if not list(ROOT.glob(path))
    }

    assert broken == set()


def test_the_readme_names_every_room_and_every_command() -> None:
    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")}

    assert rooms == set(re.findall(r"^\| `haicap/(\w+)` \|", README, re.MULTILINE))
    assert set(COMMANDS) == set(
        re.findall(r"^\| `([\w-]+)` \| `haicap", README, re.MULTILINE)
    )


def examples() -> list[str]:
    """Every command line that a document shows."""
    found = [
        said
        for page in PAGES
        for pair in CODE.findall(page.read_text("utf-8"))
        for said in pair
        if said
    ]
    return sorted(set(found))


@pytest.mark.parametrize("example", examples())
def test_a_command_in_a_document_is_one_of_ours(example: str) -> None:
    words = shlex.split(example, comments=True)
    command: click.Command | None = haicap
    while isinstance(command, click.Group) and words and words[0][0] != "-":
        command = command.get_command(click.Context(command), words.pop(0))
    assert command is not None, example
    known = {option for p in command.params for option in p.opts} | {"--help"}

    assert {word for word in words if word.startswith("--")} <= known, example


@pytest.mark.django_db
def test_the_request_in_the_readme_is_well_filled_in() -> None:
    (said,) = re.findall(r"<<JSON\n(.*?)\nJSON", README, re.DOTALL)
    wanted = json.loads(said.replace("$FILE", "any"))
    version = given.version(wanted["procedure"])

    answers = forms.check(version.questions, wanted["answers"], today=given.TODAY)

    assert answers.errors == {}
    assert version.cases.filter(code=wanted["case"]).exists()
    assert given.commune(wanted["place"])
    components = set(version.components.values_list("code", flat=True))
    assert {file["component"] for file in wanted["files"]} <= components
