"""Signing in, and being slowed down."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.test import RequestFactory

from haicap.accounts import actions, throttle
from haicap.accounts.actions import TooManyAttempts
from haicap.accounts.backends import AccountBackend
from haicap.accounts.models import SignInAttempt, User
from haicap.common.errors import Refused
from tests.accounts.world import NOW, PASSWORD, person

pytestmark = pytest.mark.django_db


def try_it(login: str, password: str = "wrong", address: str = "10.0.0.1") -> User | None:
    request = RequestFactory(REMOTE_ADDR=address).post("/")
    found = authenticate(request, username=login, password=password)
    assert found is None or isinstance(found, User)
    return found


class TestSignIn:
    def test_by_login(self) -> None:
        lan = person("lan")

        assert try_it("lan", PASSWORD) == lan
        assert try_it("lan", "wrong") is None
        assert try_it("nobody", PASSWORD) is None
        assert authenticate(login="lan", password=PASSWORD) == lan

    def test_a_shared_telephone_names_nobody(self) -> None:
        mother = person("lan", phone="0912345678")
        assert try_it("0912345678", PASSWORD) == mother
        person("minh", phone="0912345678")

        assert try_it("0912345678", PASSWORD) is None

    def test_without_a_password_nobody_gets_in(self) -> None:
        person("lan", password=None)

        assert try_it("lan", "") is None
        assert authenticate(username="lan", password=None) is None

    def test_a_closed_account_ends_sessions_too(self) -> None:
        lan = person("lan")
        assert AccountBackend().get_user(lan.pk) == lan

        actions.close_account(lan, by=None, at=NOW)

        assert try_it("lan", PASSWORD) is None
        assert AccountBackend().get_user(lan.pk) is None


class TestThrottle:
    def test_tells_how_long_to_wait(self) -> None:
        lan = person("lan")
        for _ in range(throttle.OF_A_NAME_FROM_AN_ADDRESS):
            assert try_it("lan") is None

        with pytest.raises(TooManyAttempts, match="15") as refused:
            try_it("lan", PASSWORD)  # even the right one
        assert isinstance(refused.value, Refused)
        assert refused.value.details["seconds"] == 900

        with time_machine.travel(NOW + throttle.WINDOW, tick=False):
            assert try_it("lan", PASSWORD) == lan

    def test_waiting_is_not_made_longer_by_trying(self) -> None:
        for _ in range(throttle.OF_A_NAME_FROM_AN_ADDRESS):
            try_it("lan")
        with time_machine.travel(NOW + timedelta(minutes=14), tick=False):
            for _ in range(9):
                with pytest.raises(TooManyAttempts, match="1 "):
                    try_it("lan")

        assert SignInAttempt.objects.count() == throttle.OF_A_NAME_FROM_AN_ADDRESS

    def test_a_stranger_does_not_lock_the_person_out(self) -> None:
        lan = person("lan")
        for _ in range(throttle.OF_A_NAME_FROM_AN_ADDRESS):
            try_it("lan", address="10.0.0.9")

        assert try_it("lan", PASSWORD, address="10.0.0.1") == lan

    def test_many_strangers_together_are_slowed_down(self) -> None:
        for number in range(throttle.OF_A_NAME):
            try_it("lan", address=f"10.0.1.{number}")

        with pytest.raises(TooManyAttempts):
            try_it("LAN", address="10.0.2.1")

    def test_one_address_does_not_try_everybody(self) -> None:
        for number in range(throttle.OF_AN_ADDRESS):
            try_it(f"p{number}")

        with pytest.raises(TooManyAttempts):
            try_it("lan")
        assert try_it("lan", address="10.0.0.2") is None

    def test_success_forgets_the_failures(self) -> None:
        lan = person("lan")
        for _ in range(3):
            for _ in range(throttle.OF_A_NAME_FROM_AN_ADDRESS - 1):
                try_it("lan")
            assert try_it("lan", PASSWORD) == lan

        assert not SignInAttempt.objects.exists()

    def test_what_was_typed_is_not_kept(self) -> None:
        try_it("my-secret-password")

        assert "my-secret" not in str(SignInAttempt.objects.values())
