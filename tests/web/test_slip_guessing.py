"""Whoever guesses secrets is slowed down, at every door."""

import pytest
from django.test import Client

from haicap.dossiers.numbers import secret_of
from tests import given

pytestmark = pytest.mark.django_db


def test_after_five_wrong_secrets_even_the_right_one_waits() -> None:
    dossier = given.submitted()
    client = Client()
    asked = {"number": dossier.number, "secret": "00000000"}
    wrong = [client.post("/track", asked).status_code for _ in range(5)]
    assert wrong == [404] * 5

    right = client.post("/track", {**asked, "secret": secret_of(dossier)})
    by_slip = client.get(f"/t/{dossier.number}/{secret_of(dossier)}")

    assert right.status_code == by_slip.status_code == 429


def test_the_right_secret_forgets_the_wrong_ones() -> None:
    dossier = given.submitted()
    client = Client()
    for _ in range(4):
        client.post("/track", {"number": dossier.number, "secret": "00000000"})

    assert client.get(f"/t/{dossier.number}/{secret_of(dossier)}").status_code == 302
    assert client.get(f"/t/{dossier.number}/{secret_of(dossier)}").status_code == 302
