"""The same numbers as CSV and JSON; what is asked badly is named."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from haicap.accounts.models import User
from haicap.measures.lake.manifest import Lake
from tests.web.board.world import HAM_RONG, PERIOD
from tests.web.reading import page, text


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    body = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_csv_holds_numerators_and_denominators(
    client: Client, lake: Lake, boss: User
) -> None:
    found = rows(client, f"/board/?{PERIOD}&format=csv&table=provinces")

    assert len(found) == 34
    thanh_hoa = next(row for row in found if row["code"] == "38")
    assert thanh_hoa["received"] == "100"
    assert thanh_hoa["on_time_numerator"] == "60"
    assert thanh_hoa["on_time_denominator"] == "90"
    assert thanh_hoa["overdue_open"] == "4"


def test_null_is_not_zero(client: Client, lake: Lake, boss: User) -> None:
    found = rows(client, f"/board/?{PERIOD}&format=csv&table=provinces")

    cao_bang = next(row for row in found if row["code"] == "04")
    assert cao_bang["on_time"] == ""
    assert cao_bang["overdue_open"] == "0"


def test_json_says_what_the_numbers_are(client: Client, lake: Lake, boss: User) -> None:
    said: dict[str, Any] = client.get(
        f"/board/communes/{HAM_RONG}?{PERIOD}&format=json"
    ).json()

    assert said["since"] == "2025-07-07"
    assert said["until"] == "2025-08-04"
    assert said["lens"] == "as-was"
    assert said["data_as_of"]
    assert said["tables"]["commune"][0]["on_time"] == pytest.approx(2 / 3)
    of = next(each for each in said["measures"] if each["name"] == "on-time")
    assert of["version"] == 1
    assert of["denominator"].startswith("dossiers returned")


@pytest.mark.parametrize(
    "address",
    [
        "/board/?",
        "/board/provinces/38?",
        f"/board/communes/{HAM_RONG}?",
        f"/board/dossiers?commune={HAM_RONG}&",
        "/figures/?",
        "/figures/measures?",
        "/figures/declared?",
    ],
)
def test_every_table_of_every_page_can_be_taken_away(
    client: Client, lake: Lake, boss: User, address: str
) -> None:
    soup = page(client, address + PERIOD)
    links = [str(a["href"]) for a in soup.select("main a[href*='format=']")]
    tables = client.get(f"{address}{PERIOD}&format=json").json()["tables"]

    assert len(links) == 1 + len(tables)
    path = address.partition("?")[0]
    for link in links:
        assert client.get(path + link).status_code == 200
    for name, found in tables.items():
        assert len(rows(client, f"{address}{PERIOD}&format=csv&table={name}")) == len(
            found
        )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("lens=as-wsa", "lens: “as-wsa” is not known; the nearest is “as-was”"),
        ("format=cvs", "the nearest is “csv”"),
        ("format=csv&table=province", "the nearest is “provinces”"),
        ("sort=on-tme", "the nearest is “on-time”"),
        ("map=lnd", "the nearest is “land”"),
        ("from=32/7/2025", "from: write a day"),
        ("to=then", "to: write a day"),
        ("on=2025-13-01", "on: write a day"),
        ("from=2025-08-02&to=2025-08-01", "must not be before the first"),
        ("from=2025-08-02&to=2999-08-01", "lies in the future"),
        ("period=2999-W01", "lies in the future"),
        ("period=2025-W99", "There is no period “2025-W99”"),
        ("period=2025-W30&from=2025-08-01", "either a period or two days"),
        ("target=200", "write a percentage"),
        ("target=x", "write a percentage"),
    ],
)
def test_what_cannot_be_read_is_named(
    client: Client, lake: Lake, boss: User, asked: str, said: str
) -> None:
    assert said in text(page(client, f"/board/?{asked}", status=422))


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/board/provinces/02", 404, "it was that of Tỉnh Hà Giang"),
        ("/board/provinces/97", 404, "the nearest is 96"),
        ("/board/communes/99999", 404, "the nearest is"),
        ("/board/dossiers?measure=receved&commune=14758", 404, "“received”"),
        (
            "/board/dossiers?measure=received&half=rest&commune=14758",
            404,
            "no list of dossiers",
        ),
        (
            "/board/dossiers?measure=centre-coverage&commune=14758",
            404,
            "no list of dossiers",
        ),
        ("/board/dossiers?measure=received", 422, "say which commune or province"),
        ("/board/dossiers?commune=14758&level=comune", 422, "the nearest is “commune”"),
        ("/board/dossiers?commune=14758&procedure=9.9", 404, "no procedure “9.9”"),
        ("/board/dossiers?commune=99999", 404, "the nearest is"),
        ("/figures/declared?unit=99", 404, "the nearest is"),
    ],
)
def test_what_is_not_there_is_named(
    client: Client, lake: Lake, boss: User, address: str, status: int, said: str
) -> None:
    joint = "&" if "?" in address else "?"

    assert said in text(page(client, f"{address}{joint}{PERIOD}", status=status))
