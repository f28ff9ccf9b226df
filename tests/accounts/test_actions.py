"""Accounts, posts and tokens: done, refused, refused to the stranger, nothing left behind."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate

from haicap.accounts import actions
from haicap.accounts.actions import (
    AboveOwnPowers,
    AccountIsClosed,
    PostIsHeld,
    PostIsOver,
)
from haicap.accounts.models import Post, Token, User
from haicap.accounts.roles import Role
from haicap.common.errors import Invalid, ManyInvalid, NotAllowed
from haicap.journal.models import Entry
from haicap.units.models import Agency
from tests.accounts.world import NOW, PASSWORD, START, agency, officer, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2025, 9, 1)
GOOD: dict[str, str] = {
    "login": "an.nguyen",
    "name": "Nguyễn Văn An",
    "personal_id": "038090001234",
    "phone": "0912345678",
    "password": "mat-khau-cua-an",
}


def kinds(about: User) -> list[str]:
    told = Entry.objects.filter(about=f"account:{about.pk}").order_by("pk")
    return list(told.values_list("kind", flat=True))


def appoint(who: User, by: User | None, agency: Agency | None, **given: Any) -> Post:
    asked = {"role": Role.RECEPTIONIST, "valid_from": START, "ground": "12/QĐ", **given}
    return actions.appoint(who, agency=agency, by=by, at=NOW, **asked)


class TestSignUp:
    def test_makes_an_account_that_can_sign_in(self) -> None:
        an = actions.sign_up(**GOOD, at=NOW)

        assert authenticate(username="AN.Nguyen ", password=GOOD["password"]) == an
        assert authenticate(username="038090001234", password=GOOD["password"]) == an
        assert authenticate(username="+84 912 345 678", password=GOOD["password"]) == an
        assert kinds(an) == ["account.signed-up"]
        assert an.folded == "nguyen van an"

    def test_without_a_login_the_telephone_is_it(self) -> None:
        asked = {**GOOD, "login": "", "phone": "+84 912.345.678"}

        an = actions.sign_up(**asked, at=NOW)

        assert an.login == an.phone == "0912345678"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("login", "a"),
            ("login", "có dấu"),
            ("login", "x" * 61),
            ("login", "<b>an</b>"),
            ("login", "099999999999"),  # another's number
            ("name", "  "),
            ("name", "x" * 101),
            ("name", "12345"),
            ("name", "An\x00"),
            ("personal_id", ""),
            ("personal_id", "03809000123"),
            ("personal_id", "0380900012345"),
            ("personal_id", "03809000123a"),
            ("personal_id", "٠٣٨٠٩٠٠٠١٢٣٤"),  # digits, but not ours
            ("phone", ""),
            ("phone", "912345678"),
            ("phone", "0912 34"),
            ("password", "short"),
            ("password", "password123"),
            ("password", "x" * 201),
        ],
    )
    def test_names_the_field(self, field: str, value: str) -> None:
        with pytest.raises(ManyInvalid) as refused:
            actions.sign_up(**{**GOOD, field: value}, at=NOW)

        assert field in refused.value.details["errors"]
        assert not User.objects.exists()
        assert not Entry.objects.exists()

    def test_names_all_faults_at_once(self) -> None:
        with pytest.raises(ManyInvalid) as refused:
            actions.sign_up(
                login="x", name="", personal_id="1", phone="2", password="3", at=NOW
            )

        fields = {"login", "name", "personal_id", "phone", "password"}
        assert refused.value.details["errors"].keys() == fields
        assert all(field in str(refused.value) for field in fields)

    def test_a_person_has_one_account(self) -> None:
        actions.sign_up(**GOOD, at=NOW)

        with pytest.raises(ManyInvalid) as refused:
            actions.sign_up(**GOOD, at=NOW)

        assert refused.value.details["errors"].keys() == {"login", "personal_id"}


class TestOpenAccount:
    def test_is_for_those_who_manage_accounts(self, commune: Agency) -> None:
        leader = officer("hoa", Role.LEADER, commune)

        minh = actions.open_account(login="Minh", name="Minh", by=leader, at=NOW)

        assert minh.login == "minh"
        assert not minh.has_usable_password()
        assert kinds(minh) == ["account.opened"]

    def test_is_refused_to_the_stranger(self, commune: Agency) -> None:
        lan = officer("lan", Role.RECEPTIONIST, commune)

        with pytest.raises(NotAllowed):
            actions.open_account(login="minh", name="Minh", by=lan, at=NOW)
        assert not User.objects.filter(login="minh").exists()

    def test_names_a_bad_address(self) -> None:
        with pytest.raises(ManyInvalid, match="email"):
            person("lan", email="lan at home")


class TestAppoint:
    def test_gives_the_post(self, commune: Agency) -> None:
        leader, lan = officer("hoa", Role.LEADER, commune), person("lan")
        assert not lan.may("test.receive", commune.pk)

        post = appoint(lan, leader, commune, title="Cán bộ  một cửa")

        assert lan.may("test.receive", commune.pk)
        assert (post.title, post.ground) == ("Cán bộ một cửa", "12/QĐ")
        assert kinds(lan) == ["account.opened", "post.given"]
        entry = Entry.objects.get(kind="post.given", about=f"account:{lan.pk}")
        assert (entry.agency_id, entry.by_id) == (commune.pk, leader.pk)
        assert entry.data["valid_from"] == "2025-07-01"

    def test_reaches_below_and_not_beside_or_above(
        self, province: Agency, commune: Agency, neighbour: Agency
    ) -> None:
        above = officer("ha", Role.LEADER, province)
        leader = officer("hoa", Role.LEADER, commune)

        assert appoint(person("a1"), above, commune)
        for there in (neighbour, province, None):
            with pytest.raises(NotAllowed):
                appoint(person(f"b{there}".lower().replace(".", "")), leader, there)

    @pytest.mark.parametrize("role", [Role.SPECIALIST, Role.REGISTRAR])
    def test_nobody_gives_what_he_has_not(self, commune: Agency, role: str) -> None:
        leader, lan = officer("hoa", Role.LEADER, commune), person("lan")

        with pytest.raises(AboveOwnPowers):
            appoint(lan, leader, commune, role=role)
        with pytest.raises(AboveOwnPowers):  # not to himself either
            appoint(leader, leader, commune, role=role)
        assert not lan.posts.exists()
        assert kinds(lan) == ["account.opened"]

    def test_what_is_held_elsewhere_does_not_count(
        self, commune: Agency, neighbour: Agency
    ) -> None:
        leader = officer("hoa", Role.LEADER, commune)
        appoint(leader, None, neighbour, role=Role.SPECIALIST)

        with pytest.raises(AboveOwnPowers):
            appoint(person("lan"), leader, commune, role=Role.SPECIALIST)

    def test_is_refused_to_the_stranger(self, commune: Agency) -> None:
        lan = officer("lan", Role.RECEPTIONIST, commune)

        with pytest.raises(NotAllowed):
            appoint(person("minh"), lan, commune)

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"role": "king"}, "role"),
            ({"role": Role.CITIZEN}, "role"),
            ({"valid_until": START}, "valid_until"),
            ({"valid_from": START - DAY}, "agency"),
        ],
    )
    def test_names_the_field(
        self, commune: Agency, given: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            appoint(person("lan"), None, commune, **given)

        assert refused.value.details["field"] == field
        assert not Post.objects.exists()

    def test_one_post_is_not_held_twice(self, commune: Agency, neighbour: Agency) -> None:
        lan = person("lan")
        appoint(lan, None, commune, valid_until=TODAY)

        with pytest.raises(PostIsHeld):
            appoint(lan, None, commune, valid_from=TODAY - DAY)
        assert appoint(lan, None, commune, valid_from=TODAY)
        assert appoint(lan, None, neighbour)

    def test_a_closed_account_gets_none(self, commune: Agency) -> None:
        lan = person("lan")
        actions.close_account(lan, by=None, at=NOW)

        with pytest.raises(AccountIsClosed):
            appoint(lan, None, commune)


class TestEndPost:
    def test_ends_it_on_the_day(self, commune: Agency) -> None:
        leader, lan = officer("hoa", Role.LEADER, commune), person("lan")
        post = appoint(lan, leader, commune)

        actions.end_post(post, on=TODAY, by=leader, at=NOW)

        assert not User.objects.get(pk=lan.pk).may("test.receive")
        assert kinds(lan)[-1] == "post.ended"

    def test_is_refused_to_who_could_not_have_given_it(
        self, commune: Agency, neighbour: Agency
    ) -> None:
        lan = officer("lan", Role.SPECIALIST, commune)
        post = lan.posts.get()

        for by, refusal in [
            (officer("hoa", Role.LEADER, commune), AboveOwnPowers),
            (officer("ha", Role.LEADER, neighbour), NotAllowed),
            (lan, NotAllowed),
        ]:
            with pytest.raises(refusal):
                actions.end_post(post, on=TODAY, by=by, at=NOW)
        assert Post.objects.get(pk=post.pk).valid_until is None

    def test_history_is_not_rewritten(self, commune: Agency) -> None:
        lan = person("lan")
        post = appoint(lan, None, commune)
        with pytest.raises(Invalid):
            actions.end_post(post, on=START - DAY, by=None, at=NOW)
        actions.end_post(post, on=TODAY, by=None, at=NOW)

        with pytest.raises(PostIsOver):
            actions.end_post(post, on=TODAY + DAY, by=None, at=NOW)
        assert Post.objects.get(pk=post.pk).valid_until == TODAY


class TestSetPassword:
    def test_is_for_the_person_and_who_stands_above(self, commune: Agency) -> None:
        leader = officer("hoa", Role.LEADER, commune)
        lan = officer("lan", Role.RECEPTIONIST, commune)

        for by in (lan, leader, None):
            new = f"mat-khau-moi-{by}"
            actions.set_password(lan, password=new, by=by, at=NOW)
            assert authenticate(username="lan", password=new) == lan
        assert kinds(lan)[2:] == ["account.password-set"] * 3

    def test_a_small_manager_does_not_take_over_a_great_account(
        self, province: Agency, commune: Agency
    ) -> None:
        leader = officer("hoa", Role.LEADER, commune)
        above = officer("ha", Role.LEADER, province)
        appoint(above, None, commune)  # also works in the commune
        future = person("tu")
        appoint(future, None, province, valid_from=TODAY + DAY)
        citizen = person("an")

        for who in (above, future, citizen):
            before = User.objects.get(pk=who.pk).password
            with pytest.raises(NotAllowed):
                actions.set_password(who, password="mat-khau-moi-x", by=leader, at=NOW)
            assert User.objects.get(pk=who.pk).password == before

    def test_names_the_rule(self) -> None:
        with pytest.raises(Invalid, match="password"):
            actions.set_password(person("lan"), password="short", by=None, at=NOW)


class TestCloseAccount:
    def test_ends_its_posts_and_its_tokens(self, commune: Agency) -> None:
        leader = officer("hoa", Role.LEADER, commune)
        lan = officer("lan", Role.RECEPTIONIST, commune)
        appoint(lan, None, commune, role=Role.LEADER, valid_from=TODAY + DAY)
        plain = actions.issue_token(lan, name="x", by=None, at=NOW)

        closed = actions.close_account(lan, by=leader, at=NOW)

        assert not closed.is_active
        assert Token.person_of(plain) is None
        ends = lan.posts.order_by("pk").values_list("valid_until", flat=True)
        assert list(ends) == [TODAY, TODAY + DAY]  # the second was never held
        assert kinds(lan)[-3:] == ["post.ended", "post.ended", "account.closed"]
        with pytest.raises(AccountIsClosed):
            actions.close_account(lan, by=leader, at=NOW)

    def test_is_refused_to_the_stranger(self, commune: Agency, neighbour: Agency) -> None:
        lan = officer("lan", Role.RECEPTIONIST, commune)

        with pytest.raises(NotAllowed):
            actions.close_account(lan, by=officer("ha", Role.LEADER, neighbour), at=NOW)
        assert User.objects.get(pk=lan.pk).is_active


class TestToken:
    def test_stands_for_the_person(self) -> None:
        lan = person("lan")

        plain = actions.issue_token(lan, name=" bot ", by=lan, at=NOW)

        assert plain.startswith("hc_")
        assert Token.person_of(plain) == lan
        assert Token.objects.get().name == "bot"
        assert plain not in str(Entry.objects.values_list())
        assert not Token.objects.filter(digest=plain).exists()

    def test_costs_one_query(
        self, django_assert_num_queries: Callable[[int], Any]
    ) -> None:
        plain = actions.issue_token(person("lan"), name="bot", by=None, at=NOW)

        with django_assert_num_queries(1):
            Token.person_of(plain)
        with django_assert_num_queries(0):
            Token.person_of("something else")

    def test_expires(self) -> None:
        until = NOW + DAY
        plain = actions.issue_token(
            person("lan"), name="bot", expires_at=until, by=None, at=NOW
        )

        assert Token.person_of(plain, at=until - timedelta(seconds=1))
        assert Token.person_of(plain, at=until) is None
        assert Token.person_of(plain[:-1]) is None

    def test_is_revoked_once(self) -> None:
        lan = person("lan")
        plain = actions.issue_token(lan, name="bot", by=None, at=NOW)
        token = Token.objects.get()

        actions.revoke_token(token, by=lan, at=NOW)
        actions.revoke_token(token, by=lan, at=NOW + DAY)

        assert Token.person_of(plain) is None
        assert Token.objects.get().revoked_at == NOW
        assert kinds(lan)[-2:] == ["token.issued", "token.revoked"]

    def test_is_refused_to_the_stranger(self, commune: Agency) -> None:
        lan, minh = person("lan"), officer("minh", Role.LEADER, commune)
        actions.issue_token(lan, name="bot", by=None, at=NOW)

        with pytest.raises(NotAllowed):
            actions.issue_token(lan, name="bot", by=minh, at=NOW)
        with pytest.raises(NotAllowed):
            actions.revoke_token(Token.objects.get(), by=minh, at=NOW)
        assert Token.objects.filter(revoked_at=None).count() == 1

    @pytest.mark.parametrize(
        "asked", [{"name": " "}, {"name": "x" * 61}, {"name": "x", "expires_at": NOW}]
    )
    def test_names_the_field(self, asked: dict[str, Any]) -> None:
        with pytest.raises(Invalid):
            actions.issue_token(person("lan"), **asked, by=None, at=NOW)
        assert not Token.objects.exists()


def test_a_made_up_agency_is_none_of_the_bundled_ones(commune: Agency) -> None:
    assert agency("T9").lineage.count("/") == 2
    assert authenticate(username="nobody", password=PASSWORD) is None
