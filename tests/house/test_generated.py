"""What is made from the program is kept as the program is now."""

import json
from pathlib import Path

import pytest

from haicap.accounts.roles import Role
from haicap.config.roles import ROLES
from haicap.dossiers.lifecycle import MOVES
from scripts import generate_docs


@pytest.mark.parametrize("name", generate_docs.GENERATORS)
def test_is_up_to_date(name: str) -> None:
    kept = (generate_docs.ROOT / name).read_text(encoding="utf-8")

    assert kept == generate_docs.GENERATORS[name](), "make docs writes it anew"


def test_every_role_and_permission_stands_in_the_matrix() -> None:
    text = generate_docs.permissions()

    assert all(role.value in text for role in Role if role != Role.CITIZEN)
    assert all(f"`{name}`" in text for held in ROLES.values() for name in held)


def test_every_move_is_drawn() -> None:
    assert generate_docs.lifecycle().count(" --> ") >= len(MOVES) + 1


def test_the_document_of_the_api_names_no_machine() -> None:
    text = Path(generate_docs.ROOT / "docs/openapi.json").read_text(encoding="utf-8")

    document = json.loads(text)
    assert document["servers"] == []
    operations = [o for path in document["paths"].values() for o in path.values()]
    assert len({o["operationId"] for o in operations}) == len(operations)
    assert all(o["summary"] for o in operations)
