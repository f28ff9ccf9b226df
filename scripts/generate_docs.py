"""
Writes the documents that are made from the program, so that they cannot tell otherwise.

    python -m scripts.generate_docs

Each generator gives the text of one file; a test compares all of them with what is kept. A
new one is a function and a line in ``GENERATORS``.
"""

import csv
import dataclasses
import json
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import django

ROOT: Final = Path(__file__).resolve().parents[1]
MATRIX: Final = ROOT / "tests" / "house" / "matrix.csv"
MADE: Final = (
    "<!-- Made by scripts/generate_docs.py: change the code, then `make docs`. -->"
)


def prepare() -> None:
    """Make the program importable, in English whatever the machine speaks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    django.setup()


def openapi() -> str:
    """The document of the API, as it is served."""
    from haicap.web.api.api import ROOT as PATHS
    from haicap.web.api.api import api

    document = api.get_openapi_schema(path_prefix=PATHS)
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def permissions() -> str:
    """Who may do what: roles and permissions, then callers and addresses."""
    return "\n".join(
        [
            "# Who may do what",
            MADE,
            "",
            "Roles are code (`haicap/config/roles.py`); who holds which, where and since",
            "when is data. A permission is held at the agency of the post and below it; a",
            "post without agency holds it in the whole nation.",
            "",
            "## Roles and permissions",
            "",
            *_roles(),
            "",
            "An applicant acts on the own dossiers without any permission, and so does",
            "whoever holds the secret of a dossier.",
            "",
            "## Callers and addresses",
            "",
            "What each caller gets: ✓ is let in, *in* is led to the sign-in, 401 and 403",
            "are refused, 404 does not learn that there is anything, 405 asked in the wrong",
            "way. Officers are those of the agencies of the dossier; “other” ones hold the",
            "same role in another commune. A test makes every one of these calls",
            "(`tests/house/test_matrix.py`).",
            "",
            *_matrix(),
            "",
        ]
    )


def _roles() -> list[str]:
    from haicap.accounts.roles import Role
    from haicap.config.roles import ROLES

    roles = [role for role in Role if role in ROLES]
    named = sorted(set().union(*ROLES.values()))
    rows = [
        [f"`{name}`", *("✓" if name in ROLES[role] else "" for role in roles)]
        for name in named
    ]
    return _table(["permission", *(role.value for role in roles)], rows)


def _matrix() -> list[str]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    said = {"in": "*in*", "": "·"}
    let_in = {"200", "201", "302", "409", "422"}
    return _table(
        ["", *head[2:]],
        [
            [f"{method} `{route}`"]
            + ["✓" if cell in let_in else said.get(cell, cell) for cell in cells]
            for method, route, *cells in rows
        ],
    )


def facts() -> str:
    """Every kind of fact, with its fields and its sentence."""
    from django.utils import translation

    from haicap.journal.facts import KINDS, sentence_of

    rows = []
    with translation.override("en"):
        for kind in sorted(KINDS):
            fields: Any = KINDS[kind]
            if not fields.__module__.startswith("haicap."):
                continue  # a test's own, when a test asks
            names = [f"`{each.name}`" for each in dataclasses.fields(fields)]
            sentence = re.sub(r"%\((\w+)\)s", r"*\1*", str(sentence_of(kind)))
            room = fields.__module__.split(".")[1]
            rows.append([f"`{kind}`", room, " ".join(names), sentence])
    return "\n".join(
        [
            "# Facts",
            MADE,
            "",
            "What the journal can tell. A kind is never renamed and never changes what it",
            "means; its fields hold ids, codes, numbers and dates.",
            "",
            *_table(["kind", "room", "fields", "sentence"], rows),
            "",
        ]
    )


def lifecycle() -> str:
    """The states of a dossier and the moves between them, as a diagram and a table."""
    from django.utils import translation

    from haicap.dossiers.lifecycle import ENDED, MOVES, NATIONAL_CODE, State

    moves = sorted(MOVES.items(), key=lambda move: NATIONAL_CODE[move[0][0]])
    with translation.override("en"):
        names = [
            [str(NATIONAL_CODE[state]), f"`{state.value}`", str(state.label)]
            for state in State
        ]
    return "\n".join(
        [
            "# The lifecycle of a dossier",
            MADE,
            "",
            "From the table `MOVES` in `haicap/dossiers/lifecycle.py`.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> registered: submit",
            *(
                f"    {before.value} --> {after.value}: {move.value}"
                for (before, move), after in moves
            ),
            *(f"    {state.value} --> [*]" for state in State if state in ENDED),
            "```",
            "",
            "An inter-connected dossier is in processing as soon as it is received, and is",
            "settled by the last of its parts.",
            "",
            *_table(["national number", "state", "in words"], names),
            "",
        ]
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    columns = list(head)
    return [
        f"| {' | '.join(columns)} |",
        "|" + "---|" * len(columns),
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


GENERATORS: Final[dict[str, Callable[[], str]]] = {
    "docs/facts.md": facts,
    "docs/lifecycle.md": lifecycle,
    "docs/openapi.json": openapi,
    "docs/permissions.md": permissions,
}


def main() -> None:
    """Write what has changed."""
    prepare()
    for name, generate in GENERATORS.items():
        path, text = ROOT / name, generate()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}")


if __name__ == "__main__":
    main()
