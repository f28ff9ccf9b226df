"""The dossiers behind a number: as many as it says, and only those that one may see."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from haicap.accounts.models import User
from haicap.measures import engine
from haicap.measures.answers import LensName
from haicap.measures.expressions import Half
from haicap.measures.lake.manifest import Lake
from haicap.measures.registry import MEASURES
from tests import given
from tests.measures.conftest import lake as committed_lake  # noqa: F401
from tests.measures.world import everything, follow_all
from tests.web.board.world import HAM_RONG, PERIOD
from tests.web.reading import page, text

DAYS: dict[str, Any] = {"since": given.TODAY, "until": given.TODAY + 28 * given.DAY}
LISTED = [
    (name, half)
    for name, each in MEASURES.items()
    if each.table == "milestones" and each.is_additive and each.unit != "change"
    for half in ("counted", "rest")
    if half == "counted" or each.is_ratio
]


@pytest.mark.parametrize(("name", "half"), LISTED)
@pytest.mark.parametrize("lens", ["as-was", "as-is"])
def test_the_list_is_as_long_as_the_number_says(
    lake: Lake, name: str, half: Half, lens: LensName
) -> None:
    where = {"commune": HAM_RONG}
    total = engine.compute(name, lens=lens, where=where, **DAYS).total
    counted, among = total.numerator or 0, total.denominator or 0

    listed = engine.dossiers_behind(name, half, lens=lens, where=where, **DAYS)

    assert len(listed) == len(set(listed))
    assert len(listed) == (counted if half == "counted" else among - counted)


def test_a_page_says_how_many_there_are_and_how_many_one_may_see(
    client: Client, lake: Lake, boss: User
) -> None:
    soup = page(
        client, f"/board/dossiers?measure=on-time&half=rest&commune={HAM_RONG}&{PERIOD}"
    )

    said = text(soup)
    assert "30 the others · of: dossiers returned in the period" in said
    assert "0 of them are yours to see." in said  # they are in the lake only


class TestWithRealDossiers:
    """Made by the actions, exported by the follower, read through the board."""

    @pytest.fixture
    def lake(self, committed_lake: Lake) -> Lake:  # noqa: F811
        """With one dossier of each fate."""
        list(everything())
        follow_all()
        return committed_lake

    def test_the_way_down_ends_at_the_dossier(
        self, client: Client, lake: Lake, settings: Settings
    ) -> None:
        boss = given.officer("leader", given.committee(), "boss")
        client.force_login(boss)
        client.cookies["django_language"] = "en"
        days = "from=2025-07-01&to=2025-08-31"
        commune = page(client, f"/board/communes/{HAM_RONG}?{days}")
        link = commune.select_one("a[href*='measure=received&half=counted']")
        assert link is not None

        listed = page(client, str(link["href"]))
        rows = listed.select("tbody tr")

        assert len(rows) == int(text(link))
        first = rows[0].find("a")
        assert first is not None
        assert text(first) in text(page(client, str(first["href"])))

        elsewhere = given.officer(
            "leader", given.committee(given.commune("00004")), "far"
        )
        client.force_login(elsewhere)
        hidden = page(client, str(link["href"]))
        assert hidden.select("tbody tr") == []
        assert "0 of them are yours to see." in text(hidden)
