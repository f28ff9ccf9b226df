"""
How many statements an operation costs: all of them, who calls and savepoints included.

Each test names them in their order, so that whoever adds one has to say what for. The
savepoint and its release are the transaction where no test is around.
"""

import re
from collections.abc import Callable, Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import given
from tests.web.api.client import Program, birth, files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

WHO = "SELECT accounts_user"  # token, person, posts and their agencies
NOTHING_CHANGED = "SELECT workdays_edition"  # reference data are those in memory
SUBMIT = [
    "SAVEPOINT",
    "INSERT dossiers_counter",  # the next number, without gaps
    "INSERT dossiers_dossier",
    "INSERT dossiers_assignment",  # who answers for it, from when
    "INSERT dossiers_part",  # all papers at once
    "INSERT dossiers_attachment",  # all files at once
    "INSERT duties_duty",  # the six clears of the check
    "INSERT dossiers_step",
    "INSERT journal_entry",
    "RELEASE",
]


def statements(call: Callable[[], object]) -> list[str]:
    """What each statement does, to which table first."""
    with CaptureQueriesContext(connection) as caught:
        call()
    return [_short(query["sql"]) for query in caught.captured_queries]


def _short(sql: str) -> str:
    word = sql.split()[0]
    table = re.search(r"(?:SELECT|INTO|UPDATE)\s+\"?(\w+)", sql)
    return f"{word} {table[1]}" if table else word


@pytest.fixture
def program() -> Program:
    """The program of a citizen who has submitted once, so that all is warm."""
    program = Program(given.citizen())
    program.post("/dossiers", {**birth(), "files": files(program)}, 201)
    return program


def check(found: Sequence[str], expected: Sequence[str], budget: int) -> None:
    """Compare with the list, and the list with its budget."""
    assert list(found) == list(expected)
    assert len(found) <= budget


def test_submitting_costs_twelve(program: Program) -> None:
    body = {**birth(), "files": files(program)}

    found = statements(lambda: program.post("/dossiers", body, 201))

    check(found, [WHO, NOTHING_CHANGED, *SUBMIT], 12)


def test_submitting_under_a_key_costs_four_more(program: Program) -> None:
    body, key = {**birth(), "files": files(program)}, {"Idempotency-Key": "one"}

    found = statements(lambda: program.post("/dossiers", body, 201, headers=key))

    claim, answer = "INSERT journal_command", "UPDATE journal_command"
    expected = ["SAVEPOINT", claim, NOTHING_CHANGED, *SUBMIT, answer, "RELEASE"]
    check(found, [WHO, *expected], 16)


def test_reading_a_dossier_costs_six(program: Program) -> None:
    number = program.get("/dossiers")["items"][0]["number"]
    lan = Program(given.receptionist())

    found = statements(lambda: lan.get(f"/dossiers/{number}"))

    expected = [
        "SELECT dossiers_dossier",  # with names, place, charges, pauses and decisions
        "SELECT dossiers_part",
        "SELECT dossiers_attachment",
        "SELECT duties_duty",
        "SELECT journal_entry",  # with the names of who did it
    ]
    check(found, [WHO, *expected], 6)


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_costs_two_however_long(program: Program, many: int) -> None:
    for _again in range(many):
        program.post("/dossiers", {**birth(), "files": files(program)}, 201)
    lan = Program(given.receptionist())

    dossiers = statements(lambda: lan.get("/dossiers"))
    worklist = statements(lambda: lan.get("/worklists/to-receive"))

    check(dossiers, [WHO, "SELECT dossiers_dossier"], 4)
    check(worklist, [WHO, "SELECT duties_duty"], 4)


def test_a_search_costs_two(program: Program) -> None:
    lan = Program(given.receptionist())

    found = statements(lambda: lan.get("/dossiers", q="nguyen van"))

    check(found, [WHO, "SELECT dossiers_dossier"], 4)
