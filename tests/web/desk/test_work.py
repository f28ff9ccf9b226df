"""The worklist and the search."""

import pytest
from django.test import Client

from tests import given
from tests.web.desk.conftest import SignIn
from tests.web.reading import page, text

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[str]:
    """What the rows of a list say."""
    return [text(row) for row in page(client, address).select("tbody tr")]


class TestDoor:
    def test_a_guest_is_led_to_sign_in(self, client: Client) -> None:
        response = client.get("/desk/")

        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in?next=/desk/")

    def test_a_citizen_may_not_see_it(self, sign_in: SignIn) -> None:
        page(sign_in(given.citizen()), "/desk/", status=403)


class TestLists:
    def test_says_what_to_do_until_when(self, sign_in: SignIn) -> None:
        dossier = given.submitted()

        (said,) = rows(sign_in(given.receptionist()), "/desk/?list=to-receive")

        assert dossier.number in said
        assert "Nguyễn Văn An" in said
        assert "Receive" in said
