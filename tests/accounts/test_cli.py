"""The first accounts are made on the command line."""

import json

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth import authenticate

from haicap.accounts.models import Token, User
from haicap.cli import haicap
from haicap.common.errors import Refused
from haicap.units.models import Agency
from tests.accounts.world import person

pytestmark = pytest.mark.django_db


def run(*asked: str, said: str = "") -> Result:
    return CliRunner().invoke(haicap, list(asked), input=said)


def test_from_the_account_to_the_token(commune: Agency) -> None:
    added = run(
        "account", "add", "lan", "--name", "Lê Thị Lan", said="mat-khau-cua-lan\n"
    )
    assert added.exit_code == 0, added.output
    lan = User.objects.get(login="lan")
    assert authenticate(username="lan", password="mat-khau-cua-lan") == lan

    role = ["--role", "receptionist", "--from", "2025-07-01"]
    appointed = run("appoint", "lan", *role, "--agency", "T1.1", "--json")
    assert json.loads(appointed.stdout) == {"post": lan.posts.get().pk}

    listed = json.loads(run("account", "list", "--agency", "T1.1", "--json").stdout)
    assert [row["login"] for row in listed] == ["lan"]
    assert listed[0]["posts"] == [{"role": "receptionist", "agency": "T1.1"}]
    assert "receptionist @ T1.1" in run("account", "list").stdout

    token = run("token", "lan", "--days", "30").stdout.strip()
    assert Token.person_of(token) == lan


def test_password_and_close() -> None:
    lan = person("lan")

    assert run("account", "password", "lan", said="mat-khau-moi\n").exit_code == 0
    assert authenticate(username="lan", password="mat-khau-moi") == lan
    assert run("account", "close", "lan").exit_code == 0
    assert authenticate(username="lan", password="mat-khau-moi") is None


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (
            ["appoint", "nobody", "--role", "signer", "--from", "2025-07-01", "--nation"],
            404,
        ),
        (["appoint", "lan", "--role", "king", "--from", "2025-07-01", "--nation"], 422),
        (["account", "list", "--agency", "nowhere"], 404),
        (["token", "nobody"], 404),
        (["account", "add", "lan", "--name", "Lan", "--no-password"], 422),
    ],
)
def test_what_is_badly_asked_is_a_sentence(asked: list[str], status: int) -> None:
    person("lan")

    wrong = run(*asked).exception

    assert isinstance(wrong, Refused)
    assert wrong.status == status
    assert str(wrong)


def test_the_nation_is_not_given_by_forgetting_the_agency() -> None:
    asked = ["appoint", "lan", "--role", "signer", "--from", "2025-07-01"]

    assert run(*asked).exit_code == 2
    assert run(*asked, "--nation", "--agency", "T1").exit_code == 2
