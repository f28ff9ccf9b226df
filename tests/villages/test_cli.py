"""``haicap village``, run as a person runs it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from haicap.cli.villages import village
from haicap.common.errors import NotFound
from haicap.villages.models import VillageVersion
from haicap.villages.sheet import SheetRefused
from tests import given
from tests.villages.test_register import FIRST, SECOND, write

pytestmark = pytest.mark.django_db

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("haicap.cli.setup_django", lambda: None)
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*words: str) -> Result:
        found = CliRunner().invoke(village, words)
        if found.exception and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    return invoke


def said(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_loads_and_lists(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "thon.csv", FIRST, SECOND)

    assert said(run("load", str(file), "--simulated", "--json")) == {
        "file": "thon.csv",
        "rows": 2,
        "new": 2,
    }
    found = said(run("list", "14758", "--on", "2026-01-01", "--json"))["villages"]
    assert [each["name"] for each in found] == ["Tổ dân phố 1", "Tổ dân phố 2"]
    assert found[0]["households"] == 210
    assert found[0]["is_simulated"]
    assert "(simulated)" in run("list", "14758").output
    assert run("list").exit_code == 2
    assert said(run("list", "--unplaced", "--json"))["villages"] == []


def test_names_every_fault_of_a_file(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "thon.csv", FIRST.replace("210", "x"))

    with pytest.raises(SheetRefused, match=r"thon\.csv:2 households"):
        run("load", str(file))


def test_arranges_by_a_person(run: Run) -> None:
    given.officer("leader", given.committee(), "thu")
    rests = ("--ground", "12/NQ-HĐND", "--by", "thu", "--json", "--on")
    kind = ("--kind", "residential_group")
    numbers = [
        said(run("found", "14758", name, *kind, *rests, "2025-07-02"))["villages"][0][
            "number"
        ]
        for name in ("Tổ 1", "Tổ 2", "Tổ 3")
    ]
    one, two, three = map(str, numbers)
    run("rename", one, "Tổ A", *rests, "2025-07-03")
    merged = said(run("merge", one, two, "--name", "Tổ B", *rests, "2025-07-04"))
    number = str(merged["villages"][0]["number"])
    run("split", number, "--into", "Tổ C", "--into", "Tổ D", *rests, "2025-07-05")
    run("dissolve", three, "--consent", "75.5", *rests, "2025-07-05")
    counted = ("--as-of", "2025-07-02", "--source", "Báo cáo", "--by", "thu", "--json")
    found = said(run("count", one, "--households", "90", *counted))

    assert found["villages"][0]["households"] == 90
    names = [e["name"] for e in said(run("list", "14758", "--json"))["villages"]]
    assert names == ["Tổ C", "Tổ D"]
    with pytest.raises(NotFound):
        run("rename", "999999", "Tổ E", *rests, "2025-07-06")


def test_moves_to_another_commune(run: Run) -> None:
    given.officer("registrar", None, "son")
    rests = ("--ground", "12/NQ-HĐND", "--by", "son", "--json", "--on")
    kind = ("--kind", "residential_group")
    new = said(run("found", "14758", "Tổ 1", *kind, *rests, "2025-07-02"))
    number = str(new["villages"][0]["number"])
    run("move", number, "--to", "00070", *rests, "2025-07-03")

    versions = VillageVersion.objects.filter(village_id=int(number)).order_by(
        "valid_from"
    )
    assert [each.commune for each in versions] == [
        given.commune("14758"),
        given.commune("00070"),
    ]
