"""The desk on one frozen Monday morning, as its people sign in."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from haicap.accounts.models import User
from haicap.web.desk import light
from tests import given

NOW = given.MONDAY + timedelta(hours=6)  # Monday 15:00

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    light._calendars.cache_clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sign_in() -> SignIn:
    """Give a client in which the person is signed in, in English."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.cookies["django_language"] = "en"
        client.force_login(person)
        return client

    return signed_in
