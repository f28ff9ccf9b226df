"""What a list shows and what a page lets in are the same, for everybody and always."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from haicap.accounts import actions
from haicap.accounts.door import Scope, scope_of
from haicap.accounts.models import Post, User
from haicap.accounts.roles import Role
from haicap.units.models import Agency
from tests.accounts.world import NOW, START, agency, officer, person

pytestmark = pytest.mark.django_db
OFFICERS = [role for role in Role.values if role != Role.CITIZEN]


class TestScope:
    def test_reaches_the_agency_and_all_below(
        self, province: Agency, commune: Agency, neighbour: Agency
    ) -> None:
        lan = officer("lan", Role.RECEPTIONIST, commune)
        ha = officer("ha", Role.RECEPTIONIST, province)

        reached = [
            [
                scope_of(who, "test.receive").covers(a)
                for a in (province, commune, neighbour)
            ]
            for who in (lan, ha)
        ]

        assert reached == [[False, True, False], [True, True, True]]

    def test_without_an_agency_is_the_nation(self, commune: Agency) -> None:
        lan = officer("lan", Role.RECEPTIONIST, None)

        assert scope_of(lan, "test.receive") == Scope(nationwide=True)
        assert lan.may("test.receive", commune.pk)
        assert lan.may("test.receive", 0)

    def test_is_empty_for_another_permission(self, commune: Agency) -> None:
        lan = officer("lan", Role.RECEPTIONIST, commune)

        assert not scope_of(lan, "test.process")
        assert not lan.may("test.process")
        assert not lan.may("test.process", commune.pk)

    def test_is_empty_for_a_closed_account(self, commune: Agency) -> None:
        lan = officer("lan", Role.RECEPTIONIST, commune)
        User.objects.update(is_active=False)

        assert not User.objects.get(pk=lan.pk).may("test.receive")

    def test_follows_the_days_of_the_post(self, commune: Agency) -> None:
        lan = person("lan")
        since, until = date(2025, 8, 1), date(2025, 8, 31)
        actions.appoint(
            lan,
            role=Role.RECEPTIONIST,
            agency=commune,
            valid_from=since,
            valid_until=until,
            ground="",
            by=None,
            at=NOW,
        )

        held = [
            bool(scope_of(lan, "test.receive", day))
            for day in (since - timedelta(1), since, until - timedelta(1), until)
        ]
        assert held == [False, True, True, False]

    def test_an_id_that_ends_like_another_is_another(self, commune: Agency) -> None:
        lan = officer("lan", Role.RECEPTIONIST, commune)

        assert not lan.may("test.receive", int(str(commune.pk)[1:] or 0))
        assert not lan.may("test.receive", int(f"1{commune.pk}"))

    def test_what_citizens_may_do_everybody_may_everywhere(
        self, commune: Agency, settings: Settings
    ) -> None:
        settings.HAICAP_ROLES = f"{__name__}.WITH_CITIZENS"

        assert person("an").may("test.submit", commune.pk)
        assert not person("binh").may("test.receive", commune.pk)

    def test_rows_of_no_agency_are_the_nations(self, commune: Agency) -> None:
        nation = officer("ha", Role.RECEPTIONIST, None)
        lan = officer("lan", Role.RECEPTIONIST, commune)

        def seen(who: User) -> set[str]:
            posts = Post.objects.filter(scope_of(who, "test.receive").filter())
            return {post.person.login for post in posts}

        assert seen(nation) == {"ha", "lan"}
        assert seen(lan) == {"lan"}


WITH_CITIZENS = {Role.CITIZEN: frozenset({"test.submit"})}


class TestQueries:
    def test_the_own_agency_costs_one_query_once(self, commune: Agency) -> None:
        lan = User.objects.get(pk=officer("lan", Role.RECEPTIONIST, commune).pk)

        with CaptureQueriesContext(
            connection,
        ) as queries:
            for _ in range(5):
                assert lan.may("test.receive", commune.pk)
                assert lan.may("test.receive")
                assert not lan.may("test.process", commune.pk)
                assert scope_of(lan, "test.receive").covers(commune)

        assert len(queries) == 1

    def test_an_agency_that_is_at_hand_costs_none(
        self, province: Agency, commune: Agency
    ) -> None:
        ha = officer("ha", Role.RECEPTIONIST, province)
        ha.current_posts()

        with CaptureQueriesContext(connection) as queries:
            assert scope_of(ha, "test.receive").covers(commune)

        assert not queries.captured_queries


@pytest.mark.parametrize("seed", range(12))
def test_the_list_and_the_page_agree(seed: int) -> None:
    dice = random.Random(seed)
    agencies: list[Agency] = []
    for number in range(25):
        above = dice.choice([*agencies, None]) if agencies else None
        agencies.append(agency(f"R{number}", above))
    people = [person(f"p{number}", password=None) for number in range(8)]
    for who in people:
        for _ in range(dice.randint(0, 4)):
            since = START + timedelta(dice.randint(0, 100))
            Post.objects.create(
                person=who,
                role=dice.choice(OFFICERS),
                agency=dice.choice(
                    [*agencies, None] if dice.random() < 0.1 else agencies
                ),
                valid_from=since,
                valid_until=dice.choice([None, since + timedelta(dice.randint(0, 60))]),
            )
    ours = Agency.objects.filter(code__startswith="R")
    for who in people:
        for permission in ("test.receive", "test.process", "accounts.manage"):
            scope = scope_of(who, permission)
            listed = set(ours.filter(scope.filter("")).values_list("pk", flat=True))
            posts = Post.objects.filter(scope.filter(), agency__isnull=False)
            by_id = {a.pk for a in agencies if who.may(permission, a.pk)}

            assert listed == by_id
            assert listed == {a.pk for a in agencies if scope.covers(a)}
            assert set(posts) == {p for p in Post.objects.all() if p.agency_id in by_id}
            assert scope.filter("") == scope_of(who, permission).filter("")
