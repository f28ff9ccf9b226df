"""
Every caller at every address: who may come in is decided in ``matrix.csv``, and tried.

A new page or operation has no row there, so that this fails until somebody decides. The
columns are callers; ``in`` leads to the sign-in, ``200`` lets in (also ``302`` elsewhere),
``401`` and ``403`` refuse, ``404`` hides. An empty cell is not tried.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.house.addresses import (
    CALLERS,
    NOW,
    Address,
    World,
    a_file,
    addresses,
    body_of,
    path_of,
    populated,
    query_of,
)

TABLE = Path(__file__).with_name("matrix.csv")


@cache
def table() -> dict[str, dict[str, str]]:
    """The decisions, by method and route."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {f"{row['method']} {row['route']}": row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def world(django_db_setup: object, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all, made once and undone at the end."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        yield populated()
        transaction.set_rollback(True)


def decision(address: Address) -> dict[str, str]:
    """The row of an address; a table of the console may have one of its own."""
    rows = table()
    return next((rows[key] for key in address.named() if key in rows), {})


def test_every_address_has_a_decision() -> None:
    assert [each.named()[0] for each in addresses() if not decision(each)] == []


def test_every_decision_has_an_address() -> None:
    assert set(table()) <= {key for each in addresses() for key in each.named()}


def test_the_table_has_a_column_for_every_caller() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["method", "route", *CALLERS]


@pytest.mark.parametrize(
    "address", addresses(), ids=lambda each: f"{each.method} {each.name}"
)
def test_lets_in_whom_the_table_lets_in(address: Address, world: World) -> None:
    decided = decision(address)
    found = {
        caller: answer_to(caller, address, world)
        for caller in CALLERS
        if decided.get(caller, "")
    }
    assert found == {caller: decided[caller] for caller in found}


def answer_to(caller: str, address: Address, world: World) -> str:
    """Call, note the answer, and undo what was done."""
    path, query = path_of(address, world), query_of(address)
    body = body_of(address, world)
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        headers = {}
        if address.name.startswith("api:"):
            if caller in world.keys:
                headers["Authorization"] = f"Bearer {world.keys[caller]}"
        elif (person := world.people[caller]) is not None:
            client.force_login(person)
        if address.method == "GET":
            response = client.get(path, query, headers=headers)
        elif "send_file" in address.name:
            response = client.post(path, {"file": a_file()}, headers=headers)
        elif address.name.startswith("api:"):
            response = client.post(
                path, body, content_type="application/json", headers=headers
            )
        else:
            response = client.post(path, body)
        transaction.set_rollback(True)
    leads_to = response.headers.get("Location", "")
    if response.status_code == 302 and ("/sign-in" in leads_to or "/login/" in leads_to):
        return "in"
    return str(response.status_code)
