"""The pages of the board: the right numbers, each with what it is of and where its list is."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from haicap.accounts.models import User
from haicap.measures.lake.manifest import Lake
from tests.web.board.world import HAM_RONG, PERIOD
from tests.web.reading import page, text, weight

BOARD = f"/board/?{PERIOD}"
PROVINCE = f"/board/provinces/38?{PERIOD}"
COMMUNE = f"/board/communes/{HAM_RONG}?{PERIOD}"
PAGES = [
    BOARD,
    f"{BOARD}&map=land",
    f"{BOARD}&lens=as-is&on=2026-01-01&sort=overdue&target=80",
    PROVINCE,
    f"/board/provinces/48?{PERIOD}",
    COMMUNE,
    f"/board/dossiers?commune={HAM_RONG}&{PERIOD}",
    f"/figures/?{PERIOD}",
    f"/figures/measures?{PERIOD}",
    f"/figures/declared?{PERIOD}",
]
MOST = 30 * 1024


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_keeps_its_promises(
    client: Client, lake: Lake, boss: User, address: str, language: str
) -> None:
    soup = page(client, f"{address}&lang={language}")

    assert weight(client.get(address).content) <= MOST
    said = text(soup)
    assert ("data as of" if language == "en" else "số liệu đến") in said
    assert not soup.find_all("script", src=re.compile("chart"))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_before_any_data(
    client: Client, no_lake: None, boss: User, address: str
) -> None:
    assert "no data yet" in text(page(client, address))


def kpi(soup: BeautifulSoup, name: str) -> str:
    found = soup.find(id=f"kpi-{name}")
    assert found is not None
    assert found.parent is not None
    return text(found.parent)


def test_says_four_numbers_with_definition_and_denominator(
    client: Client, lake: Lake, boss: User
) -> None:
    soup = page(client, BOARD)

    assert "160" in kpi(soup, "received")
    online = kpi(soup, "online")
    assert "87.5 %" in online
    assert "140 those filed online" in online
    assert "160 of: dossiers received in the period" in online
    assert "Definition : The share of the dossiers received" in online
    assert "93.8 %" in kpi(soup, "returned-of-received")
    on_time = kpi(soup, "on-time")
    assert "80.0 %" in on_time
    assert "120 those settled on time or early" in on_time
    assert "150 of: dossiers returned in the period that had a time limit" in on_time


def test_the_league_ranks_by_time_and_leads_to_each_province(
    client: Client, lake: Lake, boss: User
) -> None:
    soup = page(client, BOARD)
    rows = soup.select("#league ~ .scroll tbody tr")

    assert len(rows) == 34
    first, second, third = (text(row) for row in rows[:3])
    assert first.startswith("1 Hà Nội 60 100.0 % 100.0 % 100.0 %")
    assert second.startswith("2 Thanh Hóa 100 80.0 % 90.0 % 66.7 %")
    assert third.startswith("– ")
    link = rows[1].find("a")
    assert link is not None
    assert str(link["href"]).startswith("/board/provinces/38?from=2025-07-07")


def test_the_league_can_be_sorted(client: Client, lake: Lake, boss: User) -> None:
    rows = page(client, f"{BOARD}&sort=received").select("#league ~ .scroll tbody tr")

    assert "Thanh Hóa" in text(rows[0])


def test_says_where_to_act_by_amounts(client: Client, lake: Lake, boss: User) -> None:
    soup = page(client, BOARD)
    rows = soup.select("#act ~ .scroll tbody tr")

    assert [text(row) for row in rows] == ["Phường Hàm Rồng Thanh Hóa 4 ±0"]
    assert "4 dossiers are open and overdue" in text(soup)


def test_the_map_shows_every_province_and_the_archipelagos(
    client: Client, lake: Lake, boss: User
) -> None:
    tiles = page(client, BOARD).select("svg[role=group] g > g, svg[role=group] a > g")
    land = page(client, f"{BOARD}&map=land")

    assert len(tiles) == 36
    assert {"Hoàng Sa (Đà Nẵng)", "Trường Sa (Khánh Hòa)"} <= {
        text(title) for title in page(client, BOARD).find_all("title")
    }
    assert "Hoàng Sa" in text(land)
    assert "Trường Sa" in text(land)
    assert "Stephen Truong, CC BY 4.0" in text(land)
    assert len(land.select("svg[role=group] path")) == 34


@pytest.mark.parametrize(("code", "name"), [("48", "Hoàng Sa"), ("56", "Trường Sa")])
def test_the_map_of_a_province_shows_its_archipelago(
    client: Client, lake: Lake, boss: User, code: str, name: str
) -> None:
    soup = page(client, f"/board/provinces/{code}?{PERIOD}")

    drawn = soup.find("svg", attrs={"aria-labelledby": "dots"})
    assert drawn is not None
    assert name in text(drawn)
    assert "CC BY 4.0" in text(soup)


def test_a_province_ranks_its_communes_by_what_is_overdue(
    client: Client, lake: Lake, boss: User
) -> None:
    soup = page(client, PROVINCE)
    rows = soup.select("#communes ~ .scroll tbody tr")

    assert len(rows) == 166
    first = text(rows[0])
    assert first.startswith("Phường Hàm Rồng 4 ±0 100 80 % 67 % 56–76 %")
    assert "dim" not in str(rows[0].select("td")[5]["class"])
    assert "dim" in str(rows[1].select("td")[5]["class"])


def test_a_commune_shows_its_interval_and_every_number_has_a_list(
    client: Client, lake: Lake, boss: User
) -> None:
    soup = page(client, COMMUNE)

    assert "56–76 %" in kpi(soup, "on-time")
    rows = soup.select("#procedures ~ .scroll tbody tr")
    assert text(rows[0]).endswith("100 30 67 % 56–76 %")
    links = {str(link["href"]) for link in soup.select("main a[href*=dossiers]")}
    parts = {re.sub(r".*measure=([\w-]+)&half=(\w+).*", r"\1 \2", each) for each in links}
    assert {
        "received counted",
        "online counted",
        "online rest",
        "returned-of-received rest",
        "on-time counted",
        "on-time rest",
        "overdue-open counted",
    } <= parts


def test_declared_figures_stand_beside_and_are_not_mixed(
    client: Client, lake: Lake, boss: User
) -> None:
    received = kpi(page(client, BOARD), "received")

    assert "Declared: ≈ 6,500,000; 4,386,106" in received
    assert "Dossiers received by the 34 provinces" in received
    assert "160" in received


def test_the_declared_page_counts_for_the_same_days(
    client: Client, lake: Lake, boss: User
) -> None:
    rows = page(client, "/figures/declared?unit=38").select("tbody tr")

    said = next(text(row) for row in rows if "269,000" in text(row))
    assert said.startswith("Dossiers received ≈ 269,000 01/07/2025 – 23/08/2025")
    assert said.endswith(" 100")


def test_everybody_sees_the_country_and_nobody_a_commune(
    client: Client, lake: Lake
) -> None:
    soup = page(client, f"/figures/?{PERIOD}&lang=en")

    assert "160" in kpi(soup, "received")
    assert soup.find(id="act") is None
    assert soup.select("a[href*='/board']") == []
    assert client.get(BOARD).status_code == 302


def test_small_multiples_show_the_same_measure_everywhere(
    client: Client, lake: Lake, boss: User
) -> None:
    soup = page(client, f"/figures/measures?{PERIOD}")
    drawn = soup.select("section.box svg[role=group]")

    assert len(drawn) == 9
    assert "Of the dossiers with a time limit" in text(soup)
    assert soup.find(id="overdue-open") is not None


def test_the_first_days_shown_are_whole_weeks_up_to_the_newest(
    client: Client, lake: Lake, boss: User
) -> None:
    assert "02/06/2025 – 03/08/2025 · Units" in text(page(client, "/board/"))
