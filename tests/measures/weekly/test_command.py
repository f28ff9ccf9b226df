"""``haicap report``."""

import json
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from haicap.cli import haicap, main
from haicap.measures.lake.manifest import Lake
from haicap.measures.weekly.words import NoLanguage
from tests import given
from tests.measures.world import follow_all

WEDNESDAY = "2025-07-16T08:00:00+07:00"


def run(*words: str) -> Result:
    """Type a command on a Wednesday."""
    with time_machine.travel(WEDNESDAY, tick=False):
        return CliRunner().invoke(haicap, ["report", *words])


@pytest.fixture
def counted(lake: Lake) -> Lake:
    """A lake with one dossier in it."""
    given.returned()
    follow_all()
    return lake


def test_writes_shows_and_verifies(counted: Lake, tmp_path: Path) -> None:
    made = run(
        "weekly", "--week", "2025-W28", "--lang", "uk", "--to", str(tmp_path), "--json"
    )
    said = json.loads(made.output)
    snapshot = said["snapshot"]
    names = [Path(path).name for path in said["written"]]

    assert names == [
        f"haicap-weekly-{snapshot}.uk.md",
        f"haicap-weekly-{snapshot}.uk.pdf",
        f"haicap-weekly-{snapshot}.csv",
    ]
    shown = run("show", snapshot, "--lang", "uk")
    assert shown.output == (tmp_path / names[0]).read_text("utf-8")
    assert run("show", "2025-W28", "--lang", "uk").output == shown.output
    assert json.loads(run("show", snapshot, "--json").output)["figures"]["to_date"]
    assert json.loads(run("verify", snapshot, "--json").output)["well"] is True
    assert [each["snapshot"] for each in json.loads(run("list", "--json").output)] == [
        snapshot
    ]
    again = run("show", snapshot, "--lang", "uk", "--to", str(tmp_path / "again"))
    assert again.exit_code == 0
    assert (tmp_path / "again" / names[1]).read_bytes() == (
        tmp_path / names[1]
    ).read_bytes()


def test_verify_ends_with_one_where_something_differs(counted: Lake) -> None:
    snapshot = json.loads(run("due", "--json").output)["snapshot"]
    given.received()
    follow_all()

    found = run("verify", snapshot)

    assert found.exit_code == 1
    assert "to_date.received.numerator: 1 when frozen, 2 today" in found.output


def test_due_is_done_once(counted: Lake) -> None:
    assert run("due").output.startswith("2025-W28-")
    assert run("due").output == "nothing is due\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["weekly", "--week", "2030-W01"], "2025-W28"),
        (["weekly", "--week", "August"], "2025-W28"),
        (["weekly", "--week", "2025-W01"], "2025-W27"),
        (["weekly", "--lang", "no"], "nb"),
        (["show", "2025-W01-ffffffffffff"], "–"),
    ],
)
def test_bad_input_is_named_and_ends_with_two(
    words: list[str],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["haicap", "report", *words])

    with time_machine.travel(WEDNESDAY, tick=False), pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_no_file_is_written_for_an_unknown_language(
    counted: Lake, tmp_path: Path
) -> None:
    found = run("weekly", "--lang", "fr", "--to", str(tmp_path / "out"))

    assert isinstance(found.exception, NoLanguage)
    assert not (tmp_path / "out").exists()
