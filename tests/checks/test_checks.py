"""The integrity checks: complete, clean on the bundled data, and able to find a fault."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection
from django.utils import translation
from pytest_django import Settings

from haicap.cli.check import check as command
from haicap.common.checks import BadCheck, Check, find_checks, run
from tests.checks.plants import PLANTS
from tests.checks.soil import bare, sql

CHECKS = {each.name: each for each in find_checks()}
pytestmark = pytest.mark.django_db


class TestHeads:
    def test_there_are_enough_of_them_in_every_room(self) -> None:
        rooms = {each.room for each in CHECKS.values()}

        assert len(CHECKS) >= 80
        assert rooms >= {
            "accounts", "competence", "dossiers", "duties", "journal", "law",
            "procedures", "units", "workdays",
        }  # fmt: skip

    @pytest.mark.parametrize("each", CHECKS.values(), ids=CHECKS)
    def test_says_what_why_and_what_to_do_in_both_languages(self, each: Check) -> None:
        assert each.severity in ("error", "warning")
        assert len(each.text("why")) > 30
        assert len(each.text("remedy")) > 10
        with translation.override("vi"):
            assert each.text("title") != each.head["title"]

    def test_an_incomplete_head_is_refused(self, tmp_path: Path) -> None:
        folder = tmp_path / "units" / "checks"
        folder.mkdir(parents=True)
        (folder / "bad.sql").write_text("-- title: Nothing else\nSELECT 1\n")

        with pytest.raises(BadCheck, match=r"bad\.sql.*severity"):
            find_checks(tmp_path)

    def test_a_name_is_used_once(self, tmp_path: Path) -> None:
        head = "-- title: x\n-- severity: error\n-- why: y\n-- remedy: z\nSELECT 1\n"
        for room in ("units", "law"):
            (tmp_path / room / "checks").mkdir(parents=True)
            (tmp_path / room / "checks" / "same.sql").write_text(head)

        with pytest.raises(BadCheck, match="same"):
            find_checks(tmp_path)


class TestOnSoundData:
    @pytest.mark.parametrize("each", CHECKS.values(), ids=CHECKS)
    def test_finds_nothing_in_the_bundled_data(self, each: Check) -> None:
        outcome = run(each)

        assert outcome.broken == ""
        assert outcome.rows == []


class TestOnFaultyData:
    @pytest.mark.parametrize("name", CHECKS)
    def test_finds_the_fault_that_was_planted(
        self, name: str, tmp_path: Path, settings: Settings
    ) -> None:
        settings.HAICAP_LAKE = str(tmp_path / "lake")
        assert name in PLANTS, "plant a fault for this check in plants.py"
        PLANTS[name]()

        outcome = run(CHECKS[name])

        assert outcome.broken == ""
        assert outcome.count > 0
        assert outcome.rows[0][0] != ""


class TestRun:
    def test_counts_all_and_shows_some(self) -> None:
        bare("law_legaldocument")
        sql(
            "UPDATE law_legaldocument SET effective_on = '2025-01-01', expires_on = '2020-01-01'"
        )

        outcome = run(CHECKS["expired_before_effective"], limit=3)

        assert outcome.count >= 160
        assert len(outcome.rows) == 3
        assert outcome.is_error

    def test_may_not_write(self, tmp_path: Path) -> None:
        folder = tmp_path / "law" / "checks"
        folder.mkdir(parents=True)
        (folder / "writes.sql").write_text(
            "-- title: x\n-- severity: warning\n-- why: y\n-- remedy: z\n"
            "SELECT nextval('law_legaldocument_id_seq')\n"
        )
        (each,) = find_checks(tmp_path)

        outcome = run(each)

        assert "read-only" in outcome.broken
        assert outcome.is_error

    def test_leaves_the_transaction_writable(self) -> None:
        run(CHECKS["six_clears"])

        with connection.cursor() as cursor:
            try:
                cursor.execute("SELECT nextval('law_legaldocument_id_seq')")
            except DatabaseError as error:
                pytest.fail(str(error))


class TestCommand:
    def test_ends_with_0_when_nothing_is_found(self) -> None:
        result = CliRunner().invoke(command, ["--only", "number_of_units"])

        assert result.exit_code == 0
        assert "1 checks, 0 with something found" in result.output

    def test_ends_with_1_and_shows_why_and_remedy_for_an_error(self) -> None:
        PLANTS["number_of_units"]()

        result = CliRunner().invoke(command, ["--only", "number_of_units"])

        assert result.exit_code == 1
        assert "why:" in result.output
        assert "remedy:" in result.output
        assert "3320" in result.output

    def test_ends_with_0_for_a_warning(self) -> None:
        PLANTS["legal_basis_malformed"]()

        result = CliRunner().invoke(command, ["--only", "legal_basis_malformed"])

        assert result.exit_code == 0
        assert "the decree of last year" in result.output

    def test_answers_programs_with_one_document(self) -> None:
        PLANTS["number_of_units"]()

        result = CliRunner().invoke(command, ["--only", "number_of_units", "--json"])

        said = json.loads(result.output)
        assert said["errors"] == 1
        assert said["outcomes"][0]["rows"] == [["commune", "3321", "3320"]]

    def test_names_the_nearest_check(self) -> None:
        result = CliRunner().invoke(command, ["--only", "number_of_unit"])

        assert result.exit_code == 2
        assert "Did you mean number_of_units?" in result.output

    def test_lists_them(self) -> None:
        result = CliRunner().invoke(command, ["--list", "--lang", "vi"])

        assert result.exit_code == 0
        assert "34 tỉnh, thành phố" in result.output
