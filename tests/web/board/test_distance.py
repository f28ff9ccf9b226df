"""The pages of distances: the right numbers, light and quick, the same for programs."""

import csv
import io
import re
import time
from typing import Any

import pytest
from django.test import Client

from haicap.accounts.models import User
from haicap.measures.distance import ground, planning, reach, report
from tests.web.reading import page, text, weight

pytestmark = pytest.mark.django_db

DAY = "on=2026-01-01"
COUNTRY = f"/board/distance?{DAY}"
PROVINCE = f"/board/distance/40?{DAY}"
PAGES = [
    COUNTRY,
    PROVINCE,
    f"/board/distance/01?{DAY}",
    f"/board/distance/38?{DAY}&points=50&beyond=5",
    f"/board/distance/48?{DAY}",
    f"/board/distance/56?{DAY}",
    "/board/distance?on=2025-06-01",
    "/board/distance/38?on=30/06/2025",
    f"{COUNTRY}&compare=2025-07-01",
]
MOST = 30 * 1024


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_keeps_its_promises(
    client: Client, boss: User, address: str, language: str
) -> None:
    soup = page(client, f"{address}&lang={language}")

    assert weight(client.get(address).content) <= MOST
    said = text(soup)
    expected = "straight lines in km" if language == "en" else "đường thẳng tính bằng km"
    assert expected in said
    assert ("assumed" if language == "en" else "giả định") in said


def test_a_page_is_there_in_two_seconds_of_work(client: Client, boss: User) -> None:
    for kept in (ground.units, reach._on, reach.doubtful, report._made, planning._made):
        kept.cache_clear()
    client.get("/board/")  # the templates

    since = time.process_time()
    assert client.get(COUNTRY).status_code == 200
    assert client.get(PROVINCE).status_code == 200
    assert time.process_time() - since < 4


def test_the_country_has_a_line_and_a_square_for_each_province(
    client: Client, boss: User
) -> None:
    soup = page(client, COUNTRY)

    rows = soup.select("#provinces ~ .scroll tbody tr")
    assert len(rows) == 34
    link = rows[0].find("a")
    assert link is not None
    assert re.fullmatch(r"/board/distance/\d\d\?on=2026-01-01", str(link["href"]))
    assert len(soup.select("svg[role=group] a")) == 34
    assert {"Hoàng Sa", "Trường Sa"} <= {text(t) for t in soup.find_all("title")}
    assert len(soup.select("#worst ~ .scroll tbody tr")) == report.WORST


def test_the_board_leads_there(client: Client, boss: User) -> None:
    for board, leads in (
        ("/board/", "/board/distance"),
        ("/board/provinces/38", "/board/distance/38"),
    ):
        assert page(client, board).select(f"a[href='{leads}']"), board
    assert not page(client, "/figures/").select("a[href='/board/distance']")


def test_a_province_shows_where_points_would_help(client: Client, boss: User) -> None:
    soup = page(client, PROVINCE)

    rows = soup.select("#plan ~ .scroll tbody tr")
    assert len(rows) == 5
    drawn = soup.find("svg", attrs={"aria-labelledby": "dots"})
    assert drawn is not None
    pins = [text(each) for each in drawn.find_all("text")]
    assert pins == ["1", "2", "3", "4", "5"]
    names = {text(title) for title in drawn.find_all("title")}
    assert {text(row.find_all(["th", "td"])[1]) for row in rows} <= names
    assert "Proved: no other choice saves more." in text(soup)
    assert "nearer communes are in the files below" in text(soup)


def test_as_many_points_as_are_asked_for(client: Client, boss: User) -> None:
    soup = page(client, f"{PROVINCE}&points=2&beyond=7,5")

    assert len(soup.select("#plan ~ .scroll tbody tr")) == 2
    assert "Farther than 7.5 km" in text(soup)


def test_a_day_without_centres_has_no_plan_and_no_map(client: Client, boss: User) -> None:
    soup = page(client, "/board/distance/40?on=2025-06-30")

    assert not soup.find(id="plan")
    assert "to the counter of the district" in text(soup)


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="distance-' in response["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_same_numbers_as_files(client: Client, boss: User) -> None:
    provinces = rows_of(client, f"{COUNTRY}&format=csv")
    communes = rows_of(client, f"{PROVINCE}&format=csv")
    points = rows_of(client, f"{PROVINCE}&format=csv&table=suggested-points")
    left_out = rows_of(client, f"{COUNTRY}&format=csv&table=left-out")

    assert len(provinces) == 34
    assert len(communes) == 130
    assert [row["place"] if "place" in row else row["name"] for row in points]
    assert {row["why"] for row in left_out} == {"point"}
    found = report.country(ground.TWO_LEVELS.replace(year=2026, month=1))
    assert float(provinces[0]["now_mean_km"]) == pytest.approx(
        found.lines[0].now.mean if found.lines[0].now else 0, abs=1e-4
    )
    assert sum(int(row["left_out"]) for row in provinces) == len(left_out)


def test_what_is_not_known_is_empty(client: Client, boss: User) -> None:
    rows = rows_of(client, f"/board/distance/56?{DAY}&format=csv")

    truong_sa = next(row for row in rows if row["code"] == "22736")
    assert truong_sa["now_mean_km"] == ""
    assert truong_sa["left_out"] == "3"


def test_the_same_numbers_as_a_document(client: Client, boss: User) -> None:
    said: dict[str, Any] = client.get(f"{PROVINCE}&format=json").json()

    assert said["distance"] == "straight-line"
    assert len(said["units"]) == 130
    assert len(said["plan"]["suggestions"]) == 5
    assert said["plan"]["is_proved_best"] is True


@pytest.mark.parametrize(
    ("address", "status", "named"),
    [
        ("/board/distance/99", 404, "99"),
        ("/board/distance/14758", 422, "province"),
        ("/board/distance?on=x", 422, "on"),
        ("/board/distance?on=2019-01-01", 422, "on"),
        ("/board/distance?compare=2019-01-01", 422, "compare"),
        (f"{PROVINCE}&points=0", 422, "points"),
        (f"{PROVINCE}&points=51", 422, "points"),
        (f"{PROVINCE}&points=1.5", 422, "points"),
        (f"{PROVINCE}&points=many", 422, "points"),
        (f"{PROVINCE}&beyond=0", 422, "beyond"),
        (f"{PROVINCE}&beyond=nan", 422, "beyond"),
        (f"{PROVINCE}&format=pdf", 422, "format"),
        (f"{PROVINCE}&format=csv&table=point", 422, "suggested-points"),
    ],
)
def test_what_is_asked_badly_is_named(
    client: Client, boss: User, address: str, status: int, named: str
) -> None:
    assert named in text(page(client, address, status))
