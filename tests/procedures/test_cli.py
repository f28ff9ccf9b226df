"""`haicap catalogue` in all its ways."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from haicap.cli.catalogue import catalogue
from haicap.procedures.models import ProcedureVersion
from tests.procedures import world

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(catalogue, words)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tinh.yaml"
    path.write_text(world.TEXT, encoding="utf-8")
    return path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


class TestCheck:
    def test_of_the_bundled_files_finds_no_fault(self) -> None:
        result = run("check")

        assert result.exit_code == 0
        assert result.stdout == "procedures: 275, faults: 0\n"

    def test_names_file_line_procedure_and_rule(self, file: Path) -> None:
        change(file, "limit: 3 working days", "limit: soon")

        result = run("check", str(file))

        assert result.exit_code == 1
        assert result.stdout.startswith(
            "tinh.yaml:20: cap-giay-thu: channels.in_person.limit"
        )

    def test_gives_one_json_document(self, file: Path) -> None:
        change(file, "share: 0.75", "share: 0.7")

        said = json.loads(run("check", "--json", str(file)).stdout)

        assert said["procedures"] == 2
        assert [fault["code"] for fault in said["faults"]] == ["shares-sum"]

    def test_knows_the_bundled_procedures(self, file: Path) -> None:
        change(
            file, "procedure: cap-giay-thu, waits_for", 'procedure: "1.001193", waits_for'
        )
        change(file, ", gives: to-khai", "")

        assert run("check", str(file)).exit_code == 0


class TestLoad:
    def test_then_again_with_a_change_from_a_day(self, file: Path) -> None:
        assert "new 2: cap-giay-thu, dich-vu-thu" in run("load", str(file)).stdout
        change(file, "fee: 10.000", "fee: 20.000")
        left = run("load", str(file))
        assert "left 1: cap-giay-thu" in left.stdout
        assert "--from" in left.stderr
        assert run("diff", str(file)).exit_code == 1

        result = run("load", str(file), "--from", "2025-07-01")

        assert "amended 1: cap-giay-thu" in result.stdout
        assert run("diff", "--on", "2025-07-01", str(file)).exit_code == 0
        assert (
            ProcedureVersion.objects.filter(procedure__slug="cap-giay-thu").count() == 2
        )

    def test_of_the_bundled_files_changes_nothing(self) -> None:
        assert "unchanged 275" in run("load").stdout


class TestShow:
    def test_shows_the_version_of_the_day(self) -> None:
        said = json.loads(run("show", "1.001193", "--on", "2025-07-07", "--json").stdout)

        assert said["slug"] == "dang-ky-khai-sinh"
        assert {c["limit"] for c in said["channels"]} == {"in day"}
        assert said["legs"] == []

    def test_shows_it_to_people_too(self) -> None:
        shown = run("show", "2.000986", "--on", "2025-07-07").stdout

        assert "20 working days" in shown
        assert "3582/QĐ-UBND" in shown

    def test_refuses_what_is_not_in_force(self) -> None:
        assert run("show", "9.999999").exception is not None


class TestList:
    def test_lists_every_procedure_in_force(self) -> None:
        said = json.loads(run("list", "--on", "2025-07-07", "--json").stdout)

        assert len(said["procedures"]) > 260

    def test_searches_and_says_what_it_looked_for(self) -> None:
        result = run("list", "khai", "snih", "--on", "2025-07-07")

        assert "1.001193" in result.stdout
        assert "khai sinh" in result.stderr


class TestDiff:
    def test_shows_what_is_new_altogether(self, file: Path) -> None:
        said = json.loads(run("diff", "--json", str(file)).stdout)

        assert {row["procedure"] for row in said} == {"cap-giay-thu", "dich-vu-thu"}
